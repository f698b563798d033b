package org.qgate.simulator;

import java.util.ArrayList;
import java.util.List;
import org.qgate.core.model.KeyBlock;
import org.qgate.core.port.DrawnKey;
import org.qgate.core.port.LinkEffect;
import org.qgate.core.port.LinkEvent;
import org.qgate.simulator.Scenario.KeyQuality;

/** One end's access to the key stream: blocks of its own cost tokens, which come at a rate and pause in a stall. */
final class SimKeySource {
    /** Most blocks that wait for their draw. */
    private static final double POOL_BLOCKS = 256;

    private static final double START_BLOCKS = 16;
    private static final long SLOW_NANOS = 6 * Scenario.SECOND;

    private final EventQueue clock;
    private final SimRandom random;
    private final KeyStream stream;
    private final Strikes strikes;
    private KeyQuality quality;
    private double blocksPerNano;
    private double tokens = START_BLOCKS;
    private long filledAtNanos;
    private long stalledUntilNanos = Long.MIN_VALUE;

    SimKeySource(
            EventQueue clock,
            SimRandom random,
            KeyStream stream,
            KeyQuality quality,
            long periodNanos,
            Strikes strikes) {
        this.strikes = strikes;
        this.clock = clock;
        this.random = random;
        this.stream = stream;
        this.quality = quality;
        needs(periodNanos);
    }

    /** The end changes keys with this period: the rate follows, times the headroom. */
    void needs(long periodNanos) {
        fill();
        blocksPerNano = (quality.headroom() + 0.02) / periodNanos;
    }

    private void fill() {
        long now = clock.nowNanos();
        long from = Math.max(filledAtNanos, Math.min(now, stalledUntilNanos));
        tokens = Math.min(POOL_BLOCKS, tokens + (now - from) * blocksPerNano);
        filledAtNanos = now;
    }

    /** Gives nothing and gets nothing for a while. */
    void stallFor(long nanos) {
        fill();
        stalledUntilNanos = clock.nowNanos() + nanos;
    }

    /** How long the next answer takes. */
    long answerNanos() {
        return random.chance(quality.slowAnswers()) && strikes.strikes(Fault.STARVE)
                ? random.below(SLOW_NANOS)
                : random.below(quality.answerNanos());
    }

    LinkEvent draw(LinkEffect.DrawKeys draw, SecretCount open) {
        fill();
        int affordable = clock.nowNanos() < stalledUntilNanos ? 0 : (int) Math.min(draw.count(), tokens);
        if (affordable < 1) {
            return new LinkEvent.DrawFailed(draw.channel(), "the pool is empty");
        }
        tokens -= affordable;
        List<DrawnKey> keys = new ArrayList<>();
        long number = draw.fromNumber();
        for (int i = 0; i < affordable; i++) {
            number += random.chance(0.01) ? 2 : 0;
            KeyBlock block = new KeyBlock(draw.channel(), number);
            keys.add(new DrawnKey(block, new SimSecret(stream.drawn(block), open)));
            number += 2;
        }
        return new LinkEvent.KeysDrawn(draw.channel(), List.copyOf(keys));
    }

    LinkEvent fetch(KeyBlock block, SecretCount open) {
        long now = clock.nowNanos();
        if (now < stalledUntilNanos || now < stream.drawnAtNanos(block) + quality.skewNanos()) {
            return new LinkEvent.FetchFailed(block, "not here yet");
        }
        return new LinkEvent.KeyFetched(block, new SimSecret(stream.fetched(block), open));
    }

    void heal(long periodNanos) {
        stalledUntilNanos = Long.MIN_VALUE;
        quality = quality.healed();
        needs(periodNanos);
    }
}
