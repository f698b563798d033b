package org.qgate.agent.loop;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.OptionalLong;
import org.qgate.control.Channel;
import org.qgate.control.Direction;
import org.qgate.control.KeyMark;
import org.qgate.control.KeyPoolStatus;
import org.qgate.control.KeyUseStatus;
import org.qgate.core.link.LinkSnapshot;
import org.qgate.core.model.ChannelMarks;
import org.qgate.core.model.KeyUse;
import org.qgate.core.port.LinkEvent;

/** Key pools in the words of the control contract; measures how fast each link draws, over the time between two questions. */
final class PoolReporter {
    /** Shortest stretch over which a rate is worth telling. */
    private static final long STRETCH_NANOS_MIN = 900_000_000L;

    private static final double NANOS_PER_SECOND = 1e9;

    private final Map<String, Draws> draws = new HashMap<>();

    private record Draws(long startNanos, long startBits, double bitsPerSecond) {}

    KeyPoolStatus status(LinkRunner link, LinkSnapshot snapshot, double dataBitsPerKeyBit, long nowNanos) {
        LinkEvent.PoolReported pool = link.keys().report(nowNanos);
        double rateOut = rateOut(link.name(), link.keys().bitsDrawn(), nowNanos);
        double sinking = rateOut - pool.bitsPerSecond();
        return new KeyPoolStatus(
                link.name(),
                "simulated",
                false,
                pool.bitsAvailable(),
                link.configuration().keySource().poolBitsMax(),
                pool.bitsPerSecond(),
                LinkReporter.rounded(rateOut),
                sinking > 0 ? OptionalLong.of((long) (pool.bitsAvailable() / sinking)) : OptionalLong.empty(),
                link.keys().bitsDrawn(),
                dataBitsPerKeyBit,
                economy(link, snapshot),
                marks(snapshot));
    }

    private static KeyUseStatus economy(LinkRunner link, LinkSnapshot snapshot) {
        KeyUse use = link.configuration().parameters().keyUse();
        return new KeyUseStatus(
                use.starvation().configurationName(),
                use.dataBitsPerKeyBit(),
                LinkReporter.millis(link.economy().wantedPeriodNanos()),
                LinkReporter.millis(snapshot.periodNanos()),
                link.economy().dataBitsPerSecond());
    }

    private double rateOut(String link, long bits, long nowNanos) {
        Draws before = draws.get(link);
        if (before == null) {
            draws.put(link, new Draws(nowNanos, bits, 0));
            return 0;
        }
        long stretch = nowNanos - before.startNanos;
        if (stretch < STRETCH_NANOS_MIN) {
            return before.bitsPerSecond;
        }
        double rate = (bits - before.startBits) / (stretch / NANOS_PER_SECOND);
        draws.put(link, new Draws(nowNanos, bits, rate));
        return rate;
    }

    private static List<KeyMark> marks(LinkSnapshot snapshot) {
        List<KeyMark> marks = new ArrayList<>();
        add(marks, Direction.OUTBOUND, snapshot.marks().own());
        add(marks, Direction.INBOUND, snapshot.marks().peer());
        return marks;
    }

    private static void add(List<KeyMark> marks, Direction direction, ChannelMarks channels) {
        marks.add(new KeyMark(direction, Channel.DATA, channels.data()));
        marks.add(new KeyMark(direction, Channel.CONTROL, channels.control()));
        marks.add(new KeyMark(direction, Channel.BOOTSTRAP, channels.bootstrap()));
    }
}
