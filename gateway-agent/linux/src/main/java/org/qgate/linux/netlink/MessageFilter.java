package org.qgate.linux.netlink;

import java.lang.ref.Reference;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import org.qgate.linux.libc.Errno;
import org.qgate.linux.libc.Fd;
import org.qgate.linux.libc.Libc;
import org.qgate.linux.libc.LinuxException;

/**
 * Lets the kernel drop messages of some types that one socket caused before they reach another, so that nobody wakes for them: a
 * classic BPF program ({@code linux/filter.h}) on {@code nlmsg_type} and {@code nlmsg_pid}. The kernel copies the latter from the
 * request that caused an event.
 *
 * <pre>
 *   load half word at 4             nlmsg_type, which the program reads most significant byte first
 *   if it is types[0]: to sender    one such line for each type
 *   return everything
 *   sender: load word at 12         nlmsg_pid
 *   if it is the sender: to drop
 *   return everything
 *   drop: return nothing
 * </pre>
 */
final class MessageFilter {

    /** Types of one filter; the jumps of the program reach further, but more would be a mistake. */
    static final int TYPES_MAX = 16;

    private static final int SOL_SOCKET = 1;
    private static final int SO_ATTACH_FILTER = 26;
    private static final int SOCK_FILTER_BYTES = 8;
    private static final int SOCK_FPROG_BYTES = 16;

    /** {@code BPF_LD | BPF_H | BPF_ABS}. */
    private static final short LOAD_HALF_WORD = 0x28;

    /** {@code BPF_LD | BPF_W | BPF_ABS}. */
    private static final short LOAD_WORD = 0x20;

    /** {@code BPF_JMP | BPF_JEQ | BPF_K}. */
    private static final short JUMP_IF_EQUAL = 0x15;

    /** {@code BPF_RET | BPF_K}. */
    private static final short RETURN = 0x06;

    private static final int TYPE_OFFSET = 4;
    private static final int SENDER_OFFSET = 12;
    private static final int WHOLE_MESSAGE = -1;

    private MessageFilter() {}

    /**
     * Attaches it.
     *
     * @param sender {@code nlmsg_pid} of the messages to drop
     * @param types {@code nlmsg_type} of the messages to drop, 1 to {@value #TYPES_MAX} of them
     */
    static void attach(Fd socket, int sender, int... types) throws LinuxException {
        ByteBuffer program = program(sender, types);
        ByteBuffer header = Libc.nativeBuffer(SOCK_FPROG_BYTES);
        header.putShort(0, (short) (program.capacity() / SOCK_FILTER_BYTES)).putLong(8, Libc.addressOf(program));
        int attached;
        try {
            attached = Libc.instance().setsockopt(socket.number(), SOL_SOCKET, SO_ATTACH_FILTER, header);
        } finally {
            // The kernel has its own copy now; until here the program must not be collected.
            Reference.reachabilityFence(program);
        }
        if (attached < 0) {
            throw new LinuxException(
                    "attach a filter", "netlink socket", Errno.ofResult(attached), "Use a kernel with CONFIG_NET.");
        }
    }

    static ByteBuffer program(int sender, int... types) {
        if (types.length == 0 || types.length > TYPES_MAX) {
            throw new IllegalArgumentException(types.length + " types to drop; 1 to " + TYPES_MAX + " are allowed");
        }
        ByteBuffer program = Libc.nativeBuffer((types.length + 6) * SOCK_FILTER_BYTES);
        instruction(program, LOAD_HALF_WORD, 0, TYPE_OFFSET);
        for (int i = 0; i < types.length; i++) {
            instruction(program, JUMP_IF_EQUAL, types.length - i, asLoaded((short) types[i]));
        }
        instruction(program, RETURN, 0, WHOLE_MESSAGE);
        instruction(program, LOAD_WORD, 0, SENDER_OFFSET);
        instruction(program, JUMP_IF_EQUAL, 1, asLoaded(sender));
        instruction(program, RETURN, 0, WHOLE_MESSAGE);
        instruction(program, RETURN, 0, 0);
        return program;
    }

    /** Netlink is in native order, BPF loads most significant byte first. */
    private static int asLoaded(short halfWord) {
        ByteBuffer bytes = Libc.nativeBuffer(Short.BYTES).putShort(0, halfWord);
        return Short.toUnsignedInt(bytes.order(ByteOrder.BIG_ENDIAN).getShort(0));
    }

    private static int asLoaded(int word) {
        return Libc.nativeBuffer(Integer.BYTES)
                .putInt(0, word)
                .order(ByteOrder.BIG_ENDIAN)
                .getInt(0);
    }

    private static void instruction(ByteBuffer program, short code, int jumpIfTrue, int operand) {
        program.putShort(code).put((byte) jumpIfTrue).put((byte) 0).putInt(operand);
    }
}
