package org.qgate.core.model;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class MarksTest {
    private static final ChannelMarks MARKS = new ChannelMarks(10, 20, 30);

    @ParameterizedTest
    @EnumSource
    void raisesOneChannelAndNeverLowersIt(Channel channel) {
        long before = MARKS.of(channel);
        ChannelMarks raised = MARKS.raised(channel, before + 1);
        assertThat(raised.of(channel)).isEqualTo(before + 1);
        assertThat(MARKS.raised(channel, before - 1)).isEqualTo(MARKS);
        assertThat(ChannelMarks.NONE.of(channel)).isEqualTo(-1);
        for (Channel other : Channel.values()) {
            assertThat(raised.of(other)).isGreaterThanOrEqualTo(MARKS.of(other));
        }
        assertThat(raised.covers(MARKS)).isTrue();
        assertThat(MARKS.covers(raised)).isFalse();
    }

    @Test
    void takesTheHigherFieldByField() {
        ChannelMarks other = new ChannelMarks(11, 19, 30);
        ChannelMarks both = MARKS.max(other);
        assertThat(both).isEqualTo(new ChannelMarks(11, 20, 30)).isEqualTo(other.max(MARKS));
        assertThat(both.covers(MARKS) && both.covers(other)).isTrue();
        assertThat(MARKS.covers(other) || other.covers(MARKS)).isFalse();
    }

    @Test
    void linkMarksAreComparedFieldByField() {
        LinkMarks low = new LinkMarks(1, MARKS, ChannelMarks.NONE);
        LinkMarks high = new LinkMarks(2, ChannelMarks.NONE, MARKS);
        LinkMarks both = low.max(high);
        assertThat(both).isEqualTo(new LinkMarks(2, MARKS, MARKS));
        assertThat(both.covers(low) && both.covers(high)).isTrue();
        assertThat(low.covers(high) || high.covers(low)).isFalse();
        assertThat(new LinkMarks(1, MARKS, MARKS).covers(both)).isFalse();
        assertThat(new LinkMarks(2, ChannelMarks.NONE, MARKS).covers(both)).isFalse();
        assertThat(new LinkMarks(2, MARKS, ChannelMarks.NONE).covers(both)).isFalse();
        assertThat(low.withEpoch(7)).isEqualTo(new LinkMarks(7, MARKS, ChannelMarks.NONE));
        assertThat(LinkMarks.NONE.covers(LinkMarks.NONE)).isTrue();
    }
}
