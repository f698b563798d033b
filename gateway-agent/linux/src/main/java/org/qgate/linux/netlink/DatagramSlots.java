package org.qgate.linux.netlink;

import java.nio.ByteBuffer;
import org.qgate.linux.libc.MessageVector;

/** Room for datagrams that come in one system call, in slots of equal size. For one thread. */
public final class DatagramSlots {

    /** Datagrams of one call. */
    static final int COUNT = 16;

    private final ByteBuffer memory;
    private final int slotBytes;
    private final MessageVector vector = new MessageVector(COUNT);

    /**
     * Divides memory into {@value #COUNT} slots.
     *
     * @param memory direct, the whole of it; whoever else uses it may set other limits meanwhile
     */
    DatagramSlots(ByteBuffer memory) {
        this.memory = memory.duplicate().clear().order(memory.order());
        this.slotBytes = memory.capacity() / COUNT;
        for (int i = 0; i < COUNT; i++) {
            vector.put(i, slot(i));
        }
    }

    /** The whole of a slot. */
    ByteBuffer slot(int index) {
        return memory.slice(index * slotBytes, slotBytes).order(memory.order());
    }

    /** Real length of the datagram in a slot, which exceeds the slot when it was cut. */
    int length(int index) {
        return vector.length(index);
    }

    /** A datagram of this length was put into a slot, by others than the kernel. */
    void fill(int index, int length) {
        vector.setLength(index, length);
    }

    /** What the system call works on. */
    MessageVector vector() {
        return vector;
    }
}
