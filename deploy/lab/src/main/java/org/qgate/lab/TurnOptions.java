package org.qgate.lab;

import java.time.Duration;
import java.util.List;
import java.util.stream.Collectors;
import org.qgate.lab.gateways.LinkSettings;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** Options of a measurement in which two agents change keys at one period after another, round after round. */
final class TurnOptions {
    private static final Duration PERIOD_AT_START = Duration.ofMillis(20);
    private static final int SECONDS_MIN = 2;

    @Option(names = "--rounds", paramLabel = "N", description = "Turns of each kind (default: ${DEFAULT-VALUE}).")
    private int rounds;

    @Option(names = "--seconds", paramLabel = "N", description = "Length of a turn (default: ${DEFAULT-VALUE}).")
    private int seconds;

    @Option(
            names = "--periods",
            split = ",",
            converter = Quantities.Time.class,
            paramLabel = "TIME",
            description = "The agents' periods, a turn each, such as 20ms,5ms.")
    private List<Duration> periods;

    @Option(
            names = "--key-rate",
            defaultValue = "2000kbps",
            converter = Quantities.Rate.class,
            paramLabel = "RATE",
            description = "What the simulated key source delivers, both directions together (default: 2000kbps).")
    private long keyRate = 2_000_000;

    @Spec(Spec.Target.MIXEE)
    private CommandSpec spec = CommandSpec.create();

    /** Those of a program, whose defaults are these. */
    TurnOptions(int rounds, int seconds, List<Long> periodsMillis) {
        this.rounds = rounds;
        this.seconds = seconds;
        this.periods = periodsMillis.stream().map(Duration::ofMillis).toList();
    }

    /** Turns of each kind. */
    int rounds() {
        return atLeast("--rounds", 1, rounds);
    }

    /** Length of a turn. */
    int seconds() {
        return atLeast("--seconds", SECONDS_MIN, seconds);
    }

    private int atLeast(String option, int min, int value) {
        if (value < min) {
            throw new ParameterException(spec.commandLine(), option + " must be at least " + min + ", not " + value);
        }
        return value;
    }

    List<Long> periodsMillis() {
        return periods.stream().map(Duration::toMillis).toList();
    }

    /** The link, as it is until the first turn. */
    LinkSettings link() {
        return new LinkSettings(PERIOD_AT_START, keyRate);
    }

    /** All of them, as they are written on a command line. */
    String text() {
        return "--rounds " + rounds + " --seconds " + seconds + " --key-rate " + keyRate + "bps --periods "
                + periods.stream().map(period -> period.toMillis() + "ms").collect(Collectors.joining(","));
    }
}
