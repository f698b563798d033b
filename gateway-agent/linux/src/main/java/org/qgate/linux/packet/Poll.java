package org.qgate.linux.packet;

import java.util.List;
import org.qgate.linux.libc.Fd;
import org.qgate.linux.libc.Libc;

/** Waits until one of some descriptors can be read. For one thread. */
public final class Poll {

    private static final int POLLFD_BYTES = 8;
    private static final short POLLIN = 1;

    private final int count;
    private final NativeMemory pollfds;

    /** Waits on these. */
    public Poll(List<Fd> descriptors) {
        count = descriptors.size();
        pollfds = new NativeMemory(Math.max(1, count) * POLLFD_BYTES);
        for (int i = 0; i < count; i++) {
            pollfds.buffer().putInt(i * POLLFD_BYTES, descriptors.get(i).number());
            pollfds.buffer().putShort(i * POLLFD_BYTES + 4, POLLIN);
        }
    }

    /** Waits; returns how many are ready, 0 after the time-out, or a negative errno. */
    public int await(int timeoutMillis) {
        return Libc.instance().poll(pollfds.buffer(), count, timeoutMillis);
    }

    /** Whether the descriptor at {@code index} was ready, closed or broken at the last wait. */
    public boolean isReady(int index) {
        return pollfds.buffer().getShort(index * POLLFD_BYTES + 6) != 0;
    }
}
