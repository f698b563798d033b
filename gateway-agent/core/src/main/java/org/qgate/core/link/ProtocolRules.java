package org.qgate.core.link;

/**
 * The decisions that keep the invariants, one method each. {@link #NORMATIVE} is the protocol; the simulator overrides
 * single ones to show that its invariants catch the bug (mutants). Nothing else may.
 */
public interface ProtocolRules {
    /** The protocol as specified. */
    ProtocolRules NORMATIVE = new ProtocolRules() {};

    /** Credit rule: only what the receiver has installed may protect a packet (decision 7). */
    default boolean mayUse(long index, long creditTop, boolean isVoid) {
        return index <= creditTop && !isVoid;
    }

    /** When an inbound SA goes, given when the receiver learnt that it was left (decision 9). */
    default long inboundRetirementAt(long learntNanos, long retirementNanos) {
        return learntNanos + retirementNanos;
    }

    /** When an outbound SA goes after the switch away from it (decision 9). */
    default long outboundRetirementAt(long leftNanos, long periodNanos, long leastNanos) {
        return leftNanos + Math.max(periodNanos, leastNanos);
    }

    /** The lowest block of a parity above {@code last} (decision 2). */
    default long blockAfter(long last, int parity) {
        long next = last + 1;
        return (next & 1) == parity ? next : next + 1;
    }

    /** Whether a block may be told to the peer, given whether its mark is on stable storage (decision 3). */
    default boolean mayLease(boolean markDurable) {
        return markDurable;
    }

    /** Whether an offered block lies strictly between those of its neighbours (decision 2: never leased before). */
    default boolean acceptsBlock(long block, long lower, long upper) {
        return block > lower && block < upper;
    }

    /** Whether a range is taken, given whether both ends proved the same bits (decision 4). */
    default boolean acceptsConfirmation(boolean tagsEqual) {
        return tagsEqual;
    }

    /** Whether a message is taken, given whether its tag is right (decision 13). */
    default boolean acceptsTag(boolean tagRight) {
        return tagRight;
    }

    /** Whether a message is taken, given whether its sequence number is fresh (decision 13). */
    default boolean acceptsSequence(boolean fresh) {
        return fresh;
    }

    /** Whether a credit is taken, given the serial of the last one (decision 15: stale is ignored). */
    default boolean acceptsCredit(long serial, long lastSerial) {
        return serial > lastSerial;
    }

    /** Whether an inbound SA counts for credit, given whether the kernel has confirmed it (decision 7). */
    default boolean countsForCredit(boolean installed) {
        return installed;
    }

    /** Where leasing goes on after a HELLO: above both ends' marks (decisions 3 and 16). */
    default long resumeAfter(long ownMark, long peerSawMark) {
        return Math.max(ownMark, peerSawMark);
    }

    /** Whether a HELLO's bootstrap block is new, given the highest seen (decision 16). */
    default boolean acceptsBootstrap(long block, long highestSeen) {
        return block > highestSeen;
    }

    /** Whether a HELLO's version will do, given the newest one that both ends speak. */
    default boolean acceptsVersion(int version, int newestOfBoth) {
        return version >= newestOfBoth;
    }

    /** Whether inbound SAs of an older epoch stay until the sender is known to have left them (decision 17). */
    default boolean keepsOldEpoch() {
        return true;
    }

    /** The index that follows another; one index is used for one key (decision 1). */
    default long indexAfter(long index) {
        return index + 1;
    }
}
