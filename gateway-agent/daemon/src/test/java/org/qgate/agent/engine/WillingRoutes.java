package org.qgate.agent.engine;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.ArrayDeque;
import java.util.Deque;
import org.qgate.linux.libc.Errno;
import org.qgate.linux.libc.LinuxException;
import org.qgate.linux.netlink.NetlinkSocket;

/** The kernel's routes and rules, which take whatever they are told (NLMSG_ERROR of number 0, netlink(7)). */
final class WillingRoutes implements NetlinkSocket {
    private static final int LENGTH_OFFSET = 0;
    private static final int SEQUENCE_OFFSET = 8;
    private static final int ANSWER_BYTES = 36;
    private static final short ERROR = 2;
    private static final int PORT = 7;

    private final Deque<ByteBuffer> answers = new ArrayDeque<>();

    @Override
    public int portId() {
        return PORT;
    }

    @Override
    public void send(ByteBuffer datagram) {
        ByteBuffer messages = datagram.slice().order(ByteOrder.nativeOrder());
        int at = 0;
        while (at < messages.limit()) {
            answers.add(acknowledgement(messages.getInt(at + SEQUENCE_OFFSET)));
            at += (messages.getInt(at + LENGTH_OFFSET) + 3) / 4 * 4;
        }
    }

    private static ByteBuffer acknowledgement(int sequence) {
        ByteBuffer answer = ByteBuffer.allocate(ANSWER_BYTES).order(ByteOrder.nativeOrder());
        answer.putInt(ANSWER_BYTES)
                .putShort(ERROR)
                .putShort((short) 0)
                .putInt(sequence)
                .putInt(PORT);
        answer.putInt(0).putInt(ANSWER_BYTES - 16).putInt(0).putInt(sequence).putInt(PORT);
        return answer.flip();
    }

    @Override
    public int receive(ByteBuffer into, int timeoutMillis) throws LinuxException {
        ByteBuffer answer = answers.poll();
        if (answer == null) {
            throw new LinuxException("wait", "model", Errno.ETIMEDOUT, "");
        }
        into.duplicate().put(answer);
        return ANSWER_BYTES;
    }

    @Override
    public void close() {
        answers.clear();
    }
}
