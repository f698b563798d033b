package org.qgate.fleet.cli;

import java.time.Duration;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/** What every command that changes a link may be told. */
final class ChangeOptions {
    @Option(names = "--dry-run", description = "Only show the plan.")
    private boolean dryRun;

    @Option(
            names = "--time-limit",
            paramLabel = "DURATION",
            converter = DurationText.class,
            defaultValue = "60s",
            description = "For all steps; then both gateways go back (default: ${DEFAULT-VALUE}).")
    private @Nullable Duration timeLimit;

    boolean isDryRun() {
        return dryRun;
    }

    Duration timeLimit() {
        return Objects.requireNonNull(timeLimit, "picocli sets the default");
    }
}
