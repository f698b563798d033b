package org.qgate.simulator;

import java.util.EnumSet;
import java.util.List;
import java.util.Optional;

/**
 * What became of a mutant.
 *
 * @param mutant the planted bug
 * @param caught the run of the first seed that caught it, empty if it survived
 */
record MutantHunt(Mutant mutant, Optional<SimulationResult> caught) {
    /** Runs seeds with all faults until one catches the mutant. */
    static MutantHunt of(Mutant mutant, SeedRange seeds) {
        List<SimulationResult> results = seeds.run(
                seed -> new Simulation(
                                Life.of(seed, EnumSet.allOf(Fault.class)),
                                Contest.core(mutant.mutation().get()),
                                Trace.hashOnly())
                        .run(),
                SimulationResult::isViolated);
        return new MutantHunt(
                mutant, results.stream().filter(SimulationResult::isViolated).findFirst());
    }
}
