package org.qgate.wbem.provider.gateway;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.qgate.control.LinkConfiguration;
import org.qgate.wbem.model.CimArray;
import org.qgate.wbem.model.CimInstance;

class LinkSettingReaderTest {
    private static CimInstance.Builder wanted() {
        return CimInstance.builder("QGATE_LinkSetting")
                .set("PeerName", "bob")
                .set("LocalAddress", "192.0.2.1")
                .set("PeerAddress", "192.0.2.2")
                .set("LocalPrefixes", CimArray.ofStrings(List.of("10.1.0.0/24")))
                .set("RemotePrefixes", CimArray.ofStrings(List.of("10.2.0.0/24")));
    }

    @Test
    void whatASettingDoesNotSayIsByDefault() {
        LinkConfiguration read = LinkSettingReader.read("ab", wanted().build());

        assertThat(read.name()).isEqualTo("ab");
        assertThat(read.controlPort()).isEqualTo(5_600);
        assertThat(read.helloPort()).isEqualTo(5_601);
        assertThat(read.suite()).isEqualTo("aes-gcm-256");
        assertThat(read.periodMillis()).isEqualTo(20);
        assertThat(read.onStarvation()).isEqualTo("hold");
        assertThat(read.tunnelInterface()).isEmpty();
        assertThat(read.udpEncapsulation()).isEmpty();
        assertThat(read.routes()).isEmpty();
        assertThat(read.acceptSimulatedKeys()).isFalse();
        assertThat(read.secretName()).isEmpty();
    }

    @Test
    void partsOfARouteThatAreEmptyOrNotThereAreNone() {
        CimInstance setting = wanted().set(
                        "RouteDestinations", CimArray.ofStrings(List.of("10.2.0.0/24", "10.3.0.0/24")))
                .set("RouteGateways", CimArray.ofStrings(List.of("192.0.2.2", "")))
                .set("RouteDevices", CimArray.ofStrings(List.of("", "eth0")))
                .build();

        assertThat(LinkSettingReader.read("ab", setting).routes())
                .containsExactly(
                        new LinkConfiguration.Route(
                                "10.2.0.0/24", Optional.of("192.0.2.2"), Optional.empty(), Optional.empty()),
                        new LinkConfiguration.Route(
                                "10.3.0.0/24", Optional.empty(), Optional.of("eth0"), Optional.empty()));
    }

    @Test
    void prefixesComeInPairs() {
        CimInstance setting = CimInstance.builder("QGATE_LinkSetting")
                .set("PeerName", "bob")
                .set("LocalAddress", "192.0.2.1")
                .set("PeerAddress", "192.0.2.2")
                .set("LocalPrefixes", CimArray.ofStrings(List.of("10.1.0.0/24", "10.1.1.0/24")))
                .set("RemotePrefixes", CimArray.ofStrings(List.of("10.2.0.0/24")))
                .build();

        assertThatThrownBy(() -> LinkSettingReader.read("ab", setting))
                .hasMessage("RemotePrefixes has 1 elements and needs 2");
    }
}
