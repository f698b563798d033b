package org.qgate.engine.program;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
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
}
