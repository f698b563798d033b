package org.qgate.fleet.cli;

import java.util.List;
import org.qgate.fleet.gateway.FleetReading;

/** Exit codes of {@code qgate-fleet}. */
public final class ExitCodes {
    /** Done, or nothing to do. */
    public static final int DONE = 0;

    /** Refused or failed; what was begun is undone. */
    public static final int FAILED = 1;

    /** Wrong arguments, inventory or definition. */
    public static final int USAGE = 2;

    /** A gateway cannot be reached, or is not trusted. */
    public static final int UNREACHABLE = 3;

    /** It is not known which configuration holds. */
    public static final int UNKNOWN = 4;

    private ExitCodes() {}

    /** Whether all that were asked have answered. */
    static int ofReadings(List<? extends FleetReading<?>> readings) {
        return readings.stream().allMatch(reading -> reading.value().isPresent()) ? DONE : UNREACHABLE;
    }
}
