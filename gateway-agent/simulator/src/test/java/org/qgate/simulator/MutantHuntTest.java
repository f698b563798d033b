package org.qgate.simulator;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class MutantHuntTest {
    private static final int SEEDS = 60;

    @Test
    void catchesEveryMutant() {
        List<String> survivors = new ArrayList<>();
        for (Mutant mutant : Mutants.all()) {
            MutantHunt hunt = MutantHunt.of(mutant, new SeedRange(1, SEEDS, 1));
            if (hunt.caught().isEmpty()) {
                survivors.add(mutant.name());
            }
        }
        assertThat(survivors).as("mutants that survived %d seeds", SEEDS).isEmpty();
    }

    @Test
    void namesTheInvariantThatAMutantBreaks() {
        Map<String, Invariant> expected = Map.of(
                "credit-ignored", Invariant.SENT_WITH_CREDIT,
                "lease-not-durable", Invariant.LEASE_DURABLE,
                "replay-accepted", Invariant.FORGERY_CHANGES_NOTHING,
                "rules-lifted-at-stop", Invariant.NO_PLAINTEXT,
                "lost-sa-used", Invariant.OUTBOUND_STANDS,
                "block-refusal-ignored", Invariant.BLOCK_HOLDS,
                "damage-taken", Invariant.FORGERY_CHANGES_NOTHING);
        Map<String, Invariant> found = new HashMap<>();
        for (Mutant mutant : Mutants.all()) {
            if (expected.containsKey(mutant.name())) {
                MutantHunt.of(mutant, new SeedRange(1, SEEDS, 1))
                        .caught()
                        .ifPresent(result -> found.put(mutant.name(), result.violated()));
            }
        }
        assertThat(found).isEqualTo(expected);
    }

    @Test
    void plantsAtLeastThirtyBugsUnderDistinctNames() {
        assertThat(Mutants.all())
                .extracting(Mutant::name)
                .doesNotHaveDuplicates()
                .hasSizeGreaterThanOrEqualTo(30);
    }
}
