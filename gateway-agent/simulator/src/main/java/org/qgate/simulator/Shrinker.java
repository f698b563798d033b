package org.qgate.simulator;

import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.function.Function;

/**
 * Makes a failing life short: leaves out whole faults, then single strikes (delta debugging, after Zeller and
 * Hildebrandt), then ends the faults earlier, as long as the same invariant breaks.
 */
final class Shrinker {
    /** Lives that a shrinker may live, unless told otherwise. */
    static final int LIVES_MAX = 2000;

    private final Function<Life, Outcome> live;
    private final int livesMax;
    private int lives;

    /**
     * How a life went.
     *
     * @param result what it came to
     * @param struck the faults that struck, in order
     */
    record Outcome(SimulationResult result, List<Strikes.Struck> struck) {
        Set<Strike> strikes() {
            Set<Strike> strikes = new LinkedHashSet<>();
            struck.forEach(one -> strikes.add(one.strike()));
            return strikes;
        }
    }

    /**
     * The shortest failing life found.
     *
     * @param life how to live it again
     * @param outcome how it goes
     * @param before strikes of the life that it came from
     * @param lives how many were tried
     */
    record Shrunk(Life life, Outcome outcome, int before, int lives) {}

    Shrinker(Function<Life, Outcome> live, int livesMax) {
        this.live = live;
        this.livesMax = livesMax;
    }

    /** Lives a life of the core's protocol. */
    static Outcome live(Life life) {
        Simulation simulation = new Simulation(life, Contest.core(Mutation.NONE), Trace.hashOnly());
        SimulationResult result = simulation.run();
        return new Outcome(result, simulation.struck());
    }

    /** Shrinks a life in which an invariant breaks. */
    Shrunk shrink(Life failing) {
        Outcome first = live.apply(failing);
        Invariant invariant = first.result().violated();
        if (invariant == null) {
            throw new IllegalArgumentException("nothing to shrink: no invariant breaks in " + failing.options());
        }
        Life life = withoutWholeFaults(failing, invariant);
        life = withFewStrikes(life, invariant);
        life = withFaultsEnding(life, invariant);
        return new Shrunk(life, live.apply(life), first.struck().size(), lives);
    }

    private boolean stillFails(Life life, Invariant invariant) {
        if (lives >= livesMax) {
            return false;
        }
        lives++;
        return live.apply(life).result().violated() == invariant;
    }

    private Life withoutWholeFaults(Life failing, Invariant invariant) {
        Life life = failing;
        for (Fault fault : Fault.values()) {
            if (failing.asked().contains(fault) && !life.muted().contains(fault)) {
                Life quieter = life.muting(fault);
                life = stillFails(quieter, invariant) ? quieter : life;
            }
        }
        return life;
    }

    private Life withFewStrikes(Life failing, Invariant invariant) {
        List<Strike> kept = new ArrayList<>(live.apply(failing).strikes());
        Life life = failing.withOnly(new LinkedHashSet<>(kept));
        if (!stillFails(life, invariant)) {
            return failing;
        }
        int parts = 2;
        while (!kept.isEmpty() && lives < livesMax) {
            List<Strike> fewer = withoutOnePart(failing, kept, parts, invariant);
            if (fewer.size() < kept.size()) {
                kept = fewer;
                parts = Math.max(2, parts - 1);
            } else if (parts < kept.size()) {
                parts = Math.min(kept.size(), 2 * parts);
            } else {
                break;
            }
        }
        return failing.withOnly(new LinkedHashSet<>(kept));
    }

    private List<Strike> withoutOnePart(Life life, List<Strike> kept, int parts, Invariant invariant) {
        int size = kept.size();
        for (int part = 0; part < Math.min(parts, size); part++) {
            List<Strike> rest = new ArrayList<>(kept.subList(0, (int) ((long) size * part / parts)));
            rest.addAll(kept.subList((int) ((long) size * (part + 1) / parts), size));
            if (rest.size() < size && stillFails(life.withOnly(new LinkedHashSet<>(rest)), invariant)) {
                return rest;
            }
        }
        return kept;
    }

    private Life withFaultsEnding(Life failing, Invariant invariant) {
        Life life = failing;
        List<Strikes.Struck> struck = live.apply(life).struck();
        long last = struck.isEmpty() ? 0 : struck.get(struck.size() - 1).atNanos();
        for (long rest = 8 * Scenario.SECOND; rest >= Scenario.SECOND / 4; rest /= 2) {
            // Whole milliseconds, so that the options that are printed live the same life.
            Life shorter = life.withFaultsFor((last / Scenario.MILLI + 1) * Scenario.MILLI + rest);
            boolean isShorter =
                    shorter.faultyNanos().orElse(0) < life.faultyNanos().orElse(Long.MAX_VALUE);
            life = isShorter && stillFails(shorter, invariant) ? shorter : life;
        }
        return life;
    }
}
