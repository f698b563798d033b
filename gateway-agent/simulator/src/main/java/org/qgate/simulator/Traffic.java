package org.qgate.simulator;

import org.jspecify.annotations.Nullable;

/** Data packets of one direction: each must leave protected or not at all, and decipher where it arrives in time. */
final class Traffic {
    private static final long GAP_MIN_NANOS = 2 * Scenario.MILLI;
    /** A receiver's clock may run fast by a thousandth. */
    private static final long DRIFT_PART = 500;

    private static final int PACKET_BYTES = 1000;
    private static final long GAP_MAX_NANOS = 8 * Scenario.MILLI;

    /** Packets that wait in a queue behind the choice of their SA, as a part of all. */
    private static final double WAITING_PART = 0.05;
    /** Longest wait there. */
    private static final long QUEUE_MAX_NANOS = 90 * Scenario.MILLI;
    /** What a kernel's clock of seconds and its sweep may add to an age limit. */
    private static final long AGE_SLACK_NANOS = Scenario.SECOND;
    /** How long an agent may take to leave an SA that has gone: well above what the news of it and a kernel's work take. */
    private static final long REACTION_NANOS_MAX = 200 * Scenario.MILLI;

    private static final long NEVER = Long.MAX_VALUE;

    private final World world;
    private final SimGateway from;
    private final SimGateway to;
    private final SimRandom random;
    private final long retirementNanos;
    private final long ageMaxNanos;
    private long expiredSinceNanos = NEVER;

    /** A packet on the way. */
    private static final class Packet {
        final StandingSa sa;
        /** When it chose its SA. */
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
        long retirement = world.scenario().parameters(to.role()).timers().retirementNanos();
        this.retirementNanos = retirement - (world.scenario().has(Fault.DRIFT) ? retirement / DRIFT_PART : 0);
        this.ageMaxNanos = world.scenario().parameters(from.role()).timers().ageLimitNanos() + AGE_SLACK_NANOS;
    }

    /** Sends a packet and plans the next. */
    void flow() {
        send();
        world.clock().after(random.between(GAP_MIN_NANOS, GAP_MAX_NANOS), this::flow);
    }

    private void send() {
        SimKernel.Fate fate = from.kernel().egress();
        world.trace().note(world.now(), from.name(), "packet", fate == SimKernel.Fate.PROTECTED ? 1 : 0);
        StandingSa sa = from.kernel().pinnedSa();
        switch (fate) {
            case CLEAR -> broken(Invariant.NO_PLAINTEXT, " sends a packet in clear");
            case MISSING -> broken(Invariant.OUTBOUND_STANDS, " drops a packet: its policy pins an SA that is gone");
            case BLOCKED, EXPIRED -> world.tally().packetsHeldBack++;
            case PROTECTED -> protect(sa);
        }
        requireReaction(fate);
    }

    /**
     * An agent that has sent its packets to an SA hears of that SA's end, and does something about it; and so it does where its kernel
     * did not block them.
     */
    private void requireReaction(SimKernel.Fate fate) {
        boolean leavesUnwanted =
                fate == SimKernel.Fate.PROTECTED && from.kernel().hasRefusedBlock();
        if ((fate != SimKernel.Fate.EXPIRED && !leavesUnwanted) || !from.leavesAsAgentWants()) {
            expiredSinceNanos = NEVER;
        } else if (expiredSinceNanos == NEVER) {
            expiredSinceNanos = world.now();
        } else if (world.now() - expiredSinceNanos > REACTION_NANOS_MAX) {
            if (leavesUnwanted) {
                broken(Invariant.BLOCK_HOLDS, " lets packets leave though it wants none to");
            } else {
                broken(Invariant.OUTBOUND_STANDS, " keeps to an SA that is gone");
            }
        }
    }

    private void broken(Invariant invariant, String how) {
        world.judge().broken(new Violation(invariant, from.role() + how));
    }

    private void protect(@Nullable StandingSa sa) {
        if (sa == null) {
            throw new IllegalStateException("a protected packet without an SA");
        }
        sa.used(from.time());
        Packet packet = new Packet(sa, world.now());
        if (random.chance(WAITING_PART)) {
            world.clock().after(random.below(QUEUE_MAX_NANOS), () -> leave(packet));
        } else {
            leave(packet);
        }
    }

    /** The packet reaches the head of the queue; it has chosen its SA before. */
    private void leave(Packet packet) {
        StandingSa sa = packet.sa;
        if (!from.kernel().holds(sa)) {
            if (sa.deleted && !from.isStopped()) {
                broken(Invariant.OUTBOUND_STANDS, " drops a waiting packet of " + sa.name + ": it is gone");
            }
            world.tally().packetsHeldBack++;
            return;
        }
        if (sa.usedForNanos(world.now()) > ageMaxNanos + from.clocks().steppedBackNanos()) {
            broken(
                    Invariant.KEY_AGE_LIMITED,
                    " sends under " + sa.name + " that is in use for " + sa.usedForNanos(world.now()) / Scenario.MILLI
                            + " ms");
        }
        from.requireCredit(sa);
        world.tally().packetsSent++;
        if (from.corruption().hits()) {
            return;
        }
        from.out().carry(PACKET_BYTES, () -> arrive(packet));
    }

    private void arrive(Packet packet) {
        long ageNanos = world.now() - packet.sentAtNanos;
        if (packet.arrived || ageNanos >= retirementNanos || to.isStopped()) {
            return;
        }
        packet.arrived = true;
        StandingSa standing = to.kernel().inbound(packet.sa.spi);
        if (standing == null && to.isExcusedFrom(packet.sa)) {
            world.tally().packetsExcused++;
            return;
        }
        world.tally().packetsDelivered++;
        if (standing == null || standing.bitsId != packet.sa.bitsId) {
            world.judge()
                    .broken(new Violation(
                            Invariant.DELIVERED_DECIPHERS,
                            to.role() + " cannot decipher a packet of " + packet.sa.name + " that is "
                                    + ageNanos / Scenario.MILLI + " ms old"));
            return;
        }
        standing.used(to.time());
        world.tally().packetsDeciphered++;
    }
}
