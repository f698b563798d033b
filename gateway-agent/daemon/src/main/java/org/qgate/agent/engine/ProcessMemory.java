package org.qgate.agent.engine;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.function.BooleanSupplier;

/**
 * Whether a process still has memory. A process that is killed loses it first of all: the kernel then takes its time to free
 * it, and only after that closes the sockets and tells of the end (proc(5), {@code statm}; {@code do_exit} of Linux).
 */
final class ProcessMemory {
    private static final String NONE = "0 ";

    private final Path statm;

    private ProcessMemory(Path statm) {
        this.statm = statm;
    }

    /** Tells whether that process is ending; never does of one that may not be looked at. */
    static BooleanSupplier isGoneOf(long pid) {
        ProcessMemory memory = new ProcessMemory(Path.of("/proc", Long.toString(pid), "statm"));
        return memory.isGone() ? () -> false : memory::isGone;
    }

    private boolean isGone() {
        try {
            return Files.readString(statm).startsWith(NONE);
        } catch (IOException e) {
            return true;
        }
    }
}
