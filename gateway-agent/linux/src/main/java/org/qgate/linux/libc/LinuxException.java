package org.qgate.linux.libc;

import java.io.IOException;

/** The operating system refused. The message says what was tried, where, why it failed and what to do. */
public final class LinuxException extends IOException {

    private final transient Errno errno;

    /**
     * @param what what was tried, so that "cannot" may stand before it: {@code "lock 64 KiB of memory"}
     * @param where the object of it: a path, an interface, a socket
     * @param errno what the system said
     * @param remedy what the operator can do, one sentence
     */
    public LinuxException(String what, String where, Errno errno, String remedy) {
        super("cannot " + what + " (" + where + "): " + errno + ". " + remedy);
        this.errno = errno;
    }

    /** What the system said. */
    public Errno errno() {
        return errno;
    }
}
