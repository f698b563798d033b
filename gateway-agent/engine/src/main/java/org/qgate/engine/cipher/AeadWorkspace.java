package org.qgate.engine.cipher;

import java.nio.ByteBuffer;
import org.qgate.engine.packet.IpHeader;
import org.qgate.linux.libcrypto.AeadKey;
import org.qgate.linux.packet.NativeMemory;

/**
 * Native memory in which a thread has one packet sealed or opened, in place: nonce, additional data, and the packet. It
 * holds no keys.
 */
final class AeadWorkspace {

    private static final ThreadLocal<AeadWorkspace> OF_THREAD = ThreadLocal.withInitial(AeadWorkspace::new);

    private static final int NONCE = 0;
    private static final int IV = NONCE + AeadTransform.SALT_BYTES_MAX;
    private static final int LENGTH_RESULT = 16;
    private static final int AAD = 32;
    private static final int DATA = 64;
    private static final int BYTES = DATA + IpHeader.PACKET_BYTES_MAX + SecurityAssociation.PLAIN_TAILROOM_BYTES;

    private final NativeMemory memory = new NativeMemory(BYTES);
    private final ByteBuffer buffer = memory.buffer();
    private final AeadKey.Message message = new AeadKey.Message(memory.address() + LENGTH_RESULT);

    private AeadWorkspace() {}

    static AeadWorkspace ofThread() {
        return OF_THREAD.get();
    }

    /**
     * Lays out nonce and additional data of an ESP packet whose SPI, sequence number and IV are in place.
     *
     * @param salt its {@code saltBytes} are the low ones
     */
    void start(int salt, int saltBytes, byte[] esp, int espOffset, boolean extendedSequence, long sequence) {
        buffer.putInt(NONCE, Integer.reverseBytes(salt));
        buffer.put(IV, esp, espOffset + AeadTransform.HEADER_BYTES, AeadTransform.IV_BYTES);
        message.nonce(memory.address() + IV - saltBytes);
        buffer.put(AAD, esp, espOffset, AeadTransform.HEADER_BYTES);
        int aadBytes = AeadTransform.HEADER_BYTES;
        if (extendedSequence) {
            buffer.putLong(AAD + Integer.BYTES, Long.reverseBytes(sequence));
            aadBytes = AeadTransform.EXTENDED_AAD_BYTES;
        }
        message.aad(memory.address() + AAD, aadBytes);
    }

    void load(byte[] from, int offset, int length) {
        buffer.put(DATA, from, offset, length);
    }

    /** The packet, {@code length} bytes without its tag. */
    AeadKey.Message message(int length) {
        return message.data(memory.address() + DATA, length, memory.address() + DATA);
    }

    void store(byte[] into, int offset, int length) {
        buffer.get(DATA, into, offset, length);
    }
}
