package org.qgate.simulator;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.qgate.core.model.Channel;
import org.qgate.core.model.KeyBlock;
import org.qgate.core.port.LinkEffect;
import org.qgate.core.port.LinkEvent;
import org.qgate.core.secret.SecretBytes;
import org.qgate.simulator.Scenario.KeyQuality;

class SimKeySourceTest {
    private static final long PERIOD_NANOS = 20 * Scenario.MILLI;

    private final EventQueue clock = new EventQueue();
    private final SecretCount open = new SecretCount();

    private SimKeySource source(KeyStream stream, KeyQuality quality) {
        return new SimKeySource(clock, new SimRandom(1), stream, quality, PERIOD_NANOS, Strikes.unnumbered(1, clock));
    }

    private KeyStream stream(double mismatches) {
        return new KeyStream(clock, new SimRandom(2), 36, mismatches, Strikes.unnumbered(1, clock));
    }

    private static KeyQuality quality(double headroom, long skewNanos) {
        return new KeyQuality(headroom, 0, skewNanos, 0, 0);
    }

    private static byte[] bytes(SecretBytes secret) {
        byte[] bytes = new byte[secret.length()];
        secret.copyTo(bytes, 0);
        return bytes;
    }

    private LinkEvent.KeysDrawn draw(SimKeySource source, int count) {
        return (LinkEvent.KeysDrawn) source.draw(new LinkEffect.DrawKeys(Channel.DATA, 6, count, 36), open);
    }

    private void passNanos(long nanos) {
        clock.after(nanos, () -> {});
        assertThat(clock.runNext(Long.MAX_VALUE)).isTrue();
    }

    @Test
    void givesBothEndsEqualBits() {
        KeyStream stream = stream(0);
        for (var key : draw(source(stream, quality(1, 0)), 8).keys()) {
            var fetched = (LinkEvent.KeyFetched) source(stream, quality(1, 0)).fetch(key.block(), open);
            assertThat(bytes(fetched.bits())).isEqualTo(bytes(key.bits()));
            assertThat(key.block().number() % 2).isZero();
        }
    }

    @Test
    void givesOtherBitsWhereTheEndsDiffer() {
        KeyStream stream = stream(1);
        var key = draw(source(stream, quality(1, 0)), 1).keys().get(0);
        var fetched = (LinkEvent.KeyFetched) source(stream, quality(1, 0)).fetch(key.block(), open);
        assertThat(bytes(fetched.bits())).isNotEqualTo(bytes(key.bits()));
    }

    @Test
    void givesNoMoreThanItsRate() {
        SimKeySource source = source(stream(0), quality(1, 0));
        assertThat(draw(source, 64).keys()).hasSize(16);
        assertThat(source.draw(new LinkEffect.DrawKeys(Channel.DATA, 100, 1, 36), open))
                .isInstanceOf(LinkEvent.DrawFailed.class);
        passNanos(10 * PERIOD_NANOS);
        assertThat(draw(source, 64).keys()).hasSize(10);
    }

    @Test
    void givesNothingInAStall() {
        SimKeySource source = source(stream(0), quality(1, 0));
        source.stallFor(Scenario.SECOND);
        assertThat(source.draw(new LinkEffect.DrawKeys(Channel.DATA, 0, 1, 36), open))
                .isInstanceOf(LinkEvent.DrawFailed.class);
        passNanos(Scenario.SECOND);
        assertThat(draw(source, 1).keys()).hasSize(1);
    }

    @Test
    void letsTheOtherEndFetchLaterBySkew() {
        KeyStream stream = stream(0);
        KeyBlock block = draw(source(stream, quality(1, 0)), 1).keys().get(0).block();
        SimKeySource other = source(stream, quality(1, 100));
        assertThat(other.fetch(block, open)).isInstanceOf(LinkEvent.FetchFailed.class);
        passNanos(100);
        assertThat(other.fetch(block, open)).isInstanceOf(LinkEvent.KeyFetched.class);
    }
}
