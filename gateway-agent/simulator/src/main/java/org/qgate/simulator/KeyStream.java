package org.qgate.simulator;

import java.nio.ByteBuffer;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.qgate.core.model.Channel;
import org.qgate.core.model.KeyBlock;

/** The QKD link itself: what bits each block has at each end, and when it came into being. */
final class KeyStream {
    private static final long GOLDEN = 0x9E3779B97F4A7C15L;

    private final EventQueue clock;
    private final SimRandom random;
    private final long seed;
    private final int blockBytes;
    private final Map<KeyBlock, Long> drawnAtNanos = new HashMap<>();
    private final Set<KeyBlock> different = new HashSet<>();
    private final Map<Long, KeyBlock> blocks = new HashMap<>();
    private final Strikes strikes;
    private double mismatches;

    KeyStream(EventQueue clock, SimRandom random, int blockBytes, double mismatches, Strikes strikes) {
        this.strikes = strikes;
        this.clock = clock;
        this.random = random;
        this.seed = random.between(0, Long.MAX_VALUE - 1);
        this.blockBytes = blockBytes;
        this.mismatches = mismatches;
    }

    /** The owner draws a block; from now on the other end can fetch it once its own stream has come so far. */
    byte[] drawn(KeyBlock block) {
        if (drawnAtNanos.putIfAbsent(block, clock.nowNanos()) == null
                && random.chance(mismatches)
                && strikes.strikes(Fault.MISMATCH)) {
            different.add(block);
        }
        return bits(block, 0);
    }

    /** The bits that the other end has. */
    byte[] fetched(KeyBlock block) {
        return bits(block, different.contains(block) ? 1 : 0);
    }

    /** When the owner first drew a block; long ago if it never did. */
    long drawnAtNanos(KeyBlock block) {
        return drawnAtNanos.getOrDefault(block, Long.MIN_VALUE / 2);
    }

    /** Key {@code number} of the endless stream that the paper assumes; the same at both ends, and no block. */
    byte[] endless(long number) {
        byte[] bits = new byte[blockBytes];
        fill(bits, mix(seed ^ mix(~number)));
        return bits;
    }

    private byte[] bits(KeyBlock block, long variant) {
        byte[] bits = new byte[blockBytes];
        long first = mix(seed ^ mix(block.number() * 8 + block.channel().code() * 2L + variant + 1));
        blocks.put(first, block);
        fill(bits, first);
        return bits;
    }

    private static void fill(byte[] bits, long first) {
        ByteBuffer out = ByteBuffer.wrap(bits);
        long state = first;
        while (out.remaining() >= Long.BYTES) {
            out.putLong(state);
            state = mix(state + GOLDEN);
        }
        while (out.hasRemaining()) {
            out.put((byte) state);
            state >>>= Byte.SIZE;
        }
    }

    private static long mix(long value) {
        long mixed = (value ^ (value >>> 30)) * 0xBF58476D1CE4E5B9L;
        mixed = (mixed ^ (mixed >>> 27)) * 0x94D049BB133111EBL;
        return mixed ^ (mixed >>> 31);
    }

    /** The block whose bits start like this, or null if no block's do. */
    @Nullable
    KeyBlock blockOf(long firstBits) {
        return blocks.get(firstBits);
    }

    /** From now on both ends get equal bits; only a HELLO that is already under way stays with its block. */
    void heal() {
        mismatches = 0;
        different.removeIf(block -> block.channel() != Channel.BOOTSTRAP);
    }
}
