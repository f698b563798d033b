package org.qgate.core.wire;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.ByteBuffer;
import java.util.Arrays;
import java.util.BitSet;
import java.util.List;
import java.util.Random;
import java.util.function.Consumer;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.qgate.core.model.Channel;
import org.qgate.core.model.Direction;

class MessageCodecTest {
    private static final Header HEADER = new Header(1, 0x0102030405060708L, Direction.HIGH_TO_LOW, 3, 2, 9);
    private static final Status STATUS = new Status(4, 5);
    private static final Tag TAG = new Tag(new byte[Tag.LENGTH]);
    private static final Message.Progress PROGRESS = new Message.Progress(STATUS);
    private static final Message.Offer OFFER = new Message.Offer(STATUS, Channel.DATA, 7, List.of(10L, 12L), TAG);
    private static final Message.Credit CREDIT =
            new Message.Credit(STATUS, Channel.DATA, 1, 2, 3, 13, new VoidSet(bits(0, 9)), TAG);
    private static final int STATUS_AT = MessageCodec.HEADER_BYTES;
    private static final int BODY_AT = STATUS_AT + 16;

    private static BitSet bits(int... set) {
        BitSet bits = new BitSet();
        for (int bit : set) {
            bits.set(bit);
        }
        return bits;
    }

    private static byte[] tagged(Header header, Message message) {
        byte[] bytes = MessageCodec.encodeUntagged(header, message);
        for (int i = 0; i < MessageCodec.tagCount(message); i++) {
            bytes = MessageCodec.append(bytes, new byte[] {1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12, 13, 14, 15, 16});
        }
        return bytes;
    }

