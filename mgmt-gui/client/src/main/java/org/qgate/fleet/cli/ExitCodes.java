package org.qgate.fleet.cli;

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
}
