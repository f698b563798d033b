package org.qgate.linux.pfkey;

import java.nio.ByteBuffer;

/**
 * The header of every message.
 *
 * <pre>{@code
 * struct sadb_msg {
 *     __u8  sadb_msg_version;
 *     __u8  sadb_msg_type;
 *     __u8  sadb_msg_errno;
 *     __u8  sadb_msg_satype;
 *     __u16 sadb_msg_len;       // of the whole message, in 8 bytes
 *     __u16 sadb_msg_reserved;
 *     __u32 sadb_msg_seq;
 *     __u32 sadb_msg_pid;
 * };
 * }</pre>
 *
 * @param type what it asks or tells
 * @param satype which SAs
 * @param errno of an answer: 0 when it was done, else why not
 * @param sequence the asker's number; an answer repeats it. In a dump Linux counts here, and the last message has 0
 * @param pid the asker's process; an answer repeats it, an event has 0
 */
public record SadbMsg(SadbMsgType type, SadbSatype satype, int errno, int sequence, int pid) {

    /** {@code PF_KEY_V2}. */
    public static final int VERSION = 2;

    /** Bytes of the header. */
    public static final int SIZE = 16;

    /** Longest message that is read or written; those of real use stay under 1 KiB. */
    public static final int MESSAGE_BYTES_MAX = 64 << 10;

    static final int LENGTH_OFFSET = 4;

    private static final int ERRNO_MAX = 0xFF;

    /** Checks the error number. */
    public SadbMsg {
        if (errno < 0 || errno > ERRNO_MAX) {
            throw new IllegalArgumentException("error number " + errno + " is outside 0.." + ERRNO_MAX);
        }
    }

    /** A request. */
    public static SadbMsg request(SadbMsgType type, SadbSatype satype, int sequence, int pid) {
        return new SadbMsg(type, satype, 0, sequence, pid);
    }

    /** The header of the answer, with an error number or 0. */
    public SadbMsg answer(int errorNumber) {
        return new SadbMsg(type, satype, errorNumber, sequence, pid);
    }

    /** Whether {@code other} answers this: same number, process and kind. */
    public boolean isAnsweredBy(SadbMsg other) {
        return other.sequence == sequence && other.pid == pid && other.type == type;
    }

    void write(ByteBuffer out) {
        out.put((byte) VERSION).put((byte) type.number()).put((byte) errno).put((byte) satype.number());
        out.putShort((short) 0).putShort((short) 0);
        out.putInt(sequence).putInt(pid);
    }
}
