package org.qgate.engine.loop;

import java.util.List;
import java.util.function.BooleanSupplier;
import java.util.function.LongSupplier;
import java.util.function.Supplier;
import org.qgate.engine.cipher.DropReason;
import org.qgate.engine.cipher.KeyStore;
import org.qgate.engine.cipher.OutboundSa;
import org.qgate.engine.cipher.SecurityAssociation;
import org.qgate.engine.filter.Decision;
import org.qgate.engine.filter.Policy;
import org.qgate.engine.filter.PolicyTable;
import org.qgate.engine.offload.Segmenter;
import org.qgate.engine.packet.IpHeader;
import org.qgate.engine.packet.PacketSelectors;
import org.qgate.engine.router.Fragmenter;
import org.qgate.engine.router.IcmpErrors;
import org.qgate.linux.packet.Poll;
import org.qgate.linux.tun.TunDevice;
import org.qgate.linux.tun.VirtioNetHdr;

/** From the TUN device to the network. */
final class OutboundLoop implements Runnable {

    /** How long a stop may go unnoticed. */
    static final int STOP_POLL_MILLIS = 100;

    private static final int HEADROOM = SecurityAssociation.PLAIN_HEADROOM_BYTES;
    private static final int BUFFER_BYTES =
            HEADROOM + TunDevice.PACKET_BYTES_MAX + SecurityAssociation.PLAIN_TAILROOM_BYTES;

    /** Reads between two flushes, so that a busy device cannot keep packets waiting. */
    private static final int READS_MAX = OuterPath.BATCH_PACKETS;

    /** An SA that was deleted between look-up and use is looked up again so often. */
    private static final int SWITCHES_MAX = 4;

    private final InnerPort inner;
    private final KeyStore store;
    private final Supplier<PolicyTable> policies;
    private final OuterPaths paths;
    private final IcmpErrors errors;
    private final EngineCounters counters;
    private final WantedSas wanted;
    private final LongSupplier clock;
    private final BooleanSupplier running;

    private final VirtioNetHdr header = new VirtioNetHdr();
    private final VirtioNetHdr errorHeader = new VirtioNetHdr();
    private final PacketSelectors selectors = new PacketSelectors();
    private final Segmenter segmenter = new Segmenter();
    private final Fragmenter fragmenter = new Fragmenter();
    private final byte[] input = new byte[BUFFER_BYTES];
    private final byte[] plain = new byte[BUFFER_BYTES];
    private final byte[] fragment = new byte[BUFFER_BYTES];
    private final byte[] wire = new byte[IpHeader.PACKET_BYTES_MAX + HEADROOM];
    private final byte[] error = new byte[IcmpErrors.BYTES_MAX];

    OutboundLoop(Engine.Parts parts, OuterPaths paths, IcmpErrors errors, BooleanSupplier running) {
        this.inner = parts.inner();
        this.store = parts.store();
        this.policies = parts.outbound();
        this.counters = parts.counters();
        this.wanted = parts.wanted();
        this.clock = parts.clock();
        this.paths = paths;
        this.errors = errors;
        this.running = running;
    }

    @Override
    public void run() {
        Poll poll = new Poll(List.of(inner.fd()));
        while (running.getAsBoolean()) {
            int reads = 0;
            while (reads < READS_MAX && readOne()) {
                reads++;
            }
            paths.flush(clock.getAsLong());
            if (reads < READS_MAX) {
                poll.await(STOP_POLL_MILLIS);
            }
        }
    }

    private boolean readOne() {
        int available = inner.read(header, input, HEADROOM);
        if (available <= 0) {
            return available == InnerPort.NOTHING_FOR_TUNNEL;
        }
        long now = clock.getAsLong();
        int length = IpHeader.checkedLength(input, HEADROOM, available);
        if (length < 0 || !selectors.read(input, HEADROOM, length)) {
            counters.drop(DropReason.MALFORMED);
            return true;
        }
        Decision decision = policies.get().decide(selectors);
        switch (decision.action()) {
            case PROTECT -> protect(decision.reqid(), length, now);
            // A packet is on this device because a route brought it; in clear it could only come back here.
            case DISCARD, BYPASS -> discard(length, now);
        }
        return true;
    }

    private void discard(int length, long now) {
        counters.drop(DropReason.POLICY_DISCARDS);
        tell(errors.prohibited(new IcmpErrors.Offender(input, HEADROOM, length), error, 0, now));
    }

    private void protect(int reqid, int length, long now) {
        if (!segmenter.start(header, input, HEADROOM, length)) {
            counters.drop(DropReason.MALFORMED);
            return;
        }
        while (segmenter.hasNext()) {
            int segment = segmenter.next(plain, HEADROOM);
            send(reqid, segment, now);
        }
    }

    private void send(int reqid, int length, long now) {
        OutboundSa sa = store.outboundInUse(reqid);
        OuterPath path = sa == null ? null : paths.to(sa.parameters().tunnel(), now);
        if (sa == null) {
            dropWithoutSa(now);
            return;
        }
        if (path == null) {
            counters.drop(DropReason.NO_ROUTE);
            return;
        }
        int mtu = path.mtu(now);
        if (sa.outerBytes(length) <= mtu) {
            encapsulate(reqid, plain, length, path, now);
        } else {
            sendTooBig(reqid, length, sa.innerBytesMax(mtu), path, now);
        }
    }

    private void sendTooBig(int reqid, int length, int innerBytesMax, OuterPath path, long now) {
        boolean forbidden = IpHeader.forbidsFragmentation(plain, HEADROOM);
        if (forbidden || !fragmenter.start(plain, HEADROOM, length, innerBytesMax)) {
            counters.drop(DropReason.TOO_BIG);
            tell(errors.tooBig(new IcmpErrors.Offender(plain, HEADROOM, length), innerBytesMax, error, 0, now));
            return;
        }
        while (fragmenter.hasNext()) {
            encapsulate(reqid, fragment, fragmenter.next(fragment, HEADROOM), path, now);
        }
    }

    private void encapsulate(int reqid, byte[] inner, int length, OuterPath path, long now) {
        int result = DropReason.NO_OUTBOUND_SA.code();
        for (int attempt = 0; attempt < SWITCHES_MAX; attempt++) {
            OutboundSa sa = store.outboundInUse(reqid);
            result = sa == null
                    ? DropReason.NO_OUTBOUND_SA.code()
                    : sa.encapsulate(inner, HEADROOM, length, wire, 0, now);
            if (result != DropReason.SA_CLOSED.code()) {
                break;
            }
        }
        if (result == DropReason.NO_OUTBOUND_SA.code()) {
            dropWithoutSa(now);
        } else if (result < 0) {
            counters.drop(result);
        } else {
            path.add(wire, 0, result, now);
        }
    }

    private void dropWithoutSa(long now) {
        counters.drop(DropReason.NO_OUTBOUND_SA);
        Policy policy = policies.get().protecting(selectors);
        if (policy != null) {
            wanted.missed(policy, now);
        }
    }

    private void tell(int errorLength) {
        if (errorLength > 0) {
            errorHeader.clear();
            int result = inner.tell(errorHeader, error, 0, errorLength);
            if (result < 0) {
                counters.drop(result);
            }
        }
    }
}
