package org.qgate.linux.pfkey;

import java.nio.ByteBuffer;
import org.qgate.linux.memory.LockedBytes;

/**
 * Writes one message at a time into a buffer in native order, keys straight from where they lie:
 *
 * <pre>{@code
 * writer.begin(header).add(sa).add(source).add(destination).key(SadbExt.KEY_ENCRYPT, secret, 0, 32);
 * ByteBuffer datagram = writer.end();
 * }</pre>
 */
public final class PfKeyWriter {

    private final ByteBuffer buffer;

    /** Writes into {@code buffer} from its start; let it be locked memory when keys are to be written. */
    public PfKeyWriter(ByteBuffer buffer) {
        this.buffer = buffer;
    }

    /** Starts a message, forgetting what was written before. */
    public PfKeyWriter begin(SadbMsg header) {
        buffer.clear();
        header.write(buffer);
        return this;
    }

    /** Appends an extension, which is no {@link SadbKey}. */
    public PfKeyWriter add(SadbExtension extension) {
        int start = beginExtension(extension.extensionType());
        extension.writeBody(buffer);
        endExtension(start);
        return this;
    }

    /**
     * Appends a key from locked memory.
     *
     * @param type {@link SadbExt#KEY_AUTH} or {@link SadbExt#KEY_ENCRYPT}
     * @param secret what holds it
     * @param from its first byte there
     * @param bytes its length, salt included
     */
    public PfKeyWriter key(int type, LockedBytes secret, int from, int bytes) {
        int start = beginExtension(type);
        new SadbKey(type, bytes * Byte.SIZE).writeHeader(buffer);
        secret.copyRangeTo(from, bytes, buffer);
        endExtension(start);
        return this;
    }

    /** Appends a key that a message has brought; for servers that pass it on. */
    public PfKeyWriter key(SadbKey key, PfKeyKeys keys) {
        int start = beginExtension(key.extensionType());
        key.writeHeader(buffer);
        keys.copyTo(key, buffer);
        endExtension(start);
        return this;
    }

    /** Ends the message. The buffer stands ready to be sent: position 0, limit at its end. */
    public ByteBuffer end() {
        buffer.putShort(SadbMsg.LENGTH_OFFSET, (short) (buffer.position() / Long.BYTES));
        return buffer.flip();
    }

    /** Writes a message that has no keys. */
    public ByteBuffer write(PfKeyMessage message) {
        begin(message.header());
        message.extensions().forEach(this::add);
        return end();
    }

    private int beginExtension(int type) {
        int start = buffer.position();
        buffer.putShort((short) 0).putShort((short) type);
        return start;
    }

    private void endExtension(int start) {
        while (buffer.position() % Long.BYTES != 0) {
            buffer.put((byte) 0);
        }
        buffer.putShort(start, (short) ((buffer.position() - start) / Long.BYTES));
    }
}
