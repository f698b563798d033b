package org.qgate.linux.memory;

import java.nio.ByteBuffer;
import org.qgate.linux.libc.Errno;
import org.qgate.linux.libc.Libc;
import org.qgate.linux.libc.LinuxException;

/**
 * Pages of private memory that are never swapped ({@code mlock}), never in a core dump ({@code MADV_DONTDUMP}) and read
 * as zero in a forked child ({@code MADV_WIPEONFORK}).
 */
public final class LockedRegion implements AutoCloseable {

    private static final int PAGE_BYTES = 4096;
    private static final int MADV_DONTDUMP = 16;
    private static final int MADV_WIPEONFORK = 18;
    private static final int RLIMIT_MEMLOCK = 8;
    private static final int BYTES_PER_KIB = 1024;

    private final long address;
    private final int bytes;
    private final ByteBuffer buffer;
    private boolean closed;

    private LockedRegion(long address, int bytes) {
        this.address = address;
        this.bytes = bytes;
        this.buffer = Libc.instance().view(address, bytes);
    }

    /**
     * Maps and locks memory.
     *
     * @param bytesWanted rounded up to whole pages
     * @param purpose for messages, such as {@code "key arena"}
     * @throws LinuxException when the memory limit or the lock limit does not allow it; nothing is then left mapped
     */
    public static LockedRegion open(int bytesWanted, String purpose) throws LinuxException {
        if (bytesWanted <= 0 || bytesWanted > Integer.MAX_VALUE - PAGE_BYTES) {
            throw new IllegalArgumentException(purpose + ": cannot map " + bytesWanted + " bytes");
        }
        int bytes = (bytesWanted + PAGE_BYTES - 1) / PAGE_BYTES * PAGE_BYTES;
        Libc libc = Libc.instance();
        long address = libc.mmapAnonymous(bytes);
        if (address < 0 && address > -PAGE_BYTES) {
            throw new LinuxException(
                    "map " + bytes / BYTES_PER_KIB + " KiB of memory",
                    purpose,
                    Errno.ofResult(address),
                    "Raise the memory limit of this process (MemoryMax, ulimit -v).");
        }
        LockedRegion region = new LockedRegion(address, bytes);
        try {
            region.protect(libc, purpose);
        } catch (LinuxException e) {
            region.close();
            throw e;
        }
        return region;
    }

    private void protect(Libc libc, String purpose) throws LinuxException {
        int locked = libc.mlock(address, bytes);
        if (locked < 0) {
            throw new LinuxException(
                    "lock " + bytes / BYTES_PER_KIB + " KiB of memory",
                    purpose,
                    Errno.ofResult(locked),
                    lockRemedy(libc.softLimit(RLIMIT_MEMLOCK)));
        }
        for (int advice : new int[] {MADV_DONTDUMP, MADV_WIPEONFORK}) {
            int advised = libc.madvise(address, bytes, advice);
            if (advised < 0) {
                throw new LinuxException(
                        "keep memory out of core dumps and forked processes",
                        purpose + ", madvise " + advice,
                        Errno.ofResult(advised),
                        "Use Linux 4.14 or newer.");
            }
        }
    }

    private String lockRemedy(long limitBytes) {
        return "The limit is " + (limitBytes < 0 ? "none" : limitBytes / BYTES_PER_KIB + " KiB")
                + ": raise RLIMIT_MEMLOCK (LimitMEMLOCK= in the systemd unit, ulimit -l) by at least "
                + bytes / BYTES_PER_KIB + " KiB, or give the process CAP_IPC_LOCK.";
    }

    /** The whole region in native byte order. Not to be used after {@link #close}: the pages are gone then. */
    public ByteBuffer buffer() {
        if (closed) {
            throw new IllegalStateException("locked memory is used after it was closed");
        }
        return buffer;
    }

    /** Where it starts; not to be used after {@link #close}. */
    long address() {
        return address;
    }

    /** Usable size. */
    public int bytes() {
        return bytes;
    }

    /** Zeroes and unmaps; a second call does nothing. */
    @Override
    public synchronized void close() {
        if (closed) {
            return;
        }
        closed = true;
        Wipe.range(buffer, 0, bytes);
        Libc.instance().munmap(address, bytes);
    }

    @Override
    public String toString() {
        return "LockedRegion(" + bytes + " bytes)";
    }
}
