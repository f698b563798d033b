package org.qgate.core.model;

/** Which end of a link a gateway is, by the order of the two gateway ids. */
public enum Role {
    /** The gateway with the lower id; leases even block numbers. */
    LOW,
    /** The gateway with the higher id; leases odd block numbers. */
    HIGH;

    /** The role that {@code self} has towards {@code peer}; equal ids are refused. */
    public static Role of(GatewayId self, GatewayId peer) {
        int order = self.compareTo(peer);
        if (order == 0) {
            throw new IllegalArgumentException("a link needs two gateways, both are named '" + self + "'");
        }
        return order < 0 ? LOW : HIGH;
    }

    /** The other end. */
    public Role peer() {
        return this == LOW ? HIGH : LOW;
    }

    /** The direction in which this end sends. */
    public Direction sends() {
        return this == LOW ? Direction.LOW_TO_HIGH : Direction.HIGH_TO_LOW;
    }

    /** The direction in which this end receives. */
    public Direction receives() {
        return peer().sends();
    }

    /** The remainder modulo two of the block numbers that this end may lease. */
    public int parity() {
        return this == LOW ? 0 : 1;
    }
}
