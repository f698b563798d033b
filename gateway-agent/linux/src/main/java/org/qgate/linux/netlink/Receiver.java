package org.qgate.linux.netlink;

import java.nio.ByteBuffer;
import org.qgate.linux.libc.Errno;
import org.qgate.linux.libc.LinuxException;
import org.qgate.linux.memory.Wipe;

/**
 * Receives the datagrams of one exchange: checks framing, sequence and port of every message, and says whether one may
 * be missing. The buffer is zeroed after each datagram, because the kernel returns the keys of an SA to whoever may
 * program it.
 */
final class Receiver {

    private final NetlinkSocket socket;
    private final ByteBuffer buffer;
    private final int timeoutMillis;
    private long strayMessages;

    Receiver(NetlinkSocket socket, ByteBuffer buffer, int timeoutMillis) {
        this.socket = socket;
        this.buffer = buffer;
        this.timeoutMillis = timeoutMillis;
    }

    /** Messages that answered nothing we asked. */
    long strayMessages() {
        return strayMessages;
    }

    /** Takes the messages of an exchange. */
    interface Visitor {
        /** Whether the exchange ends with this message; asked before {@link #visit}. */
        boolean isLast(NetlinkMessage message);

        /** Takes it. When this throws, the exchange goes on and counts as incomplete. */
        void visit(NetlinkMessage message) throws MalformedMessageException;
    }

    /**
     * Receives until the last answer to messages {@code first} to {@code first + count - 1}. Goes on behind lost and
     * undecodable ones, so that nothing of this exchange is left over for the next.
     *
     * @return empty, or why answers may be missing
     * @throws LinuxException when no answer came in time
     */
    String receive(int first, int count, Visitor visitor) throws LinuxException {
        Progress progress = new Progress();
        int strayDatagrams = 0;
        while (!progress.finished && strayDatagrams <= NetlinkConnection.STRAY_DATAGRAMS_MAX) {
            int length = nextDatagram(progress);
            if (length < 0) {
                if (progress.exhausted) {
                    return progress.lost;
                }
                continue;
            }
            long before = strayMessages;
            visitAll(length, first, count, visitor, progress);
            strayDatagrams += strayMessages == before ? 0 : 1;
        }
        return progress.finished ? progress.lost : "more than " + strayDatagrams + " datagrams answer nothing we asked";
    }

    /** How far an exchange is. */
    private static final class Progress {
        private String lost = "";
        private boolean finished;
        private boolean exhausted;
        private int overruns;
    }

    /** The length of the next datagram, -1 when there is none. After a loss nothing is waited for: it may be what was lost. */
    private int nextDatagram(Progress progress) throws LinuxException {
        buffer.clear();
        try {
            return socket.receive(buffer, progress.lost.isEmpty() ? timeoutMillis : 0);
        } catch (LinuxException e) {
            if (e.errno().equals(Errno.ENOBUFS) && progress.overruns < NetlinkConnection.STRAY_DATAGRAMS_MAX) {
                progress.overruns++;
                progress.lost = "the receive buffer overran and answers were lost";
            } else if (!progress.lost.isEmpty()) {
                progress.exhausted = true;
            } else {
                throw e;
            }
            return -1;
        }
    }

    private void visitAll(int length, int first, int count, Visitor visitor, Progress progress) {
        int usable = Math.min(length, buffer.capacity());
        if (usable < length) {
            progress.lost = "an answer of " + length + " bytes was cut to " + usable;
        }
        buffer.clear().limit(usable);
        MessageCursor cursor = new MessageCursor(buffer);
        try {
            while (!progress.finished && cursor.hasNext()) {
                NetlinkMessage message = cursor.next();
                if (Integer.compareUnsigned(message.sequence() - first, count) >= 0
                        || message.portId() != socket.portId()) {
                    strayMessages++;
                } else {
                    visit(message, visitor, progress);
                }
            }
        } catch (MalformedMessageException e) {
            progress.lost = "an answer is malformed: " + e.getMessage();
        } finally {
            Wipe.range(buffer, 0, usable);
        }
    }

    private static void visit(NetlinkMessage message, Visitor visitor, Progress progress) {
        progress.finished = visitor.isLast(message);
        try {
            visitor.visit(message);
        } catch (MalformedMessageException e) {
            progress.lost = "an answer is malformed: " + e.getMessage();
        }
    }
}
