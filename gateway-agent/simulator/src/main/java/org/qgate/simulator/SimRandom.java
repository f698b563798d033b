package org.qgate.simulator;

import java.util.SplittableRandom;
import org.qgate.core.port.Entropy;

/** The only source of chance in a run; one independent stream for each part of the world. */
final class SimRandom implements Entropy {
    private final SplittableRandom random;

    SimRandom(long seed) {
        this(new SplittableRandom(seed));
    }

    private SimRandom(SplittableRandom random) {
        this.random = random;
    }

    /** A stream of its own, so that one part's draws do not shift another's. */
    SimRandom split() {
        return new SimRandom(random.split());
    }

    boolean chance(double probability) {
        return probability > 0 && random.nextDouble() < probability;
    }

    /** From {@code least} to {@code most}, both possible. */
    long between(long least, long most) {
        return least + random.nextLong(most - least + 1);
    }

    long pick(long... choices) {
        return choices[random.nextInt(choices.length)];
    }

    double fraction() {
        return random.nextDouble();
    }

    @Override
    public void fill(byte[] target) {
        random.nextBytes(target);
    }

    @Override
    public long below(long bound) {
        return bound <= 1 ? 0 : random.nextLong(bound);
    }
}
