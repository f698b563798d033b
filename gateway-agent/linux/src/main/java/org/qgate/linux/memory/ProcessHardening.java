package org.qgate.linux.memory;

import org.qgate.linux.libc.Errno;
import org.qgate.linux.libc.Libc;
import org.qgate.linux.libc.LinuxException;

/**
 * Makes a process that holds keys unreadable for its neighbours: not dumpable (which also shuts out ptrace and
 * {@code /proc/PID/mem} for processes of the same user) and without core files.
 */
public final class ProcessHardening {

    private static final int PR_SET_DUMPABLE = 4;
    private static final int PR_GET_DUMPABLE = 3;
    private static final int RLIMIT_CORE = 4;

    private ProcessHardening() {}

    /** Applies both; call it before the first secret exists. */
    public static void apply() throws LinuxException {
        Libc libc = Libc.instance();
        check(libc.prctl(PR_SET_DUMPABLE, 0), "make this process non-dumpable");
        check(libc.setrlimit(RLIMIT_CORE, 0), "forbid core files");
    }

    /** Whether both hold now. */
    public static boolean isApplied() {
        Libc libc = Libc.instance();
        return libc.prctl(PR_GET_DUMPABLE, 0) == 0 && libc.softLimit(RLIMIT_CORE) == 0;
    }

    private static void check(int returned, String what) throws LinuxException {
        if (returned < 0) {
            throw new LinuxException(
                    what,
                    "prctl, setrlimit",
                    Errno.ofResult(returned),
                    "Look for a seccomp filter that forbids it; without it keys could be read from a dump.");
        }
    }
}
