package org.qgate.simulator.paper;

import java.nio.ByteBuffer;
import org.jspecify.annotations.Nullable;

/**
 * A control message. The paper publishes the SPI as its only field; the start of a conversation in the key stream is
 * ours, so that both ends begin a reset with the same key.
 *
 * @param kind what it says
 * @param direction of the data that it is about, 0 or 1
 * @param spi the SPI that it names, 0 for none
 * @param start first key of the conversation, 0 for none
 */
record PaperMessage(Kind kind, int direction, int spi, long start) {
    /** Bytes of every message. */
    static final int BYTES = 2 + Integer.BYTES + Long.BYTES;

    /** The messages that section IV names. */
    enum Kind {
        /** Master to slave: the next SPI from now on. */
        KEY_CHANGE_REQUEST(1),
        /** Slave to master: the request came. */
        KEY_CHANGE_ACKNOWLEDGE(2),
        /** Slave to master: the key could not be applied. */
        KEY_CHANGE_FAIL(3),
        /** Slave to master: too many requests went missing; begin anew. */
        SLAVE_RESET(4),
        /** Master to slave: everything is cleared; begin anew here. */
        MASTER_RESET(5),
        /** Slave to master: begun. */
        RESET_ANSWER(6),
        /** Master to slave: the third message of the handshake. */
        RESET_CONFIRM(7);

        private final int code;

        Kind(int code) {
            this.code = code;
        }

        static @Nullable Kind of(int code) {
            for (Kind kind : values()) {
                if (kind.code == code) {
                    return kind;
                }
            }
            return null;
        }
    }

    void writeTo(ByteBuffer target) {
        target.put((byte) kind.code).put((byte) direction).putInt(spi).putLong(start);
    }

    /** Reads a message, or null if the bytes are none. */
    static @Nullable PaperMessage read(ByteBuffer source) {
        if (source.remaining() < BYTES) {
            return null;
        }
        Kind kind = Kind.of(source.get());
        int direction = source.get();
        int spi = source.getInt();
        long start = source.getLong();
        return kind == null || direction < 0 || direction > 1 ? null : new PaperMessage(kind, direction, spi, start);
    }
}
