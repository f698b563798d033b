package org.qgate.control;

import java.util.Objects;
import java.util.regex.Pattern;

/** Constants that both ends of the control socket share. */
public final class ControlProtocol {
    /** Version of this contract; a request of another version is refused with {@link ErrorCode#UNSUPPORTED_VERSION}. */
    public static final int VERSION = 1;

    /** Longest request line in bytes, the line feed included; the agent closes a connection that sends a longer one. */
    public static final int REQUEST_BYTES_MAX = 32 * 1024;

    /** Longest line from the agent in bytes, the line feed included: the state of 256 links with room to spare. */
    public static final int MESSAGE_BYTES_MAX = 1024 * 1024;

    /** Shortest interval of a watch in milliseconds. */
    public static final long WATCH_INTERVAL_MILLIS_MIN = 100;

    /** Longest interval of a watch in milliseconds. */
    public static final long WATCH_INTERVAL_MILLIS_MAX = 60_000;

    /** Where the agent listens unless configured otherwise. */
    public static final String DEFAULT_SOCKET = "/run/qgate/control.sock";

    /** Lower-case letters, digits and inner hyphens, 1 to 63 of them: the form of gateway and link names. */
    private static final Pattern NAME = Pattern.compile("[a-z0-9]([a-z0-9-]{0,61}[a-z0-9])?");

    private ControlProtocol() {}

    /** True if {@code text} has the form of a gateway or link name. */
    public static boolean isName(String text) {
        return NAME.matcher(text).matches();
    }

    static String requireName(String what, String text) {
        Objects.requireNonNull(text, what);
        if (!isName(text)) {
            throw new IllegalArgumentException(
                    what + " '" + text + "' is not a name (1 to 63 lower-case letters, digits and inner hyphens)");
        }
        return text;
    }
}
