package org.qgate.core.wire;

import java.util.ArrayList;
import java.util.BitSet;
import java.util.List;
import java.util.Random;
import org.qgate.core.model.ChangeNews;
import org.qgate.core.model.Channel;
import org.qgate.core.model.Direction;

/** Well-formed messages from a seed, small numbers and the largest ones among them. */
final class RandomMessages {
    private final Random random;

    RandomMessages(Random random) {
        this.random = random;
    }

    Header header() {
        Direction direction = random.nextBoolean() ? Direction.LOW_TO_HIGH : Direction.HIGH_TO_LOW;
        return new Header(1 + random.nextInt(2), random.nextLong(), direction, number(1), number(0), number(0));
    }

    Message message() {
        return switch (random.nextInt(12)) {
            case 0 -> new Message.Hello(number(0), nonce(), marks(), terms());
            case 1 -> new Message.HelloReply(number(0), nonce(), nonce(), marks(), terms());
            case 2 -> new Message.HelloStale(nonce(), number(0), marks());
            case 3 -> offer(1 + random.nextInt(MessageCodec.OFFER_BLOCKS_MAX));
            case 4 -> credit(random.nextInt(VoidSet.WINDOW_MAX + 1));
            case 5 -> new Message.Progress(status());
            case 6 -> new Message.Ping(status(), nonce());
            case 7 -> new Message.HelloRefused(nonce(), terms());
            case 8 ->
                new Message.Fail(
                        status(),
                        keyChannel(),
                        Math.min(number(1), MessageCodec.NUMBER_MAX - 64),
                        1 + random.nextInt(MessageCodec.OFFER_BLOCKS_MAX),
                        random.nextInt(65_536));
            case 10 -> new Message.Change(status(), news());
            case 9 -> new Message.Close(status());
            default -> new Message.Pong(status(), nonce());
        };
    }

    Message.Offer offer(int count) {
        long first = Math.min(number(1), MessageCodec.NUMBER_MAX - count + 1);
        List<Long> blocks = new ArrayList<>();
        long block = Math.min(number(0), MessageCodec.NUMBER_MAX - 10L * count);
        for (int i = 0; i < count; i++) {
            blocks.add(block);
            block += 1 + random.nextInt(9);
        }
        return new Message.Offer(status(), keyChannel(), first, List.copyOf(blocks), tag());
    }

    Message.Credit credit(int window) {
        long retirementPoint = Math.min(number(0), MessageCodec.NUMBER_MAX - window);
        BitSet voids = new BitSet();
        for (int i = random.nextInt(4); i > 0 && window > 0; i--) {
            voids.set(random.nextInt(window));
        }
        return new Message.Credit(
                status(),
                keyChannel(),
                number(1),
                number(0),
                retirementPoint,
                retirementPoint + window,
                new VoidSet(voids),
                tag());
    }

    private Channel keyChannel() {
        return random.nextBoolean() ? Channel.DATA : Channel.CONTROL;
    }

    private Status status() {
        return new Status(number(0), number(0));
    }

    private ChangeNews news() {
        ChangeNews.State[] states = ChangeNews.State.values();
        ChangeNews.Question[] questions = ChangeNews.Question.values();
        return new ChangeNews(
                random.nextLong(),
                random.nextLong(),
                number(0),
                states[random.nextInt(states.length)],
                questions[random.nextInt(questions.length)],
                number(0));
    }

    private Terms terms() {
        return new Terms(random.nextInt(65_536), random.nextLong());
    }

    private Marks marks() {
        return new Marks(number(-1), number(-1), number(-1), number(-1), number(-1));
    }

    private Nonce nonce() {
        return new Nonce(random.nextLong(), random.nextLong());
    }

    Tag tag() {
        byte[] bytes = new byte[Tag.LENGTH];
        random.nextBytes(bytes);
        return new Tag(bytes);
    }

    private long number(long least) {
        return switch (random.nextInt(4)) {
            case 0 -> least;
            case 1 -> MessageCodec.NUMBER_MAX;
            case 2 -> least + random.nextInt(1000);
            default -> Math.max(least, random.nextLong() & MessageCodec.NUMBER_MAX);
        };
    }
}
