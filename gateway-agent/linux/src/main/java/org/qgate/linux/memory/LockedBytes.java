package org.qgate.linux.memory;

import java.nio.ByteBuffer;
import java.util.function.LongPredicate;

/**
 * A secret of fixed length in a {@link SecretArena}. Close it as soon as the secret has served: that zeroes it. Every
 * other use afterwards throws {@link IllegalStateException}; a second close does nothing. Safe for several threads: all
 * access to the memory is under the arena's monitor, because a freed slot soon belongs to somebody else.
 */
public final class LockedBytes implements AutoCloseable {

    private static final String REDACTED = "LockedBytes(redacted)";

    private final SecretArena arena;
    private final SlotClass slots;
    private final int offset;
    private final int length;
    private boolean closed;

    LockedBytes(SecretArena arena, SlotClass slots, int offset, int length) {
        this.arena = arena;
        this.slots = slots;
        this.offset = offset;
        this.length = length;
    }

    /** Bytes of the secret. */
    public int length() {
        return length;
    }

    /** Overwrites the secret; {@code source} has exactly its length and stays as it is. */
    public void set(byte[] source) {
        requireLength(source.length);
        synchronized (arena) {
            memory().put(offset, source, 0, length);
        }
    }

    /** Overwrites the secret and zeroes {@code source}, whatever happens. */
    public void setAndWipe(byte[] source) {
        try {
            set(source);
        } finally {
            Wipe.array(source);
        }
    }

    /** Overwrites the secret with the remaining bytes of {@code source}, which are consumed but not wiped. */
    public void set(ByteBuffer source) {
        requireLength(source.remaining());
        synchronized (arena) {
            memory().put(offset, source, source.position(), length);
        }
        source.position(source.limit());
    }

    /** Overwrites the secret with {@link #length()} bytes of {@code source} from {@code from} on. */
    public void setFrom(LockedBytes source, int from) {
        source.requireRange(from, length);
        if (source.arena != arena) {
            throw new IllegalArgumentException("the secrets lie in different arenas");
        }
        synchronized (arena) {
            memory().put(offset, source.memory(), source.offset + from, length);
        }
    }

    /** Copies the secret into {@code destination}, which has exactly its length and is the caller's to wipe. */
    public void copyTo(byte[] destination) {
        requireLength(destination.length);
        synchronized (arena) {
            memory().get(offset, destination, 0, length);
        }
    }

    /** Copies the whole secret to the position of {@code destination} and moves that on. */
    public void copyTo(ByteBuffer destination) {
        copyRangeTo(0, length, destination);
    }

    /** Copies {@code count} bytes of the secret from {@code from} on. */
    public void copyRangeTo(int from, int count, ByteBuffer destination) {
        requireRange(from, count);
        synchronized (arena) {
            destination.put(destination.position(), memory(), offset + from, count);
        }
        destination.position(destination.position() + count);
    }

    /**
     * Lends part of the secret to a native function, by its address, so that no copy is made on the way. The address is
     * worth nothing once {@code use} has returned.
     *
     * @return what {@code use} returned
     */
    public boolean lend(int from, int count, LongPredicate use) {
        requireRange(from, count);
        synchronized (arena) {
            requireOpen();
            return use.test(arena.address() + offset + from);
        }
    }

    /** Whether both secrets are the same bytes; takes the same time wherever they differ. */
    public boolean matches(LockedBytes other) {
        if (other.length != length) {
            return false;
        }
        if (other.arena != arena) {
            throw new IllegalArgumentException("the secrets lie in different arenas");
        }
        int difference = 0;
        synchronized (arena) {
            ByteBuffer mine = memory();
            ByteBuffer theirs = other.memory();
            for (int i = 0; i < length; i++) {
                difference |= mine.get(offset + i) ^ theirs.get(other.offset + i);
            }
        }
        return difference == 0;
    }

    /** Whether {@link #close} was called. */
    public boolean isClosed() {
        synchronized (arena) {
            return closed;
        }
    }

    /** Zeroes the secret and gives its slot back. */
    @Override
    public void close() {
        synchronized (arena) {
            if (!closed) {
                closed = true;
                arena.giveBack(slots, offset);
            }
        }
    }

    @Override
    public String toString() {
        return REDACTED;
    }

    private ByteBuffer memory() {
        requireOpen();
        return arena.memory();
    }

    private void requireOpen() {
        if (closed) {
            throw new IllegalStateException("a secret is used after it was closed");
        }
    }

    private void requireLength(int given) {
        if (given != length) {
            throw new IllegalArgumentException("the secret has " + length + " bytes, the other side " + given);
        }
    }

    private void requireRange(int from, int count) {
        if (from < 0 || count < 0 || count > length - from) {
            throw new IllegalArgumentException(
                    count + " bytes from " + from + " lie outside a secret of " + length + " bytes");
        }
    }
}
