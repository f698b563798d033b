package org.qgate.agent.keysource;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.qgate.agent.secret.KeyMemory;
import org.qgate.core.model.Channel;
import org.qgate.core.model.KeyBlock;
import org.qgate.core.model.LinkName;
import org.qgate.core.port.DrawnKey;
import org.qgate.core.port.LinkEffect;
import org.qgate.core.port.LinkEvent;
import org.qgate.core.secret.Hkdf;
import org.qgate.core.secret.SecretBytes;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * A QKD link that is only pretended: both ends compute equal bits from a shared seed. Not for production.
 *
 * <p>The bits of a block are HKDF-Expand(seed, "qgate simulated key" 0 LINK 0 channel number), so any block can be had in any order.
 * This end's draws are paid from a bucket that fills at half the link's rate; blocks of the peer are paid for by the peer.
 */
public final class SimulatedKeySource {
    private static final Logger LOG = LoggerFactory.getLogger(SimulatedKeySource.class);

    /** What the bucket holds at the start, in seconds of its rate: a link that has waited for its agent. */
    private static final double START_SECONDS = 1;

    private final LinkName link;
    private final SecretBytes seed;
    private final KeyMemory memory;
    private final TokenBucket bucket;
    private final double ownBitsPerSecond;
    private long bitsDrawn;

    /**
     * A source; one per link, for one thread.
     *
     * @param link whose keys
     * @param seed shared with the other end
     * @param memory where keys are put
     * @param rate of the link
     * @param nowNanos monotonic time
     */
    public SimulatedKeySource(LinkName link, SecretBytes seed, KeyMemory memory, KeyRate rate, long nowNanos) {
        this.link = link;
        this.seed = seed;
        this.memory = memory;
        this.ownBitsPerSecond = rate.linkBitsPerSecond() / 2.0;
        this.bucket = new TokenBucket(ownBitsPerSecond, rate.poolBitsMax(), ownBitsPerSecond * START_SECONDS, nowNanos);
    }

    /** Answers a draw: as many blocks as the bucket pays for, at most {@code count}. */
    public LinkEvent draw(LinkEffect.DrawKeys draw, long nowNanos) {
        long blockBits = (long) draw.blockBytes() * Byte.SIZE;
        long affordable = Math.min(draw.count(), bucket.available(nowNanos) / blockBits);
        if (affordable <= 0) {
            return new LinkEvent.DrawFailed(
                    draw.channel(),
                    "the key pool is empty: it fills with " + (long) ownBitsPerSecond + " bits per second, a key takes "
                            + blockBits + " bits");
        }
        bucket.take(affordable * blockBits);
        bitsDrawn += affordable * blockBits;
        List<DrawnKey> keys = new ArrayList<>();
        for (int i = 0; i < affordable; i++) {
            // Block numbers of one end have one parity.
            KeyBlock block = new KeyBlock(draw.channel(), draw.fromNumber() + 2L * i);
            keys.add(new DrawnKey(block, bits(block, draw.blockBytes())));
        }
        return new LinkEvent.KeysDrawn(draw.channel(), keys);
    }

    /** Answers a fetch of a block that the peer leased. */
    public LinkEvent fetch(LinkEffect.FetchKey fetch) {
        return new LinkEvent.KeyFetched(fetch.block(), bits(fetch.block(), fetch.blockBytes()));
    }

    /**
     * Brings both ends in step again, as a reset asks for. Here each block is computed from seed and number alone, so the two ends cannot
     * be out of step: what is done is to say so, for two ends with different seeds look just like that.
     */
    public void resynchronize() {
        LOG.info(
                "link {}: simulated keys need no resynchronisation; if the two ends' keys differ, their seeds do",
                link.name());
    }

    /** Level and rate of this end's pool. */
    public LinkEvent.PoolReported report(long nowNanos) {
        return new LinkEvent.PoolReported(bucket.available(nowNanos), (long) ownBitsPerSecond);
    }

    /** Bits drawn since the start. */
    public long bitsDrawn() {
        return bitsDrawn;
    }

    private SecretBytes bits(KeyBlock block, int blockBytes) {
        byte[] heapSeed = new byte[seed.length()];
        try {
            seed.copyTo(heapSeed, 0);
            return memory.take(Hkdf.expand(heapSeed, info(block.channel(), block.number()), blockBytes));
        } finally {
            Arrays.fill(heapSeed, (byte) 0);
        }
    }

    private byte[] info(Channel channel, long number) {
        return ("qgate simulated key\0" + link.name() + "\0" + channel.code() + " " + number)
                .getBytes(StandardCharsets.UTF_8);
    }

    /**
     * Speed and depth of the pretended link.
     *
     * @param linkBitsPerSecond both directions together
     * @param poolBitsMax most bits that wait for this end
     */
    public record KeyRate(long linkBitsPerSecond, long poolBitsMax) {}
}
