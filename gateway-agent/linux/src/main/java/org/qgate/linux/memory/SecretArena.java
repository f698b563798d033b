package org.qgate.linux.memory;

import java.nio.ByteBuffer;
import org.qgate.linux.libc.LinuxException;

/**
 * A bounded store of small secrets in one {@link LockedRegion}: slots of 64 bytes for keys and of 256 bytes for blocks of
 * key material. Taking and giving back a slot is O(1) and allocates one handle. Safe for use by several threads.
 */
public final class SecretArena implements AutoCloseable {

    /** Largest secret of the small class: a 256-bit cipher key with a 256-bit integrity key. */
    public static final int SMALL_SLOT_BYTES = 64;

    /** Largest secret altogether. */
    public static final int LARGE_SLOT_BYTES = 256;

    /** Most slots of one class: 64 MiB of large slots, far above what a gateway holds. */
    public static final int SLOTS_MAX = 1 << 18;

    private final LockedRegion region;
    private final SlotClass small;
    private final SlotClass large;
    private boolean closed;

    private SecretArena(LockedRegion region, SlotClass small, SlotClass large) {
        this.region = region;
        this.small = small;
        this.large = large;
    }

    /**
     * Maps and locks an arena.
     *
     * @param smallSlots secrets of up to {@value #SMALL_SLOT_BYTES} bytes that may live at once
     * @param largeSlots secrets of up to {@value #LARGE_SLOT_BYTES} bytes that may live at once
     * @throws LinuxException when the memory cannot be locked; the message says which limit to raise
     */
    public static SecretArena open(int smallSlots, int largeSlots) throws LinuxException {
        if (smallSlots < 0 || smallSlots > SLOTS_MAX || largeSlots < 0 || largeSlots > SLOTS_MAX) {
            throw new IllegalArgumentException("slots of a class must lie in 0.." + SLOTS_MAX);
        }
        int smallBytes = smallSlots * SMALL_SLOT_BYTES;
        int largeBytes = largeSlots * LARGE_SLOT_BYTES;
        LockedRegion region = LockedRegion.open(smallBytes + largeBytes, "secret arena");
        return new SecretArena(
                region,
                new SlotClass(SMALL_SLOT_BYTES, smallSlots, 0),
                new SlotClass(LARGE_SLOT_BYTES, largeSlots, smallBytes));
    }

    /**
     * Takes a zeroed slot.
     *
     * @param length bytes of the secret, 1 to {@value #LARGE_SLOT_BYTES}
     * @throws SecretArenaFullException when no slot of a fitting size is free
     */
    public synchronized LockedBytes allocate(int length) {
        if (length < 1 || length > LARGE_SLOT_BYTES) {
            throw new IllegalArgumentException("a secret has 1 to " + LARGE_SLOT_BYTES + " bytes, not " + length);
        }
        if (closed) {
            throw new IllegalStateException("the secret arena is used after it was closed");
        }
        SlotClass slots = length <= SMALL_SLOT_BYTES && !small.isFull() ? small : large;
        if (slots.isFull()) {
            throw new SecretArenaFullException("no room for a secret of " + length + " bytes: " + this
                    + ". Raise the arena's slots, or close secrets earlier.");
        }
        return new LockedBytes(this, slots, slots.take(), length);
    }

    /** Copies {@code source} into a slot and leaves it as it is. */
    public LockedBytes copyOf(byte[] source) {
        LockedBytes bytes = allocate(source.length);
        bytes.set(source);
        return bytes;
    }

    /** Moves {@code source} into a slot and zeroes it, whether there was room or not. */
    public LockedBytes take(byte[] source) {
        try {
            return copyOf(source);
        } finally {
            Wipe.array(source);
        }
    }

    /** Slots in use, both classes. */
    public synchronized int used() {
        return small.used() + large.used();
    }

    /** Zeroes a slot and makes it free. After the arena was closed the memory is gone and was wiped then. */
    synchronized void giveBack(SlotClass slots, int offset) {
        if (!closed) {
            Wipe.range(region.buffer(), offset, slots.slotBytes());
            slots.giveBack(offset);
        }
    }

    /** The region; only for a handle that holds its slot, under this arena's monitor. */
    ByteBuffer memory() {
        requireOpen();
        return region.buffer();
    }

    /** Where the region starts; only for a handle that holds its slot, under this arena's monitor. */
    long address() {
        requireOpen();
        return region.address();
    }

    private void requireOpen() {
        if (closed) {
            throw new IllegalStateException("a secret is used after its arena was closed");
        }
    }

    /** Zeroes and unmaps everything. Handles that are still open then refuse every use. */
    @Override
    public synchronized void close() {
        closed = true;
        region.close();
    }

    @Override
    public synchronized String toString() {
        return "SecretArena(" + small.used() + " of " + small.capacity() + " slots of " + SMALL_SLOT_BYTES + " bytes, "
                + large.used() + " of " + large.capacity() + " slots of " + LARGE_SLOT_BYTES + " bytes in use)";
    }
}