    private static void isMalformed(Message message, Consumer<ByteBuffer> change) {
        byte[] bytes = tagged(HEADER, message);
        assertThat(MessageCodec.decode(bytes)).isInstanceOf(Decoded.Wellformed.class);
        change.accept(ByteBuffer.wrap(bytes));
        assertThat(MessageCodec.decode(bytes)).isInstanceOf(Decoded.Malformed.class);
    }

    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3, 4, 5})
    void givesBackWhatWasEncoded(long seed) {
        RandomMessages messages = new RandomMessages(new Random(seed));
        for (int round = 0; round < 500; round++) {
            Header header = messages.header();
            Message message = messages.message();
            byte[] bytes = tagged(header, message);
            assertThat(bytes).hasSizeLessThanOrEqualTo(MessageCodec.MESSAGE_BYTES_MAX);
            assertThat(MessageCodec.decode(bytes))
                    .as("seed %d round %d", seed, round)
                    .isEqualTo(new Decoded.Wellformed(header, message, bytes));
            assertThat(MessageCodec.linkTag(bytes)).isEqualTo(header.linkTag());
        }
    }

    @Test
    void longestMessagesStayBelowTheBound() {
        RandomMessages messages = new RandomMessages(new Random(6));
        assertThat(tagged(HEADER, messages.offer(MessageCodec.OFFER_BLOCKS_MAX)))
                .hasSize(612);
        BitSet last = bits(VoidSet.WINDOW_MAX - 1);
        Message widest = new Message.Credit(STATUS, Channel.DATA, 1, 0, 0, VoidSet.WINDOW_MAX, new VoidSet(last), TAG);
        assertThat(tagged(HEADER, widest)).hasSize(380);
        assertThat(MessageCodec.decode(tagged(HEADER, widest))).isInstanceOf(Decoded.Wellformed.class);
    }

    @ParameterizedTest
    @ValueSource(longs = {11, 12, 13, 14})
    void takesMutationsAsOneSpellingOrRefusesThem(long seed) {
        Random random = new Random(seed);
        RandomMessages messages = new RandomMessages(random);
        for (int round = 0; round < 5_000; round++) {
            byte[] bytes = mutated(tagged(messages.header(), messages.message()), random);
            if (MessageCodec.decode(bytes) instanceof Decoded.Wellformed taken) {
                byte[] again = MessageCodec.encodeUntagged(taken.header(), taken.message());
                assertThat(bytes)
                        .as("seed %d round %d", seed, round)
                        .hasSize(again.length + MessageCodec.tagCount(taken.message()) * Tag.LENGTH)
                        .startsWith(again);
            }
        }
    }

    @Test
    void takesAnyBytesWithoutAnException() {
        Random random = new Random(21);
        for (int round = 0; round < 5_000; round++) {
            byte[] bytes = new byte[random.nextInt(1_400)];
            random.nextBytes(bytes);
            if (bytes.length > MessageCodec.HEADER_BYTES && random.nextBoolean()) {
                ByteBuffer.wrap(bytes)
                        .putInt(0, 0x51470100 | random.nextInt(12))
                        .putShort(12, (short) 0)
                        .putShort(14, (short) bytes.length);
            }
            Decoded decoded = MessageCodec.decode(bytes);
            assertThat(decoded).as("round %d", round).isNotNull();
        }
    }

    private static byte[] mutated(byte[] bytes, Random random) {
        byte[] changed = bytes;
        for (int i = random.nextInt(3); i >= 0; i--) {
            changed = switch (random.nextInt(5)) {
                case 0 -> Arrays.copyOf(changed, random.nextInt(changed.length + 20));
                case 1 -> withLength(changed);
                default -> withByte(changed, random);
            };
        }
        return random.nextBoolean() ? withLength(changed) : changed;
    }

    private static byte[] withLength(byte[] bytes) {
        byte[] changed = bytes.clone();
        if (changed.length >= MessageCodec.HEADER_BYTES) {
            ByteBuffer.wrap(changed).putShort(14, (short) changed.length);
        }
        return changed;
    }

    private static byte[] withByte(byte[] bytes, Random random) {
        byte[] changed = bytes.clone();
        if (changed.length > 0) {
            int at = random.nextInt(changed.length);
            changed[at] =
                    random.nextBoolean() ? (byte) random.nextInt(256) : (byte) (changed[at] ^ 1 << random.nextInt(8));
        }
        return changed;
    }

    @Test
    void refusesAForeignHeader() {
        isMalformed(PROGRESS, bytes -> bytes.put(0, (byte) 0));
        isMalformed(PROGRESS, bytes -> bytes.put(2, (byte) 0));
        isMalformed(PROGRESS, bytes -> bytes.put(2, (byte) 3));
        isMalformed(PROGRESS, bytes -> bytes.put(3, (byte) 0));
        isMalformed(PROGRESS, bytes -> bytes.put(3, (byte) 9));
        isMalformed(PROGRESS, bytes -> bytes.put(3, (byte) 0xff));
        isMalformed(PROGRESS, bytes -> bytes.put(12, (byte) 2));
        isMalformed(PROGRESS, bytes -> bytes.put(12, (byte) 0xff));
        isMalformed(PROGRESS, bytes -> bytes.put(13, (byte) 1));
        isMalformed(PROGRESS, bytes -> bytes.putShort(14, (short) (bytes.capacity() - 1)));
        isMalformed(PROGRESS, bytes -> bytes.putShort(14, (short) (bytes.capacity() + 1)));
    }

    @Test
    void refusesNumbersOutOfRange() {
        long above = MessageCodec.NUMBER_MAX + 1;
        LongStream.of(0, -1, above, Long.MIN_VALUE).forEach(epoch -> isMalformed(PROGRESS, b -> b.putLong(16, epoch)));
        LongStream.of(-1, above).forEach(number -> {
            isMalformed(PROGRESS, bytes -> bytes.putLong(24, number));
            isMalformed(PROGRESS, bytes -> bytes.putLong(32, number));
            isMalformed(PROGRESS, bytes -> bytes.putLong(STATUS_AT, number));
            isMalformed(PROGRESS, bytes -> bytes.putLong(STATUS_AT + 8, number));
        });
    }

    @Test
    void refusesHelloWithNumbersOutOfRange() {
        Message hello = new Message.Hello(2, new Nonce(1, 2), new Marks(-1, -1, -1, -1, -1), new Terms(2, 0));
        LongStream.of(-1, MessageCodec.NUMBER_MAX + 1)
                .forEach(number -> isMalformed(hello, bytes -> bytes.putLong(40, number)));
        for (int mark = 0; mark < 5; mark++) {
            int at = 64 + 8 * mark;
            isMalformed(hello, bytes -> bytes.putLong(at, -2));
            isMalformed(hello, bytes -> bytes.putLong(at, MessageCodec.NUMBER_MAX + 1));
        }
    }

    @Test
    void refusesOffersThatMakeNoSense() {
        isMalformed(OFFER, bytes -> bytes.putShort(BODY_AT, (short) 2));
        isMalformed(OFFER, bytes -> bytes.putShort(BODY_AT, (short) 3));
        isMalformed(OFFER, bytes -> bytes.putLong(BODY_AT + 2, 0));
        isMalformed(OFFER, bytes -> bytes.putLong(BODY_AT + 2, MessageCodec.NUMBER_MAX));
        isMalformed(OFFER, bytes -> bytes.putShort(BODY_AT + 10, (short) 0));
        isMalformed(OFFER, bytes -> bytes.putShort(BODY_AT + 10, (short) 1));
        isMalformed(OFFER, bytes -> bytes.putShort(BODY_AT + 10, (short) 3));
        isMalformed(OFFER, bytes -> bytes.putShort(BODY_AT + 10, (short) 65));
        isMalformed(OFFER, bytes -> bytes.putShort(BODY_AT + 10, (short) 0xffff));
        isMalformed(OFFER, bytes -> bytes.putLong(BODY_AT + 12, -1));
        isMalformed(OFFER, bytes -> bytes.putLong(BODY_AT + 20, 10));
        isMalformed(OFFER, bytes -> bytes.putLong(BODY_AT + 20, 9));
        isMalformed(OFFER, bytes -> bytes.putLong(BODY_AT + 20, MessageCodec.NUMBER_MAX + 1));
    }

    @Test
    void refusesCreditsThatMakeNoSense() {
        isMalformed(CREDIT, bytes -> bytes.putShort(BODY_AT, (short) 2));
        isMalformed(CREDIT, bytes -> bytes.putLong(BODY_AT + 2, 0));
        isMalformed(CREDIT, bytes -> bytes.putLong(BODY_AT + 10, -1));
        isMalformed(CREDIT, bytes -> bytes.putLong(BODY_AT + 18, -1));
        isMalformed(CREDIT, bytes -> bytes.putLong(BODY_AT + 18, 14));
        isMalformed(CREDIT, bytes -> bytes.putLong(BODY_AT + 26, 2));
        isMalformed(CREDIT, bytes -> bytes.putLong(BODY_AT + 26, 3 + VoidSet.WINDOW_MAX + 1));
        isMalformed(CREDIT, bytes -> bytes.putShort(BODY_AT + 34, (short) 1));
        isMalformed(CREDIT, bytes -> bytes.putShort(BODY_AT + 34, (short) 257));
        isMalformed(CREDIT, bytes -> bytes.put(BODY_AT + 37, (byte) 0));
        isMalformed(CREDIT, bytes -> bytes.put(BODY_AT + 37, (byte) 4));
    }

    @Test
    void refusesWhatIsCutShortOrTooLong() {
        for (Message message : List.of(PROGRESS, OFFER, CREDIT)) {
            byte[] bytes = tagged(HEADER, message);
            for (int length = 0; length < bytes.length; length++) {
                assertThat(MessageCodec.decode(withLength(Arrays.copyOf(bytes, length))))
                        .isInstanceOf(Decoded.Malformed.class);
            }
            assertThat(MessageCodec.decode(withLength(Arrays.copyOf(bytes, bytes.length + 1))))
                    .isInstanceOf(Decoded.Malformed.class);
            assertThat(MessageCodec.decode(withLength(Arrays.copyOf(bytes, MessageCodec.MESSAGE_BYTES_MAX + 1))))
                    .isInstanceOf(Decoded.Malformed.class);
        }
    }

    @Test
    void findsNoLinkTagInTooFewBytes() {
        assertThat(MessageCodec.linkTag(new byte[MessageCodec.HEADER_BYTES - 1]))
                .isEqualTo(-1);
    }
}
