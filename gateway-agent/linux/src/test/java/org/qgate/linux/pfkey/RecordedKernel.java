package org.qgate.linux.pfkey;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Deque;
import java.util.HexFormat;
import java.util.List;

/** A kernel that answers what the real one answered to the same request, with the asker's number and process. */
final class RecordedKernel implements PfKeyChannel {

    private static final int SEQUENCE = 8;
    private static final int PID = 12;

    private final Deque<byte[]> waiting = new ArrayDeque<>();
    private final List<String> unknown = new ArrayList<>();
    private boolean closed;

    @Override
    public String peer() {
        return "the record";
    }

    @Override
    public void send(ByteBuffer datagram) {
        byte[] asked = asKernelReads(datagram);
        List<RecordedConversation.Line> lines = RecordedConversation.all();
        for (int i = 0; i < lines.size(); i++) {
            if (lines.get(i).sent()
                    && Arrays.equals(anonymous(lines.get(i).bytes()), anonymous(asked))
                    && i + 1 < lines.size()
                    && !lines.get(i + 1).sent()) {
                for (int j = i + 1; j < lines.size() && !lines.get(j).sent(); j++) {
                    waiting.add(addressed(lines.get(j).bytes(), datagram));
                }
                return;
            }
        }
        unknown.add(HexFormat.of().formatHex(anonymous(asked)));
    }

    @Override
    public boolean offer(ByteBuffer datagram) {
        send(datagram);
        return true;
    }

    /** A kernel passes over the one extension of ours in a REGISTER. */
    private static byte[] asKernelReads(ByteBuffer datagram) {
        byte[] asked = new byte[datagram.remaining()];
        datagram.get(datagram.position(), asked);
        if (asked[1] != SadbMsgType.REGISTER.number()) {
            return asked;
        }
        byte[] header = Arrays.copyOf(asked, SadbMsg.SIZE);
        ByteBuffer.wrap(header).order(ByteOrder.nativeOrder()).putShort(SadbMsg.LENGTH_OFFSET, (short)
                (SadbMsg.SIZE / Long.BYTES));
        return header;
    }

    /** A dump counts its messages in place of the asker's number, and events have neither. */
    private static byte[] addressed(byte[] answer, ByteBuffer asked) {
        ByteBuffer copy = ByteBuffer.wrap(answer.clone()).order(ByteOrder.nativeOrder());
        if (copy.getInt(PID) != 0) {
            copy.putInt(PID, asked.getInt(PID));
            if (copy.getInt(SEQUENCE) >= 1000) {
                copy.putInt(SEQUENCE, asked.getInt(SEQUENCE));
            }
        }
        return copy.array();
    }

    private static byte[] anonymous(byte[] bytes) {
        return ByteBuffer.wrap(bytes.clone()).putInt(SEQUENCE, 0).putInt(PID, 0).array();
    }

    void push(byte[] message) {
        waiting.add(message);
    }

    /** Requests that the record does not have. */
    List<String> unknown() {
        return unknown;
    }

    boolean isClosed() {
        return closed;
    }

    @Override
    public int receive(ByteBuffer into, int timeoutMillis) {
        byte[] next = waiting.poll();
        if (next == null) {
            return NOTHING;
        }
        int fitting = Math.min(next.length, into.remaining());
        into.put(into.position(), next, 0, fitting);
        return next.length;
    }

    @Override
    public void close() {
        closed = true;
    }
}
