package org.qgate.engine.program;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.qgate.engine.loop.EngineOptions;
import org.qgate.engine.router.EthernetLink;
import org.qgate.engine.router.MacAddress;
import org.qgate.linux.inet.IpAddress;

class EngineArgumentsTest {
    @Test
    void readsAddressesOfBothFamilies() {
        EngineArguments arguments = EngineArguments.parse(
                new String[] {"--local=192.0.2.1,2001:db8::1", "--socket=/run/x/pfkey", "--udp-port=4500"});
        assertThat(arguments.options().locals())
                .containsExactly(IpAddress.parse("192.0.2.1"), IpAddress.parse("2001:db8::1"));
        assertThat(arguments.options().udpPort()).isEqualTo(4500);
        assertThat(arguments.options().capacity()).isEqualTo(32);
        assertThat(arguments.options().tunName()).isEqualTo("qg0");
        assertThat(arguments.socket()).isEqualTo(Path.of("/run/x/pfkey"));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"--local=", "--local=example.org", "--mtu=big", "--mtu=100", "--nonsense=1", "nonsense", "--tun="
            })
    void saysWhatIsWrong(String word) {
        String[] words = {"--local=192.0.2.1", "--socket=/run/x/pfkey", word};
        assertThatThrownBy(() -> EngineArguments.parse(words))
                .isInstanceOf(IllegalArgumentException.class)
                .message()
                .isNotEmpty();
    }

    @Test
    void asksForASocket() {
        assertThatThrownBy(() -> EngineArguments.parse(new String[] {"--local=192.0.2.1"}))
                .hasMessageContaining("--socket");
    }

    @Test
    void readsTheInnerEthernet() {
        EngineOptions options = EngineArguments.parse(new String[] {
                    "--local=192.0.2.1",
                    "--socket=/run/x",
                    "--inner=10.1.0.1/16,2001:db8:1::1/64",
                    "--inner-gateway=10.1.0.254"
                })
                .options();
        EthernetLink link = options.ethernet().orElseThrow();
        assertThat(link.mac()).isEqualTo(MacAddress.parse("02:51:0a:01:00:01"));
        assertThat(link.addresses()).hasSize(2);
        assertThat(link.gateways()).containsExactly(IpAddress.parse("10.1.0.254"));
        assertThatThrownBy(() -> EngineArguments.parse(
                        new String[] {"--local=192.0.2.1", "--socket=/run/x", "--inner-mac=02:51:00:00:00:01"}))
                .hasMessageContaining("--inner");
        assertThatThrownBy(() -> EngineArguments.parse(
                        new String[] {"--local=192.0.2.1", "--socket=/run/x", "--inner=10.1.0.1"}))
                .hasMessageContaining("10.1.0.1/16");
    }
}
