package org.qgate.agent.engine;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayDeque;
import java.util.Deque;
import org.qgate.linux.libc.Errno;
import org.qgate.linux.libc.LinuxException;
import org.qgate.linux.netlink.NetlinkSocket;

/**
 * The kernel's routes and rules, which take whatever they are told (NLMSG_ERROR of number 0, netlink(7)), and one interface: the engine's.
 */
final class WillingRoutes implements NetlinkSocket {
    private static final int LENGTH_OFFSET = 0;
    private static final int SEQUENCE_OFFSET = 8;
    private static final int ANSWER_BYTES = 36;
    private static final short ERROR = 2;
    private static final int PORT = 7;
    private static final int TYPE_OFFSET = 4;
    private static final short DONE = 3;
    private static final short NEW_LINK = 16;
    private static final short GET_LINK = 18;
    private static final short MULTIPART = 2;
    private static final int LINK_BYTES = 40;
    private static final int DONE_BYTES = 20;
    private static final short NAME_ATTRIBUTE = 3;

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
            int sequence = messages.getInt(at + SEQUENCE_OFFSET);
            answers.add(
                    messages.getShort(at + TYPE_OFFSET) == GET_LINK
                            ? engineInterface(sequence)
                            : acknowledgement(sequence));
            at += (messages.getInt(at + LENGTH_OFFSET) + 3) / 4 * 4;
        }
    }

    private static ByteBuffer engineInterface(int sequence) {
        ByteBuffer answer = ByteBuffer.allocate(LINK_BYTES + DONE_BYTES).order(ByteOrder.nativeOrder());
        head(answer, LINK_BYTES, NEW_LINK, sequence);
        answer.putInt(0).putInt(1).putInt(0).putInt(0);
        answer.putShort((short) (LINK_BYTES - 32))
                .putShort(NAME_ATTRIBUTE)
                .put("qg0\0".getBytes(StandardCharsets.US_ASCII));
        head(answer, DONE_BYTES, DONE, sequence);
        return answer.putInt(0).flip();
    }

    private static void head(ByteBuffer answer, int bytes, short type, int sequence) {
        answer.putInt(bytes).putShort(type).putShort(MULTIPART).putInt(sequence).putInt(PORT);
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
        int bytes = answer.remaining();
        into.duplicate().put(answer);
        return bytes;
    }

    @Override
    public void close() {
        answers.clear();
    }
}
