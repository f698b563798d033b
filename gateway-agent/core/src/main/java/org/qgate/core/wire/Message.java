package org.qgate.core.wire;

import java.util.List;
import org.qgate.core.model.ChangeNews;
import org.qgate.core.model.Channel;

/** A control message without its header and tags; {@code docs/protocol.md} draws each. */
public sealed interface Message {
    /** The number of the message type on the wire. */
    int type();

    /** A message under the keys of an epoch. */
    sealed interface InEpoch extends Message {
        /** What the sender says of itself. */
        Status status();
    }

    /**
     * Proposes an epoch (type 1).
     *
     * @param bootstrapBlock the block that authenticates it and seeds the epoch
     * @param nonce the proposer's
     * @param marks where the proposer stands
     * @param terms its configuration
     */
    record Hello(long bootstrapBlock, Nonce nonce, Marks marks, Terms terms) implements Message {
        @Override
        public int type() {
            return 1;
        }
    }

    /**
     * Agrees to a proposed epoch (type 2).
     *
     * @param bootstrapBlock the block named by the HELLO
     * @param proposerNonce the HELLO's
     * @param nonce the answerer's
     * @param marks where the answerer stands
     * @param terms its configuration
     */
    record HelloReply(long bootstrapBlock, Nonce proposerNonce, Nonce nonce, Marks marks, Terms terms)
            implements Message {
        @Override
        public int type() {
            return 2;
        }
    }

    /**
     * Refuses a HELLO that names a past epoch or a spent block (type 3); raises the proposer's marks.
     *
     * @param proposerNonce the HELLO's
     * @param epochUsed highest epoch that the answerer knows
     * @param marks where the answerer stands
     */
    record HelloStale(Nonce proposerNonce, long epochUsed, Marks marks) implements Message {
        @Override
        public int type() {
            return 3;
        }
    }

    /**
     * Refuses a HELLO since the two ends are configured differently (type 13).
     *
     * @param proposerNonce the HELLO's
     * @param terms the answerer's configuration
     */
    record HelloRefused(Nonce proposerNonce, Terms terms) implements Message {
        @Override
        public int type() {
            return 13;
        }
    }

    /**
     * The key change request, for a batch (type 4): names the blocks of a range of indexes.
     *
     * @param status of the sender
     * @param channel whose keys
     * @param firstIndex index of the first block
     * @param blocks rising block numbers, 1 to {@link MessageCodec#OFFER_BLOCKS_MAX}
     * @param confirmation proves that the sender holds these very bits
     */
    record Offer(Status status, Channel channel, long firstIndex, List<Long> blocks, Tag confirmation)
            implements InEpoch {
        @Override
        public int type() {
            return 4;
        }
    }

    /**
     * The key change acknowledgement (type 5): what the receiver has really installed.
     *
     * @param status of the sender of this message
     * @param channel whose keys
     * @param serial rises with every change of what follows; lower ones are stale
     * @param offerSequence sequence number of the newest offer taken in, for round trip times
     * @param retirementPoint all indexes up to this are gone
     * @param topIndex all indexes above the retirement point and up to this are installed or void
     * @param voids which of them are void
     * @param confirmation proves that the receiver holds the very bits of those installed
     */
    record Credit(
            Status status,
            Channel channel,
            long serial,
            long offerSequence,
            long retirementPoint,
            long topIndex,
            VoidSet voids,
            Tag confirmation)
            implements InEpoch {
        @Override
        public int type() {
            return 5;
        }
    }

    /** Keepalive and news of progress (type 6). */
    record Progress(Status status) implements InEpoch {
        @Override
        public int type() {
            return 6;
        }
    }

    /** Asks for a sign of life on this very path (type 7). */
    record Ping(Status status, Nonce nonce) implements InEpoch {
        @Override
        public int type() {
            return 7;
        }
    }

    /** Answers a ping with its nonce (type 8). */
    record Pong(Status status, Nonce nonce) implements InEpoch {
        @Override
        public int type() {
            return 8;
        }
    }

    /**
     * Key change fail (type 9): why indexes are void; for operators, it changes nothing.
     *
     * @param status of the transmitter
     * @param channel whose keys
     * @param firstIndex the first of them
     * @param count how many, 1 to {@link MessageCodec#OFFER_BLOCKS_MAX}
     * @param reasonCode see {@link FailReason}
     */
    record Fail(Status status, Channel channel, long firstIndex, int count, int reasonCode) implements InEpoch {
        @Override
        public int type() {
            return 9;
        }
    }

    /** The transmitter leaves the link in order (type 10): it sends nothing more and deciphers nothing more. */
    record Close(Status status) implements InEpoch {
        @Override
        public int type() {
            return 10;
        }
    }

    /**
     * What the transmitter's agent says of a change of the link's configuration, or asks of it (type 14).
     *
     * @param status of the transmitter
     * @param news what it says
     */
    record Change(Status status, ChangeNews news) implements InEpoch {
        @Override
        public int type() {
            return 14;
        }
    }
}
