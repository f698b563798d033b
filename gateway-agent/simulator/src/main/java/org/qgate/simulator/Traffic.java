package org.qgate.simulator;

import org.jspecify.annotations.Nullable;

/** Data packets of one direction: each must leave protected or not at all, and decipher where it arrives in time. */
final class Traffic {
    private static final long GAP_MIN_NANOS = 2 * Scenario.MILLI;
    private static final long GAP_MAX_NANOS = 8 * Scenario.MILLI;

    private final World world;
    private final SimGateway from;
    private final SimGateway to;
    private final SimRandom random;
    private final long retirementNanos;

    /** A packet on the way. */
    private static final class Packet {
        final StandingSa sa;
        final long sentAtNanos;
        boolean arrived;

        Packet(StandingSa sa, long sentAtNanos) {
            this.sa = sa;
            this.sentAtNanos = sentAtNanos;
        }
    }

    Traffic(World world, SimGateway from, SimGateway to, SimRandom random) {
        this.world = world;
        this.from = from;
        this.to = to;
        this.random = random;
        this.retirementNanos =
                world.scenario().parameters(to.role()).timers().retirementNanos();
    }

    /** Sends a packet and plans the next. */
    void flow() {
        send();
        world.clock().after(random.between(GAP_MIN_NANOS, GAP_MAX_NANOS), this::flow);
    }

    private void send() {
        SimKernel.Fate fate = from.kernel().egress();
        world.trace().note(world.now(), from.name(), "packet", fate.ordinal());
        StandingSa sa = from.kernel().pinnedSa();
        switch (fate) {
            case CLEAR -> throw new Violation(Invariant.NO_PLAINTEXT, from.role() + " sends a packet in clear");
            case MISSING ->
                throw new Violation(
                        Invariant.OUTBOUND_STANDS, from.role() + " drops a packet: its policy pins an SA that is gone");
            case BLOCKED, EXPIRED -> world.tally().packetsHeldBack++;
            case PROTECTED -> protect(sa);
        }
    }

    private void protect(@Nullable StandingSa sa) {
        if (sa == null) {
            throw new IllegalStateException("a protected packet without an SA");
        }
        sa.used(world.now());
        from.requireCredit(sa);
        world.tally().packetsSent++;
        Packet packet = new Packet(sa, world.now());
        from.out().carry(() -> arrive(packet));
    }

    private void arrive(Packet packet) {
        long ageNanos = world.now() - packet.sentAtNanos;
        if (packet.arrived || ageNanos >= retirementNanos || to.isStopped()) {
            return;
        }
        packet.arrived = true;
        world.tally().packetsDelivered++;
        StandingSa standing = to.kernel().inbound(packet.sa.spi);
        if (standing == null || standing.bitsId != packet.sa.bitsId) {
            throw new Violation(
                    Invariant.DELIVERED_DECIPHERS,
                    to.role() + " cannot decipher a packet of " + packet.sa.name + " that is "
                            + ageNanos / Scenario.MILLI + " ms old");
        }
        standing.used(world.now());
        world.tally().packetsDeciphered++;
    }
}
