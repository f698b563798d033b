package org.qgate.simulator;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;

class ShrinkerTest {
    /** The mutant must break a life within so many. */
    private static final long SEEDS_MAX = 60;

    private static final Set<Fault> ALL = EnumSet.allOf(Fault.class);
    private static final Strike GUILTY = new Strike(Fault.LOSS, 13);
    private static final Strike ACCOMPLICE = new Strike(Fault.CRASH, 2);

    /** A world of forty losses and five crashes in which two strikes together break something. */
    private static Shrinker.Outcome live(Life life) {
        List<Strikes.Struck> struck = new ArrayList<>();
        for (int number = 1; number <= 40; number++) {
            strike(life, struck, new Strike(Fault.LOSS, number), number);
        }
        for (int number = 1; number <= 5; number++) {
            strike(life, struck, new Strike(Fault.CRASH, number), 40 + number);
        }
        Set<Strike> strikes = new Shrinker.Outcome(result(null), struck).strikes();
        boolean fails = strikes.contains(GUILTY) && strikes.contains(ACCOMPLICE);
        return new Shrinker.Outcome(result(fails ? Invariant.HEALS : null), struck);
    }

    private static void strike(Life life, List<Strikes.Struck> struck, Strike strike, int second) {
        boolean harms = life.only().map(only -> only.contains(strike)).orElse(true);
        if (harms && !life.muted().contains(strike.fault())) {
            struck.add(new Strikes.Struck(strike, second * Scenario.SECOND));
        }
    }

    private static SimulationResult result(@org.jspecify.annotations.Nullable Invariant violated) {
        return new SimulationResult(1, violated, "", Map.of(), 0, 0, 0, 0, 0);
    }

    @Test
    void keepsOnlyTheStrikesThatItTakes() {
        Shrinker.Shrunk shrunk = new Shrinker(ShrinkerTest::live, 500).shrink(Life.of(1, ALL));
        assertThat(shrunk.before()).isEqualTo(45);
        assertThat(shrunk.outcome().strikes()).containsExactlyInAnyOrder(GUILTY, ACCOMPLICE);
        assertThat(shrunk.life().muted()).contains(Fault.FORGE).doesNotContain(Fault.LOSS, Fault.CRASH);
        assertThat(shrunk.lives()).isLessThan(200);
    }

    @Test
    void stopsAtItsBound() {
        Shrinker.Shrunk shrunk = new Shrinker(ShrinkerTest::live, 30).shrink(Life.of(1, ALL));
        assertThat(shrunk.lives()).isEqualTo(30);
        assertThat(shrunk.outcome().result().violated()).isEqualTo(Invariant.HEALS);
    }

    @Test
    void refusesALifeThatHolds() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> new Shrinker(ShrinkerTest::live, 30)
                        .shrink(Life.of(1, Set.of()).withOnly(Set.of())))
                .withMessageContaining("--only ''");
    }

    /** A refused SA counts as installed: of all that goes wrong in that life, one refusal is what it takes. */
    @Test
    void shrinksARealLifeOfAMutant() {
        Mutant mutant = Mutants.all().stream()
                .filter(one -> one.name().equals("refusal-ignored"))
                .findFirst()
                .orElseThrow();
        Function<Life, Shrinker.Outcome> live = life -> {
            Simulation simulation =
                    new Simulation(life, Contest.core(mutant.mutation().get()), Trace.hashOnly());
            SimulationResult result = simulation.run();
            return new Shrinker.Outcome(result, simulation.struck());
        };
        long seed = LongStream.rangeClosed(1, SEEDS_MAX)
                .filter(one -> live.apply(Life.of(one, ALL)).result().isViolated())
                .findFirst()
                .orElseThrow();
        Shrinker.Shrunk shrunk = new Shrinker(live, 120).shrink(Life.of(seed, ALL));
        // One refusal does it in most lives, in some it takes two.
        assertThat(shrunk.outcome().strikes())
                .hasSizeBetween(1, 2)
                .allSatisfy(strike -> assertThat(strike.fault()).isEqualTo(Fault.KERNEL));
        assertThat(shrunk.life().options()).startsWith("--seed " + seed + " --faults all");
    }

    @Test
    void writesALifeAsOptionsThatReadBackTheSame() {
        Life life = Life.of(7, ALL)
                .muting(Fault.LOSS)
                .withFaultsFor(1500 * Scenario.MILLI)
                .withOnly(Set.of(ACCOMPLICE));
        assertThat(life.options()).isEqualTo("--seed 7 --faults all --mute loss --seconds 1.500 --only 'crash:2'");
        assertThat(Strike.parse("crash:2, loss:13")).containsExactly(ACCOMPLICE, GUILTY);
        assertThat(Strike.parse("")).isEmpty();
        assertThatIllegalArgumentException().isThrownBy(() -> Strike.parse("crash"));
        assertThatIllegalArgumentException().isThrownBy(() -> Strike.parse("fire:1"));
    }
}
