package org.qgate.core.model;

/**
 * The number of a block of QKD key bits: as many bits as one key of the link's suite needs.
 *
 * <p>Both ends see the same bits under the same number. Even numbers belong to {@link Role#LOW}, odd ones to {@link
 * Role#HIGH}; only the owner leases a block, for what it sends (decision 2 of the design).
 *
 * @param channel what the block is for
 * @param number from 0; never used twice
 */
public record KeyBlock(Channel channel, long number) {
    /** Refuses negative numbers. */
    public KeyBlock {
        if (number < 0) {
            throw new IllegalArgumentException("block number " + number + " is negative");
        }
    }

    /** The end that may lease this block. */
    public Role owner() {
        return (number & 1) == 0 ? Role.LOW : Role.HIGH;
    }

    @Override
    public String toString() {
        return channel + "#" + number;
    }
}
