package org.qgate.linux.memory;

/** Slots of one size within the arena: a stack of free offsets, so taking and giving back cost the same always. */
final class SlotClass {

    private final int slotBytes;
    private final int[] free;
    private int freeCount;

    /** Slots of {@code slotBytes} bytes that start at {@code firstOffset} of the arena. */
    SlotClass(int slotBytes, int slots, int firstOffset) {
        this.slotBytes = slotBytes;
        this.free = new int[slots];
        this.freeCount = slots;
        for (int i = 0; i < slots; i++) {
            free[i] = firstOffset + (slots - 1 - i) * slotBytes;
        }
    }

    int slotBytes() {
        return slotBytes;
    }

    int capacity() {
        return free.length;
    }

    int used() {
        return free.length - freeCount;
    }

    boolean isFull() {
        return freeCount == 0;
    }

    int take() {
        if (freeCount == 0) {
            throw new IllegalStateException("all " + free.length + " slots of " + slotBytes + " bytes are taken");
        }
        freeCount--;
        return free[freeCount];
    }

    void giveBack(int offset) {
        if (freeCount == free.length) {
            throw new IllegalStateException("slot at offset " + offset + " is given back, but none is taken");
        }
        free[freeCount] = offset;
        freeCount++;
    }
}
