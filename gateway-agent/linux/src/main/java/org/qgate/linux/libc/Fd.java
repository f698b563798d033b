package org.qgate.linux.libc;

import java.util.concurrent.atomic.AtomicBoolean;

/** An open file descriptor that is closed exactly once. */
public final class Fd implements AutoCloseable {

    private final int number;
    private final Libc libc;
    private final AtomicBoolean closed = new AtomicBoolean();

    private Fd(int number, Libc libc) {
        this.number = number;
        this.libc = libc;
    }

    /**
     * Takes what an opening call of {@link Libc} returned.
     *
     * @param returned the descriptor, or a negative errno
     * @param what for the message: what was tried
     * @param where for the message: on what
     * @param remedy for the message: what to do
     * @throws LinuxException when {@code returned} is negative
     */
    public static Fd take(int returned, String what, String where, String remedy) throws LinuxException {
        if (returned < 0) {
            throw new LinuxException(what, where, Errno.ofResult(returned), remedy);
        }
        return new Fd(returned, Libc.instance());
    }

    /** The descriptor's number. */
    public int number() {
        if (closed.get()) {
            throw new IllegalStateException("descriptor " + number + " is used after it was closed");
        }
        return number;
    }

    /** Closes it; a second call does nothing. Linux frees the number whatever close returns, so nothing is retried. */
    @Override
    public void close() {
        if (closed.compareAndSet(false, true)) {
            libc.close(number);
        }
    }

    @Override
    public String toString() {
        return "fd " + number + (closed.get() ? " (closed)" : "");
    }
}
