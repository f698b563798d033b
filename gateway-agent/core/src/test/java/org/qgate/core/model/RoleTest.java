package org.qgate.core.model;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

class RoleTest {
    private static final GatewayId ALICE = new GatewayId("alice");
    private static final GatewayId BOB = new GatewayId("bob");

    @Test
    void lowerNameIsTheLowEnd() {
        assertThat(Role.of(ALICE, BOB)).isEqualTo(Role.LOW);
        assertThat(Role.of(BOB, ALICE)).isEqualTo(Role.HIGH);
        assertThat(Role.of(new GatewayId("gw-10"), new GatewayId("gw-9"))).isEqualTo(Role.LOW);
        LinkTimers timers = LinkTimers.withPeriod(LinkTimers.PERIOD_MIN_NANOS);
        assertThat(new LinkParameters(new LinkName("l"), BOB, ALICE, Suite.VPN_B, timers).role())
                .isEqualTo(Role.HIGH);
    }

    @Test
    void noGatewayIsItsOwnPeer() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> Role.of(ALICE, new GatewayId("alice")))
                .withMessageContaining("alice");
    }

    @ParameterizedTest
    @EnumSource
    void whatOneEndSendsTheOtherReceives(Role role) {
        assertThat(role.peer().peer()).isEqualTo(role);
        assertThat(role.sends()).isEqualTo(role.peer().receives()).isNotEqualTo(role.receives());
        assertThat(role.sends().sender()).isEqualTo(role);
        assertThat(role.receives().sender()).isEqualTo(role.peer());
        assertThat(role.parity()).isNotEqualTo(role.peer().parity());
    }

    @Test
    void directionsHaveTheirNumbers() {
        assertThat(Direction.LOW_TO_HIGH.code()).isZero();
        assertThat(Direction.HIGH_TO_LOW.code()).isEqualTo(1);
    }

    @ParameterizedTest
    @ValueSource(longs = {0, 1, 2, 3, Long.MAX_VALUE - 1, Long.MAX_VALUE})
    void blocksBelongToTheEndOfTheirParity(long number) {
        KeyBlock block = new KeyBlock(Channel.DATA, number);
        assertThat(block.owner()).isEqualTo(number % 2 == 0 ? Role.LOW : Role.HIGH);
        assertThat((long) block.owner().parity()).isEqualTo(number % 2);
        assertThat(block).hasToString("DATA#" + number);
    }

    @Test
    void noBlockHasANegativeNumber() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> new KeyBlock(Channel.DATA, -1))
                .withMessageContaining("-1");
    }

    @ParameterizedTest
    @EnumSource
    void channelsAreFoundByTheirNumber(Channel channel) {
        assertThat(Channel.of(channel.code())).isEqualTo(channel);
    }

    @ParameterizedTest
    @ValueSource(ints = {-1, 3, 65_535})
    void unknownChannelsAreRefused(int code) {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> Channel.of(code))
                .withMessageContaining(String.valueOf(code));
    }
}
