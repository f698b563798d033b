package org.qgate.core.wire;

import java.nio.ByteBuffer;
import java.util.Arrays;
import java.util.function.ToIntFunction;
import org.qgate.core.model.ChangeNews;

/** Bodies of messages; a body that does not fit its type ends in an {@link IllegalArgumentException}. */
final class BodyCodec {
    private BodyCodec() {}

    static void write(Message message, ByteBuffer out) {
        if (message instanceof Message.InEpoch inEpoch) {
            out.putLong(inEpoch.status().currentIndex())
                    .putLong(inEpoch.status().creditSeen());
        }
        if (message instanceof Message.Hello hello) {
            out.putLong(hello.bootstrapBlock());
            write(hello.nonce(), out);
            write(hello.marks(), out);
            write(hello.terms(), out);
        } else if (message instanceof Message.HelloReply reply) {
            out.putLong(reply.bootstrapBlock());
            write(reply.proposerNonce(), out);
            write(reply.nonce(), out);
            write(reply.marks(), out);
            write(reply.terms(), out);
        } else if (message instanceof Message.HelloStale stale) {
            write(stale.proposerNonce(), out);
            out.putLong(stale.epochUsed());
            write(stale.marks(), out);
        } else if (message instanceof Message.Offer offer) {
            writeOffer(offer, out);
        } else if (message instanceof Message.Credit credit) {
            writeCredit(credit, out);
        } else if (message instanceof Message.Ping ping) {
            write(ping.nonce(), out);
        } else if (message instanceof Message.Pong pong) {
            write(pong.nonce(), out);
        } else if (message instanceof Message.HelloRefused refused) {
            write(refused.proposerNonce(), out);
            write(refused.terms(), out);
        } else if (message instanceof Message.Change change) {
            write(change.news(), out);
        } else if (message instanceof Message.Fail fail) {
            out.putShort((short) fail.channel().code()).putLong(fail.firstIndex());
            out.putShort((short) fail.count()).putShort((short) fail.reasonCode());
        }
    }

    private static void writeOffer(Message.Offer offer, ByteBuffer out) {
        out.putShort((short) offer.channel().code()).putLong(offer.firstIndex());
        out.putShort((short) offer.blocks().size());
        offer.blocks().forEach(out::putLong);
        out.put(offer.confirmation().bytes());
    }

    private static void writeCredit(Message.Credit credit, ByteBuffer out) {
        out.putShort((short) credit.channel().code()).putLong(credit.serial()).putLong(credit.offerSequence());
        out.putLong(credit.retirementPoint()).putLong(credit.topIndex());
        byte[] voids = credit.voids().bytes();
        out.putShort((short) voids.length).put(voids);
        out.put(credit.confirmation().bytes());
    }

    static Message read(int type, ByteBuffer in) {
        return switch (type) {
            case 1 -> new Message.Hello(block(in), nonce(in), marks(in), terms(in));
            case 2 -> new Message.HelloReply(block(in), nonce(in), nonce(in), marks(in), terms(in));
            case 3 -> new Message.HelloStale(nonce(in), notNegative(in.getLong()), marks(in));
            case 4 -> offer(in);
            case 5 -> credit(in);
            case 6 -> new Message.Progress(status(in));
            case 7 -> new Message.Ping(status(in), nonce(in));
            case 8 -> new Message.Pong(status(in), nonce(in));
            case 9 -> fail(in);
            case 10 -> new Message.Close(status(in));
            case 14 -> new Message.Change(status(in), news(in));
            case 13 -> new Message.HelloRefused(nonce(in), terms(in));
            default -> throw new IllegalArgumentException("unknown");
        };
    }

    private static Message.Offer offer(ByteBuffer in) {
        Status status = status(in);
        var channel = MessageCodec.readKeyChannel(in);
        long firstIndex = positive(in.getLong());
        var blocks = MessageCodec.readBlocks(in);
        positive(firstIndex + blocks.size() - 1);
        return new Message.Offer(status, channel, firstIndex, blocks, tag(in));
    }

