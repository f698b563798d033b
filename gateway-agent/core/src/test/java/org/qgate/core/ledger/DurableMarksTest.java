package org.qgate.core.ledger;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.qgate.core.model.Channel;
import org.qgate.core.model.ChannelMarks;
import org.qgate.core.model.LinkMarks;
import org.qgate.core.port.LinkEffect;

class DurableMarksTest {
    private static final long AHEAD = 2L * DurableMarks.AHEAD_BLOCKS;

    private final List<LinkMarks> written = new ArrayList<>();
    private final DurableMarks marks = new DurableMarks(LinkMarks.NONE);

    private void take(LinkEffect effect) {
        written.add(((LinkEffect.PersistMarks) effect).marks());
    }

    private static LinkMarks own(Channel channel, long number) {
        return new LinkMarks(0, ChannelMarks.NONE.raised(channel, number), ChannelMarks.NONE);
    }

    private static LinkMarks peer(Channel channel, long number) {
        return new LinkMarks(0, ChannelMarks.NONE, ChannelMarks.NONE.raised(channel, number));
    }

    private LinkMarks last() {
        return written.get(written.size() - 1);
    }

    @Test
    void blockIsCoveredOnlyWhenItsMarkIsOnStableStorage() {
        marks.requireOwn(Channel.DATA, 0, this::take);
        assertThat(written).containsExactly(own(Channel.DATA, AHEAD));
        assertThat(marks.covers(own(Channel.DATA, 0))).isFalse();
        marks.persisted(last(), this::take);
        assertThat(marks.covers(own(Channel.DATA, AHEAD))).isTrue();
        assertThat(marks.covers(own(Channel.DATA, AHEAD + 1))).isFalse();
        assertThat(marks.durable()).isEqualTo(own(Channel.DATA, AHEAD));
    }

    @Test
    void oneWriteServesABatch() {
        marks.requireOwn(Channel.DATA, 0, this::take);
        marks.persisted(last(), this::take);
        for (long block = 2; block <= AHEAD - DurableMarks.AHEAD_BLOCKS; block += 2) {
            marks.requireOwn(Channel.DATA, block, this::take);
        }
        assertThat(written).hasSize(1);
        marks.requireOwn(Channel.DATA, AHEAD - DurableMarks.AHEAD_BLOCKS + 2, this::take);
        assertThat(written).hasSize(2);
    }

    @Test
    void marksOfThePeerAreAheadToo() {
        marks.requirePeer(Channel.CONTROL, 7, this::take);
        assertThat(written).containsExactly(peer(Channel.CONTROL, 7 + AHEAD));
    }

    @Test
    void epochAndBootstrapAreMarkedExactly() {
        LinkMarks need = new LinkMarks(4, ChannelMarks.NONE.raised(Channel.BOOTSTRAP, 6), ChannelMarks.NONE);
        marks.require(need, this::take);
        assertThat(written).containsExactly(need);
        assertThat(marks.epoch()).isEqualTo(4);
        assertThat(marks.durable().epoch()).isZero();
        marks.require(need, this::take);
        assertThat(written).hasSize(1);
    }

    @Test
    void oneWriteIsUnderWayAtATime() {
        marks.requireOwn(Channel.DATA, 0, this::take);
        marks.requirePeer(Channel.DATA, 1, this::take);
        marks.require(LinkMarks.NONE.withEpoch(9), this::take);
        assertThat(written).hasSize(1);
        marks.persisted(last(), this::take);
        assertThat(written).hasSize(2);
        assertThat(last())
                .isEqualTo(own(Channel.DATA, AHEAD)
                        .max(peer(Channel.DATA, 1 + AHEAD))
                        .max(LinkMarks.NONE.withEpoch(9)));
        assertThat(marks.wanted()).isEqualTo(last());
        marks.persisted(last(), this::take);
        assertThat(written).hasSize(2);
    }

    @Test
    void failedWriteIsTriedAgainLater() {
        marks.requireOwn(Channel.DATA, 0, this::take);
        marks.failed(1_000);
        assertThat(marks.retryAtNanos()).isEqualTo(1_000 + DurableMarks.RETRY_NANOS);
        marks.requirePeer(Channel.DATA, 1, this::take);
        marks.retry(1_000 + DurableMarks.RETRY_NANOS - 1, this::take);
        assertThat(written).hasSize(1);
        marks.retry(1_000 + DurableMarks.RETRY_NANOS, this::take);
        assertThat(written).hasSize(2);
        assertThat(last()).isEqualTo(own(Channel.DATA, AHEAD).max(peer(Channel.DATA, 1 + AHEAD)));
        assertThat(marks.covers(own(Channel.DATA, 0))).isFalse();
        assertThat(marks.retryAtNanos()).isEqualTo(Long.MAX_VALUE);
    }

    @Test
    void restoredMarksCountAsUsed() {
        DurableMarks restored = new DurableMarks(own(Channel.DATA, 50).withEpoch(3));
        assertThat(restored.durable().own().data()).isEqualTo(50);
        assertThat(restored.epoch()).isEqualTo(3);
        assertThat(restored.covers(own(Channel.DATA, 50))).isTrue();
        assertThat(restored.retryAtNanos()).isEqualTo(Long.MAX_VALUE);
    }

    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3, 4})
    void marksNeverFallAndACrashWastesOneBatchAtMost(long seed) {
        Random random = new Random(seed);
        long block = random.nextInt(2);
        LinkMarks stored = LinkMarks.NONE;
        for (int round = 0; round < 2_000; round++) {
            block += 2L * (1 + random.nextInt(40));
            marks.requireOwn(Channel.DATA, block, this::take);
            while (!marks.covers(own(Channel.DATA, block))) {
                LinkMarks writing = last();
                assertThat(writing.covers(stored))
                        .as("seed %d round %d", seed, round)
                        .isTrue();
                if (random.nextInt(4) == 0) {
                    marks.failed(round);
                    marks.retry(round + DurableMarks.RETRY_NANOS, this::take);
                } else {
                    stored = writing;
                    marks.persisted(writing, this::take);
                }
            }
            assertThat(stored.own().data()).as("seed %d round %d", seed, round).isBetween(block, block + AHEAD);
        }
    }
}
