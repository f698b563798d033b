package org.qgate.linux.inet;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.net.InetAddress;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class IpAddressTest {

    @ParameterizedTest
    @CsvSource({
        "192.0.2.1, 192.0.2.1",
        "0.0.0.0, 0.0.0.0",
        "255.255.255.255, 255.255.255.255",
        "2001:DB8:0:0:0:0:0:1, 2001:db8::1",
        "2001:db8:0:1:1:1:1:1, 2001:db8:0:1:1:1:1:1",
        "2001:0:0:1:0:0:0:1, 2001:0:0:1::1",
        "2001:db8:0:0:1:0:0:1, 2001:db8::1:0:0:1",
        "::, ::",
        "::1, ::1",
        "fe80::, fe80::",
        "::ffff:192.0.2.1, ::ffff:c000:201",
    })
    void readsLiteralsAndWritesThemInShortForm(String text, String canonical) {
        IpAddress address = IpAddress.parse(text);
        assertThat(address).hasToString(canonical);
        assertThat(IpAddress.parse(canonical)).isEqualTo(address);
        assertThat(IpAddress.ofBytes(address.toBytes())).isEqualTo(address);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "localhost",
                "dead.beef",
                "1.2.3",
                "1.2.3.4.5",
                "256.1.1.1",
                "01.2.3.4",
                "1.2.3.4 ",
                "::g",
                ":",
                "1::2::3",
                "fe80::1%eth0",
                "[::1]",
                "1:2:3:4:5:6:7:8:9"
            })
    void refusesWhatIsNoLiteralWithoutAskingTheDns(String text) {
        assertThatThrownBy(() -> IpAddress.parse(text)).isInstanceOf(IllegalArgumentException.class);
    }

    @Test
    void agreesWithTheJdk() throws Exception {
        Random random = new Random(5);
        for (int i = 0; i < 2000; i++) {
            byte[] bytes = new byte[random.nextBoolean() ? 4 : 16];
            random.nextBytes(bytes);
            for (int j = 0; j < bytes.length; j++) {
                bytes[j] = random.nextInt(3) == 0 ? bytes[j] : 0;
            }
            IpAddress address = IpAddress.ofBytes(bytes);
            assertThat(address.toBytes()).as("round %d", i).isEqualTo(bytes);
            assertThat(IpAddress.parse(address.toString())).as("round %d", i).isEqualTo(address);
            InetAddress jdk = InetAddress.getByName(address.toString());
            if (jdk.getAddress().length == bytes.length) {
                assertThat(IpAddress.of(jdk)).as("round %d", i).isEqualTo(address);
            }
        }
    }

    @Test
    void masksAndContains() {
        assertThat(IpPrefix.parse("10.1.2.3/16").masked()).hasToString("10.1.0.0/16");
        assertThat(IpPrefix.parse("10.1.2.3/0").masked()).hasToString("0.0.0.0/0");
        assertThat(IpPrefix.parse("2001:db8:ffff::1/36").masked()).hasToString("2001:db8:f000::/36");
        assertThat(IpPrefix.parse("2001:db8::ff/124").masked()).hasToString("2001:db8::f0/124");
        assertThat(IpPrefix.parse("2001:db8::ff/64").masked()).hasToString("2001:db8::/64");
        assertThat(IpPrefix.parse("10.1.0.0/16").contains(IpAddress.parse("10.1.9.9")))
                .isTrue();
        assertThat(IpPrefix.parse("10.1.0.0/16").contains(IpAddress.parse("10.2.0.0")))
                .isFalse();
        assertThat(IpPrefix.parse("10.1.0.0/16").contains(IpAddress.parse("::")))
                .isFalse();
        assertThat(IpPrefix.parse("10.1.0.1")).hasToString("10.1.0.1/32");
        assertThat(IpPrefix.parse("::1").length()).isEqualTo(128);
    }

    @ParameterizedTest
    @ValueSource(strings = {"10.0.0.0/33", "::/129", "10.0.0.0/", "10.0.0.0/-1", "/8", "10.0.0.0/8/8"})
    void refusesBadPrefixes(String text) {
        assertThatThrownBy(() -> IpPrefix.parse(text)).isInstanceOf(IllegalArgumentException.class);
    }

    @Test
    void knowsItsFamilies() {
        assertThat(IpFamily.of(2)).isEqualTo(IpFamily.IPV4);
        assertThat(IpFamily.of(10)).isEqualTo(IpFamily.IPV6);
        assertThat(IpFamily.of(0)).isEqualTo(IpFamily.UNSPECIFIED);
        assertThat(IpFamily.isKnown(7)).isFalse();
        assertThatThrownBy(() -> IpFamily.of(7)).isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> new IpAddress(IpFamily.IPV4, 1, 0)).isInstanceOf(IllegalArgumentException.class);
        assertThat(IpAddress.UNSPECIFIED).hasToString("unspecified");
    }
}
