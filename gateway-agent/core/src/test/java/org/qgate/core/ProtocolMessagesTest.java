package org.qgate.core;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.ByteBuffer;
import java.util.BitSet;
import java.util.function.Predicate;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.qgate.core.ProtocolDocument.Vector;
import org.qgate.core.model.ChangeNews;
import org.qgate.core.model.Direction;
import org.qgate.core.model.Role;
import org.qgate.core.secret.Hmac;
import org.qgate.core.secret.PlainSecret;
import org.qgate.core.session.EpochKeys;
import org.qgate.core.session.HelloKeys;
import org.qgate.core.session.MessageKeys;
import org.qgate.core.wire.Decoded;
import org.qgate.core.wire.Header;
import org.qgate.core.wire.Marks;
import org.qgate.core.wire.Message;
import org.qgate.core.wire.MessageCodec;
import org.qgate.core.wire.Nonce;
import org.qgate.core.wire.Status;
import org.qgate.core.wire.Tag;
import org.qgate.core.wire.Terms;
import org.qgate.core.wire.VoidSet;

/** Holds the codec and the tags against the messages of {@code docs/protocol.md}. */
class ProtocolMessagesTest {
    private static final ProtocolDocument DOCUMENT = ProtocolDocument.read();

    static Stream<Vector> messages() {
        return DOCUMENT.vectors("message").stream();
    }

    static Stream<Vector> malformed() {
        return DOCUMENT.vectors("malformed").stream();
    }

    @Test
    void everyTypeHasAMessage() {
        assertThat(messages().map(vector -> vector.number("type")))
                .contains(1L, 2L, 3L, 4L, 5L, 6L, 7L, 8L, 9L, 10L, 13L, 14L);
        assertThat(messages().map(ProtocolVectorsTest::version)).contains(1, 2);
        assertThat(malformed()).hasSizeGreaterThan(20);
    }

    @ParameterizedTest
    @MethodSource("messages")
    void encodesToTheBytesOfTheDocument(Vector vector) {
        Message message = message(vector);
        byte[] untagged = MessageCodec.encodeUntagged(header(vector), message);
        assertThat(sealed(vector, message, untagged)).isEqualTo(vector.bytes("bytes"));
    }

    @ParameterizedTest
    @MethodSource("messages")
    void decodesTheBytesOfTheDocument(Vector vector) {
        Decoded decoded = MessageCodec.decode(vector.bytes("bytes"));
        assertThat(decoded).isInstanceOfSatisfying(Decoded.Wellformed.class, wellformed -> {
            assertThat(wellformed.header()).isEqualTo(header(vector));
            assertThat(wellformed.message()).isEqualTo(message(vector));
            assertThat((long) wellformed.message().type()).isEqualTo(vector.number("type"));
        });
    }

    @ParameterizedTest
    @MethodSource("messages")
    void findsTheTagsOfTheDocumentRight(Vector vector) {
        byte[] bytes = vector.bytes("bytes");
        Predicate<byte[]> tagsAreRight = tagCheck(vector);
        assertThat(tagsAreRight.test(bytes)).isTrue();
        for (int i = 0; i < bytes.length; i++) {
            byte[] altered = bytes.clone();
            altered[i] ^= 0x10;
            assertThat(tagsAreRight.test(altered)).as("byte %d altered", i).isFalse();
        }
    }

    @ParameterizedTest
    @MethodSource("malformed")
    void refusesTheMalformedBytesOfTheDocument(Vector vector) {
        assertThat(MessageCodec.decode(vector.bytes("bytes"))).isInstanceOf(Decoded.Malformed.class);
    }

    private static Predicate<byte[]> tagCheck(Vector vector) {
        HelloKeys hello = ProtocolVectorsTest.helloKeys();
        int type = (int) vector.number("type");
        if (type == 3 || type == 13) {
            return hello::linkTagMatches;
        }
        if (type < 3) {
            PlainSecret block =
                    PlainSecret.of(ProtocolVectorsTest.vector("hello-keys").bytes("block"));
            int version = ProtocolVectorsTest.version(vector);
            return bytes -> hello.linkTagMatches(bytes) && hello.blockTagMatches(version, bytes, block);
        }
        MessageKeys keys = messageKeys(
                vector, ProtocolVectorsTest.direction(vector).sender().peer());
        long keyIndex = vector.number("keyIndex");
        return bytes -> keys.matches(bytes, keyIndex);
    }

    private static byte[] sealed(Vector vector, Message message, byte[] untagged) {
        HelloKeys hello = ProtocolVectorsTest.helloKeys();
        if (message instanceof Message.HelloStale || message instanceof Message.HelloRefused) {
            return hello.seal(untagged);
        }
        if (message instanceof Message.InEpoch) {
            Hmac named = new Hmac(vector.bytes("messageKey"));
            byte[] tag = sendingKeys(vector).tag(untagged);
            assertThat(tag).isEqualTo(named.add(untagged).finish(Tag.LENGTH));
            return MessageCodec.append(untagged, tag);
        }
        PlainSecret block =
                PlainSecret.of(ProtocolVectorsTest.vector("hello-keys").bytes("block"));
        return hello.sealWithBlock(ProtocolVectorsTest.version(vector), untagged, block);
    }

