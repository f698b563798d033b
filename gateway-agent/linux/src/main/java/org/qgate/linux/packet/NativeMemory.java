package org.qgate.linux.packet;

import com.kenai.jffi.MemoryIO;
import java.nio.ByteBuffer;
import org.qgate.linux.libc.Libc;

/** A direct buffer that knows its address. For packets, not for keys. */
public final class NativeMemory {

    private final ByteBuffer buffer;
    private final long address;

    /** Zeroed memory that lives as long as this object is reachable. */
    public NativeMemory(int bytes) {
        buffer = Libc.nativeBuffer(bytes);
        address = MemoryIO.getInstance().getDirectBufferAddress(buffer);
    }

    /** The whole of it in native byte order; only absolute access. */
    public ByteBuffer buffer() {
        return buffer;
    }

    /** Where it starts. */
    public long address() {
        return address;
    }
}