    private static Message.Fail fail(ByteBuffer in) {
        Status status = status(in);
        var channel = MessageCodec.readKeyChannel(in);
        long firstIndex = positive(in.getLong());
        int count = Short.toUnsignedInt(in.getShort());
        if (count < 1 || count > MessageCodec.OFFER_BLOCKS_MAX) {
            throw new IllegalArgumentException(count + " indexes");
        }
        positive(firstIndex + count - 1);
        return new Message.Fail(status, channel, firstIndex, count, Short.toUnsignedInt(in.getShort()));
    }

    private static Message.Credit credit(ByteBuffer in) {
        Status status = status(in);
        var channel = MessageCodec.readKeyChannel(in);
        long serial = positive(in.getLong());
        long offerSequence = notNegative(in.getLong());
        long retirementPoint = notNegative(in.getLong());
        long topIndex = notNegative(in.getLong());
        if (topIndex < retirementPoint || topIndex - retirementPoint > VoidSet.WINDOW_MAX) {
            throw new IllegalArgumentException("window from " + retirementPoint + " to " + topIndex);
        }
        int length = Short.toUnsignedInt(in.getShort());
        if (length > VoidSet.WINDOW_MAX / Byte.SIZE) {
            throw new IllegalArgumentException(length + " bytes of void bits");
        }
        byte[] bytes = new byte[length];
        in.get(bytes);
        VoidSet voids = VoidSet.of(bytes);
        if (voids.span() > topIndex - retirementPoint || voids.byteCount() != length) {
            throw new IllegalArgumentException("void bits above the top, or a trailing zero byte");
        }
        return new Message.Credit(status, channel, serial, offerSequence, retirementPoint, topIndex, voids, tag(in));
    }

    private static void write(ChangeNews news, ByteBuffer out) {
        out.putLong(news.transactionHigh()).putLong(news.transactionLow()).putLong(news.generation());
        out.putShort((short) news.state().code())
                .putShort((short) news.question().code());
        out.putLong(news.packets());
    }

    private static ChangeNews news(ByteBuffer in) {
        long high = in.getLong();
        long low = in.getLong();
        long generation = notNegative(in.getLong());
        int state = Short.toUnsignedInt(in.getShort());
        int question = Short.toUnsignedInt(in.getShort());
        return new ChangeNews(
                high,
                low,
                generation,
                one(ChangeNews.State.values(), ChangeNews.State::code, state),
                one(ChangeNews.Question.values(), ChangeNews.Question::code, question),
                notNegative(in.getLong()));
    }

    private static <E> E one(E[] values, ToIntFunction<E> code, int number) {
        return Arrays.stream(values)
                .filter(value -> code.applyAsInt(value) == number)
                .findFirst()
                .orElseThrow(() -> new IllegalArgumentException("unknown number " + number));
    }

    private static void write(Terms terms, ByteBuffer out) {
        out.putShort((short) terms.suiteCode()).putLong(terms.selectors());
    }

    private static Terms terms(ByteBuffer in) {
        return new Terms(Short.toUnsignedInt(in.getShort()), in.getLong());
    }

    private static void write(Nonce nonce, ByteBuffer out) {
        out.putLong(nonce.high()).putLong(nonce.low());
    }

    private static void write(Marks marks, ByteBuffer out) {
        out.putLong(marks.ownData()).putLong(marks.ownControl());
        out.putLong(marks.seenData()).putLong(marks.seenControl()).putLong(marks.seenBootstrap());
    }

    private static Marks marks(ByteBuffer in) {
        return new Marks(mark(in), mark(in), mark(in), mark(in), mark(in));
    }

    private static Nonce nonce(ByteBuffer in) {
        return new Nonce(in.getLong(), in.getLong());
    }

    private static Status status(ByteBuffer in) {
        return new Status(notNegative(in.getLong()), notNegative(in.getLong()));
    }

    private static Tag tag(ByteBuffer in) {
        byte[] bytes = new byte[Tag.LENGTH];
        in.get(bytes);
        return new Tag(bytes);
    }

    private static long block(ByteBuffer in) {
        return notNegative(in.getLong());
    }

    private static long mark(ByteBuffer in) {
        return atLeast(-1, in.getLong());
    }

    private static long positive(long number) {
        return atLeast(1, number);
    }

    private static long notNegative(long number) {
        return atLeast(0, number);
    }

    private static long atLeast(long least, long number) {
        if (!MessageCodec.isNumber(number, least)) {
            throw new IllegalArgumentException("number " + number);
        }
        return number;
    }
}
