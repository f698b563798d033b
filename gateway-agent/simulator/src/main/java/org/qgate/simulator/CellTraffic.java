package org.qgate.simulator;

import org.jspecify.annotations.Nullable;

/** The UDP application of the paper's simulation: packets at a constant rate, counted where they arrive. */
final class CellTraffic {
    private final World world;
    private final SimGateway from;
    private final SimGateway to;
    private final long gapNanos;
    private final int packetBytes;
    private final long retirementNanos;
    private final long endNanos;
    private long sent;
    private long heldBack;
    private long received;
    private long deciphered;

    CellTraffic(World world, SimGateway from, SimGateway to, long gapNanos, int packetBytes, long endNanos) {
        this.world = world;
        this.from = from;
        this.to = to;
        this.gapNanos = gapNanos;
        this.packetBytes = packetBytes;
        this.endNanos = endNanos;
        this.retirementNanos = world.scenario().parameters(to.role()).timers().retirementNanos();
    }

    /** Sends a packet and plans the next. */
    void flow() {
        if (world.now() >= endNanos) {
            return;
        }
        sent++;
        StandingSa sa = from.kernel().pinnedSa();
        if (from.kernel().egress() == SimKernel.Fate.PROTECTED && sa != null) {
            protect(sa);
        } else {
            heldBack++;
        }
        world.clock().after(gapNanos, this::flow);
    }

    private void protect(StandingSa sa) {
        long sentAtNanos = world.now();
        sa.used(from.time());
        from.out().carry(packetBytes, () -> arrive(sa, sentAtNanos));
    }

    private void arrive(StandingSa sa, long sentAtNanos) {
        received++;
        @Nullable StandingSa standing = to.kernel().inbound(sa.spi);
        if (standing != null && standing.bitsId == sa.bitsId) {
            standing.used(to.time());
            deciphered++;
        } else if (world.now() - sentAtNanos < retirementNanos) {
            world.judge()
                    .broken(new Violation(
                            Invariant.DELIVERED_DECIPHERS, to.role() + " cannot decipher a packet of " + sa.name));
        }
    }

    long sent() {
        return sent;
    }

    long heldBack() {
        return heldBack;
    }

    long received() {
        return received;
    }

    long deciphered() {
        return deciphered;
    }
}
