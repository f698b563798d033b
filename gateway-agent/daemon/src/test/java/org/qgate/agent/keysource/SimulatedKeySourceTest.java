package org.qgate.agent.keysource;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.qgate.agent.secret.HeapSecret;
import org.qgate.core.model.Channel;
import org.qgate.core.model.KeyBlock;
import org.qgate.core.model.LinkName;
import org.qgate.core.port.LinkEffect;
import org.qgate.core.port.LinkEvent;
import org.qgate.core.secret.SecretBytes;

class SimulatedKeySourceTest {
    private static final long SECOND = 1_000_000_000L;
    private static final int BLOCK_BYTES = 36;
    private static final int BLOCK_BITS = BLOCK_BYTES * 8;

    private static SimulatedKeySource source(String link, long bitsPerSecond, long poolBitsMax) {
        return new SimulatedKeySource(
                new LinkName(link),
                HeapSecret.take("a seed that both ends were given".getBytes(java.nio.charset.StandardCharsets.UTF_8)),
                HeapSecret::take,
                new SimulatedKeySource.KeyRate(bitsPerSecond, poolBitsMax),
                0);
    }

    private static List<Byte> bytes(SecretBytes secret) {
        byte[] content = new byte[secret.length()];
        secret.copyTo(content, 0);
        List<Byte> list = new ArrayList<>();
        for (byte b : content) {
            list.add(b);
        }
        return list;
    }

    private static List<Byte> fetched(SimulatedKeySource source, Channel channel, long number) {
        LinkEvent event = source.fetch(new LinkEffect.FetchKey(new KeyBlock(channel, number), BLOCK_BYTES));
        assertThat(event).isInstanceOf(LinkEvent.KeyFetched.class);
        return bytes(((LinkEvent.KeyFetched) event).bits());
    }

    @Test
    void givesBothEndsTheSameBitsForABlock() {
        SimulatedKeySource alice = source("alice-bob", 1_000_000, 1_000_000);
        LinkEvent drawn = alice.draw(new LinkEffect.DrawKeys(Channel.DATA, 42, 3, BLOCK_BYTES), 0);
        assertThat(drawn).isInstanceOf(LinkEvent.KeysDrawn.class);
        SimulatedKeySource bob = source("alice-bob", 1_000_000, 1_000_000);
        List<Long> numbers = new ArrayList<>();
        ((LinkEvent.KeysDrawn) drawn).keys().forEach(key -> {
            numbers.add(key.block().number());
            assertThat(bytes(key.bits()))
                    .hasSize(BLOCK_BYTES)
                    .isEqualTo(fetched(bob, Channel.DATA, key.block().number()));
        });
        assertThat(numbers).containsExactly(42L, 44L, 46L);
    }

    @Test
    void givesEachBlockChannelAndLinkBitsOfItsOwn() {
        Set<List<Byte>> all = new HashSet<>();
        for (String link : new String[] {"alice-bob", "alice-carol"}) {
            SimulatedKeySource source = source(link, 1_000_000, 1_000_000);
            for (Channel channel : Channel.values()) {
                for (long number = 0; number < 50; number++) {
                    all.add(fetched(source, channel, number));
                }
            }
        }
        assertThat(all).hasSize(2 * 3 * 50);
    }

    @Test
    void paysForDrawsFromHalfTheLinksRate() {
        // 5,760 bits per second of the link: ten blocks a second for this end, and one second's worth at the start.
        SimulatedKeySource source = source("alice-bob", 20 * BLOCK_BITS, 1_000_000);
        assertThat(count(source, 100, 0)).isEqualTo(10);
        assertThat(count(source, 100, SECOND / 20)).isZero();
        assertThat(count(source, 100, SECOND / 10)).isEqualTo(1);
        assertThat(count(source, 3, SECOND)).isEqualTo(3);
        assertThat(source.bitsDrawn()).isEqualTo(14 * BLOCK_BITS);
        assertThat(source.report(SECOND)).isEqualTo(new LinkEvent.PoolReported(6 * BLOCK_BITS, 10 * BLOCK_BITS));
    }

    @Test
    void holdsNoMoreThanThePoolsBound() {
        SimulatedKeySource source = source("alice-bob", 20 * BLOCK_BITS, 3 * BLOCK_BITS + 5);
        assertThat(source.report(1_000 * SECOND).bitsAvailable()).isEqualTo(3 * BLOCK_BITS + 5);
        assertThat(count(source, 100, 1_000 * SECOND)).isEqualTo(3);
    }

    @Test
    void saysWhyThereIsNoKey() {
        SimulatedKeySource source = source("alice-bob", 100, 1_000_000);
        LinkEvent answer = source.draw(new LinkEffect.DrawKeys(Channel.CONTROL, 1, 1, BLOCK_BYTES), 0);
        assertThat(answer).isInstanceOfSatisfying(LinkEvent.DrawFailed.class, failed -> {
            assertThat(failed.channel()).isEqualTo(Channel.CONTROL);
            assertThat(failed.reason()).contains("50 bits per second").contains("288 bits");
        });
    }

    private static int count(SimulatedKeySource source, int most, long nowNanos) {
        return source.draw(new LinkEffect.DrawKeys(Channel.DATA, 0, most, BLOCK_BYTES), nowNanos)
                        instanceof LinkEvent.KeysDrawn drawn
                ? drawn.keys().size()
                : 0;
    }
}