    /** The keys of a receiver that has taken over message key 1 where the document has one. */
    private static MessageKeys messageKeys(Vector vector, Role receiver) {
        EpochKeys keys = ProtocolVectorsTest.epochKeys(ProtocolVectorsTest.version(vector));
        MessageKeys messageKeys = new MessageKeys(keys, receiver);
        if (receiver.receives() == Direction.LOW_TO_HIGH) {
            messageKeys.accept(1, successor(keys));
        }
        return messageKeys;
    }

    private static MessageKeys sendingKeys(Vector vector) {
        EpochKeys keys = ProtocolVectorsTest.epochKeys(ProtocolVectorsTest.version(vector));
        MessageKeys messageKeys =
                new MessageKeys(keys, ProtocolVectorsTest.direction(vector).sender());
        if (vector.number("keyIndex") == 1) {
            messageKeys.sendWith(1, successor(keys));
        }
        return messageKeys;
    }

    private static Hmac successor(EpochKeys keys) {
        Vector vector = ProtocolVectorsTest.vector("message-key-control");
        return keys.messageKey(
                ProtocolVectorsTest.direction(vector), vector.number("index"), PlainSecret.of(vector.bytes("bits")));
    }

    private static Header header(Vector vector) {
        long linkTag = ByteBuffer.wrap(ProtocolVectorsTest.vector("link-tag").bytes("linkTag"))
                .getLong();
        return new Header(
                ProtocolVectorsTest.version(vector),
                linkTag,
                ProtocolVectorsTest.direction(vector),
                vector.number("epoch"),
                vector.number("keyIndex"),
                vector.number("sequence"));
    }

    private static Message message(Vector vector) {
        return switch ((int) vector.number("type")) {
            case 1 ->
                new Message.Hello(
                        vector.number("bootstrapBlock"), nonce(vector, "nonce"), marks(vector), terms(vector));
            case 2 ->
                new Message.HelloReply(
                        vector.number("bootstrapBlock"),
                        nonce(vector, "proposerNonce"),
                        nonce(vector, "nonce"),
                        marks(vector),
                        terms(vector));
            case 3 -> new Message.HelloStale(nonce(vector, "proposerNonce"), vector.number("epochUsed"), marks(vector));
            case 4 ->
                new Message.Offer(
                        status(vector),
                        ProtocolVectorsTest.channel(vector),
                        vector.number("firstIndex"),
                        vector.numbers("blocks"),
                        new Tag(vector.bytes("confirmation")));
            case 5 -> credit(vector);
            case 6 -> new Message.Progress(status(vector));
            case 7 -> new Message.Ping(status(vector), nonce(vector, "nonce"));
            case 8 -> new Message.Pong(status(vector), nonce(vector, "nonce"));
            case 9 ->
                new Message.Fail(
                        status(vector),
                        ProtocolVectorsTest.channel(vector),
                        vector.number("firstIndex"),
                        (int) vector.number("count"),
                        (int) vector.number("reason"));
            case 10 -> new Message.Close(status(vector));
            case 14 -> new Message.Change(status(vector), news(vector));
            case 13 -> new Message.HelloRefused(nonce(vector, "proposerNonce"), terms(vector));
            default -> throw new IllegalStateException("no test knows the type of " + vector);
        };
    }

    private static Message credit(Vector vector) {
        BitSet voids = new BitSet();
        long retirementPoint = vector.number("retirementPoint");
        vector.numbers("voids").forEach(index -> voids.set((int) (index - retirementPoint - 1)));
        return new Message.Credit(
                status(vector),
                ProtocolVectorsTest.channel(vector),
                vector.number("serial"),
                vector.number("offerSequence"),
                retirementPoint,
                vector.number("topIndex"),
                new VoidSet(voids),
                new Tag(vector.bytes("confirmation")));
    }

    private static ChangeNews news(Vector vector) {
        ByteBuffer transaction = ByteBuffer.wrap(vector.bytes("transaction"));
        return new ChangeNews(
                transaction.getLong(),
                transaction.getLong(),
                vector.number("generation"),
                Stream.of(ChangeNews.State.values())
                        .filter(state -> state.code() == vector.number("state"))
                        .findFirst()
                        .orElseThrow(),
                Stream.of(ChangeNews.Question.values())
                        .filter(question -> question.code() == vector.number("question"))
                        .findFirst()
                        .orElseThrow(),
                vector.number("packets"));
    }

    private static Terms terms(Vector vector) {
        return new Terms(
                (int) vector.number("suite"),
                ByteBuffer.wrap(vector.bytes("selectors")).getLong());
    }

    private static Status status(Vector vector) {
        return new Status(vector.number("currentIndex"), vector.number("creditSeen"));
    }

    private static Marks marks(Vector vector) {
        return new Marks(
                vector.number("ownData"),
                vector.number("ownControl"),
                vector.number("seenData"),
                vector.number("seenControl"),
                vector.number("seenBootstrap"));
    }

    private static Nonce nonce(Vector vector, String field) {
        return Nonce.of(vector.bytes(field));
    }
}
