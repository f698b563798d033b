package org.qgate.simulator;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;

class SimulationTest {
    private static final Set<Fault> ALL = EnumSet.allOf(Fault.class);
    private static final long SEEDS = 200;

    @Test
    void holdsAllInvariantsOver200Seeds() {
        long delivered = 0;
        long deciphered = 0;
        for (long seed = 1; seed <= SEEDS; seed++) {
            SimulationResult result = new Simulation(seed, ALL).run();
            assertThat(result.violated())
                    .as("seed %d: %s; replay: qgate-sim run --seed %d --trace", seed, result.text(), seed)
                    .isNull();
            delivered += result.packetsDelivered();
            deciphered += result.packetsDeciphered();
        }
        assertThat(delivered).isPositive().isEqualTo(deciphered);
    }

    @Test
    void messagesUnderAhGetThroughWhateverBecomesOfTheirSas() {
        for (long seed = 1; seed <= 40; seed++) {
            SimulationResult result = new Simulation(seed, EnumSet.of(Fault.AH)).run();
            assertThat(result.violated()).as("seed %d: %s", seed, result.text()).isNull();
        }
    }

    @Test
    void replaysASeedExactly() {
        for (long seed = 1; seed <= 12; seed++) {
            SimulationResult first = new Simulation(seed, ALL).run();
            SimulationResult second = new Simulation(seed, ALL).run();
            assertThat(second).as("seed %d", seed).isEqualTo(first);
        }
    }

    @Test
    void replaysASeedExactlyWithAReaderOfItsTrace() {
        List<String> lines = new ArrayList<>();
        SimulationResult read = new Simulation(4, ALL, lines::add).run();
        assertThat(read).isEqualTo(new Simulation(4, ALL).run());
        assertThat(lines)
                .anySatisfy(line -> assertThat(line).contains("SendDatagram Offer"))
                .anySatisfy(line -> assertThat(line).contains("agent starts"))
                .anySatisfy(line -> assertThat(line).contains("faults end"));
    }

    @Test
    void livesAnotherLifeUnderAnotherSeed() {
        assertThat(new Simulation(1, ALL).run().traceHash())
                .isNotEqualTo(new Simulation(2, ALL).run().traceHash());
    }

    @Test
    void keepsThePeriodWhereNothingFails() {
        for (long seed = 1; seed <= 10; seed++) {
            SimulationResult result = new Simulation(seed, Set.of()).run();
            assertThat(result.violated()).as("seed %d: %s", seed, result.text()).isNull();
            assertThat(result.packetsDelivered()).isGreaterThan(1000).isEqualTo(result.packetsDeciphered());
        }
    }

    @Test
    void holdsAllInvariantsUnderEachFaultAlone() {
        for (Fault fault : Fault.values()) {
            for (long seed = 1001; seed <= 1003; seed++) {
                SimulationResult result = new Simulation(seed, Set.of(fault)).run();
                assertThat(result.violated())
                        .as("seed %d with %s: %s", seed, fault, result.text())
                        .isNull();
            }
        }
    }

    @Test
    void doesTheHarmThatItPromises() {
        Tally sum = new Tally();
        Set<Fault> struckBy = EnumSet.noneOf(Fault.class);
        for (long seed = 4; seed <= 40; seed += 4) {
            Simulation simulation = new Simulation(seed, ALL);
            simulation.run();
            sum.crashes += simulation.tally().crashes;
            sum.forgeries += simulation.tally().forgeries;
            sum.keyChanges += simulation.tally().keyChanges;
            sum.packetsHeldBack += simulation.tally().packetsHeldBack;
            sum.packetsExcused += simulation.tally().packetsExcused;
            simulation.struck().forEach(struck -> struckBy.add(struck.strike().fault()));
        }
        assertThat(struckBy).containsAll(EnumSet.complementOf(EnumSet.of(Fault.JITTER, Fault.DRIFT)));
        assertThat(sum.packetsExcused).isPositive();
        assertThat(sum.crashes).isGreaterThan(10);
        assertThat(sum.forgeries).isGreaterThan(100);
        assertThat(sum.keyChanges).isGreaterThan(1000);
        assertThat(sum.packetsHeldBack).isPositive();
    }
}
