package org.qgate.linux.netlink;

import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.qgate.linux.libc.Errno;
import org.qgate.linux.libc.LinuxException;

/** Turns the datagrams that answer one exchange into results, one reply, or a table. */
final class AnswerReader {

    /** Most entries of one dump: some hundred times what a gateway holds. */
    static final int DUMP_ITEMS_MAX = 1 << 20;

    private final Receiver receiver;

    AnswerReader(NetlinkSocket socket, ByteBuffer buffer, int timeoutMillis) {
        this.receiver = new Receiver(socket, buffer, timeoutMillis);
    }

    long strayMessages() {
        return receiver.strayMessages();
    }

    /** The results of messages {@code first} to {@code first + count - 1}, of which the last asked for an answer. */
    List<NetlinkResult> acknowledgements(int first, int count) {
        @Nullable NetlinkResult[] results = new NetlinkResult[count];
        String lost;
        try {
            lost = receiver.receive(first, count, new Receiver.Visitor() {
                @Override
                public boolean isLast(NetlinkMessage message) {
                    return message.type() == NetlinkMessage.ERROR && message.sequence() == first + count - 1;
                }

                @Override
                public void visit(NetlinkMessage message) throws MalformedMessageException {
                    if (message.type() == NetlinkMessage.ERROR) {
                        results[message.sequence() - first] = Acknowledgement.ofError(message);
                    }
                }
            });
        } catch (LinuxException e) {
            lost = String.valueOf(e.getMessage());
        }
        List<NetlinkResult> all = new ArrayList<>(count);
        for (NetlinkResult result : results) {
            all.add(result != null ? result : unreported(lost));
        }
        return all;
    }

    /** The kernel answers every failure, so silence means success as long as no answer can have been lost. */
    private static NetlinkResult unreported(String lost) {
        return lost.isEmpty() ? NetlinkResult.Acknowledged.INSTANCE : new NetlinkResult.Unanswered(lost);
    }

    /** The single reply to message {@code sequence}. */
    <T> T reply(int sequence, MessageDecoder<T> decoder) throws LinuxException {
        List<T> value = new ArrayList<>(1);
        List<NetlinkResult> refusal = new ArrayList<>(1);
        String lost = receiver.receive(sequence, 1, new Receiver.Visitor() {
            @Override
            public boolean isLast(NetlinkMessage message) {
                return true;
            }

            @Override
            public void visit(NetlinkMessage message) throws MalformedMessageException {
                if (message.type() == NetlinkMessage.ERROR) {
                    refusal.add(Acknowledgement.ofError(message));
                } else {
                    value.add(decoder.decode(message));
                }
            }
        });
        if (!value.isEmpty()) {
            return value.get(0);
        }
        throw failure("get an answer", refusal, lost);
    }

    /** All messages of the dump that message {@code sequence} asked for. */
    <T> DumpOutcome<T> dump(int sequence, MessageDecoder<T> decoder) throws LinuxException {
        DumpVisitor<T> visitor = new DumpVisitor<>(decoder);
        String lost = receiver.receive(sequence, 1, visitor);
        boolean refused = visitor.end.stream().anyMatch(end -> !end.isAcknowledged());
        if (refused || visitor.undecodable) {
            throw failure("read a table", refused ? visitor.end : List.of(), lost);
        }
        return new DumpOutcome<>(visitor.items, lost.isEmpty() && !visitor.interrupted);
    }

    private static final class DumpVisitor<T> implements Receiver.Visitor {
        private final MessageDecoder<T> decoder;
        private final List<T> items = new ArrayList<>();
        private final List<NetlinkResult> end = new ArrayList<>(1);
        private boolean interrupted;
        private boolean undecodable;

        DumpVisitor(MessageDecoder<T> decoder) {
            this.decoder = decoder;
        }

        @Override
        public boolean isLast(NetlinkMessage message) {
            return message.type() == NetlinkMessage.ERROR || message.type() == NetlinkMessage.DONE;
        }

        @Override
        public void visit(NetlinkMessage message) throws MalformedMessageException {
            interrupted |= message.hasFlag(NetlinkFlags.DUMP_INTR) || message.type() == NetlinkMessage.OVERRUN;
            switch (message.type()) {
                case NetlinkMessage.ERROR -> end.add(Acknowledgement.ofError(message));
                case NetlinkMessage.DONE -> end.add(Acknowledgement.ofDone(message));
                case NetlinkMessage.NOOP, NetlinkMessage.OVERRUN -> {}
                default -> add(message);
            }
        }

        private void add(NetlinkMessage message) throws MalformedMessageException {
            // Should the decoder fail, the mark stays: draining goes on, and the dump fails at its end.
            boolean before = undecodable;
            undecodable = true;
            if (items.size() == DUMP_ITEMS_MAX) {
                throw new MalformedMessageException("a table has more than " + DUMP_ITEMS_MAX + " entries");
            }
            items.add(decoder.decode(message));
            undecodable = before;
        }
    }

    private static LinuxException failure(String what, List<NetlinkResult> refusal, String lost) {
        if (!refusal.isEmpty() && refusal.get(0) instanceof NetlinkResult.Refused refused) {
            String text = refused.extendedText();
            return new LinuxException(
                    what,
                    "netlink" + (text.isEmpty() ? "" : ", kernel says \"" + text + "\""),
                    refused.errno(),
                    "Check that the object exists and that the process has CAP_NET_ADMIN.");
        }
        String reason = lost.isEmpty() ? "the kernel acknowledged where it should have answered" : lost;
        return new LinuxException(what, "netlink: " + reason, Errno.EPROTO, "Try again; report it if it stays.");
    }
}
