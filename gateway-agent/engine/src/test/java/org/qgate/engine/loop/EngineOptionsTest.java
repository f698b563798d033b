package org.qgate.engine.loop;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.qgate.engine.cipher.DropReason;
import org.qgate.engine.cipher.EspAlgorithm;
import org.qgate.linux.inet.IpAddress;

class EngineOptionsTest {
    private static final int WORST_HEADER_BYTES = 48;

    @Test
    void asksForSomewhereToReceive() {
        assertThatThrownBy(() -> EngineOptions.of("qg0", List.of())).isInstanceOf(IllegalArgumentException.class);
        List<IpAddress> locals = List.of(IpAddress.parse("192.0.2.1"));
        assertThat(EngineOptions.of("qg0", locals).withUdpPort(4500).udpPort()).isEqualTo(4500);
        assertThatThrownBy(() -> new EngineOptions("qg0", locals, 0, 1279, 32))
                .isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> new EngineOptions("qg0", locals, 65_536, 1500, 32))
                .isInstanceOf(IllegalArgumentException.class);
    }

    @ParameterizedTest
    @EnumSource
    void leavesRoomForEveryTunnel(EspAlgorithm algorithm) {
        int inner = Engine.innerMtu(1500);
        assertThat(inner).isGreaterThanOrEqualTo(1280);
        assertThat(WORST_HEADER_BYTES + algorithm.espBytes(inner)).isLessThanOrEqualTo(1500);
    }

    @ParameterizedTest
    @EnumSource
    void countsEachReasonForItself(DropReason reason) {
        EngineCounters counters = new EngineCounters();
        counters.drop(reason);
        counters.drop(reason.code());
        assertThat(DropReason.of(reason.code())).isEqualTo(reason);
        assertThat(counters.drops()).isEqualTo(Map.of(reason, 2L));
        assertThat(counters.sent()).isZero();
        assertThat(counters.received()).isZero();
    }
}
