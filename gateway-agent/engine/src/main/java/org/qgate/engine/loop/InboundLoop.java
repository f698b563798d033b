package org.qgate.engine.loop;

import java.util.List;
import java.util.function.BooleanSupplier;
import java.util.function.LongSupplier;
import java.util.function.Supplier;
import org.qgate.engine.cipher.DropReason;
import org.qgate.engine.cipher.Esp;
import org.qgate.engine.cipher.InboundSa;
import org.qgate.engine.cipher.KeyStore;
import org.qgate.engine.cipher.SecurityAssociation;
import org.qgate.engine.filter.PolicyTable;
import org.qgate.engine.offload.Coalescer;
import org.qgate.engine.packet.IpHeader;
import org.qgate.engine.packet.PacketSelectors;
import org.qgate.linux.packet.PacketBatch;
import org.qgate.linux.packet.Poll;
import org.qgate.linux.tun.VirtioNetHdr;

/** From the network to the TUN device. */
final class InboundLoop implements Runnable {

    private static final int HEADROOM = SecurityAssociation.PLAIN_HEADROOM_BYTES;
    private static final int BATCH_PACKETS = 64;

    /** A packet, and 27 cache lines so that the slots do not all fall into the same sets of the cache. */
    private static final int SLOT_BYTES = 65_536 + 27 * 64;

    /** Batches of one socket before the next has its turn. */
    private static final int BATCHES_MAX = 4;

    private final InnerPort inner;
    private final KeyStore store;
    private final Supplier<PolicyTable> policies;
    private final OuterReceivers receivers;
    private final EngineCounters counters;
    private final LongSupplier clock;
    private final BooleanSupplier running;

    private final PacketBatch batch = new PacketBatch(BATCH_PACKETS, SLOT_BYTES);
    private final PacketSelectors selectors = new PacketSelectors();
    private final Coalescer coalescer;
    private final OuterReceiver.EspHandler handler = this::accept;
    private final Esp esp = new Esp();
    private final byte[] wire = new byte[IpHeader.PACKET_BYTES_MAX];
    private final byte[] plain = new byte[HEADROOM + IpHeader.PACKET_BYTES_MAX];
    private long batchNanos;

    InboundLoop(Engine.Parts parts, OuterReceivers receivers, BooleanSupplier running) {
        this.inner = parts.inner();
        this.coalescer = new Coalescer(this::write, inner.joinsDatagrams());
        this.store = parts.store();
        this.policies = parts.inbound();
        this.counters = parts.counters();
        this.clock = parts.clock();
        this.receivers = receivers;
        this.running = running;
    }

    @Override
    public void run() {
        while (running.getAsBoolean()) {
            List<OuterReceiver> now = receivers.all();
            serve(now, new Poll(now.stream().map(OuterReceiver::fd).toList()));
        }
    }

    /** Until there is another one, whose packets wait for as long as an idle poll. */
    private void serve(List<OuterReceiver> now, Poll poll) {
        while (running.getAsBoolean() && receivers.all() == now) {
            poll.await(OutboundLoop.STOP_POLL_MILLIS);
            for (int i = 0; i < now.size(); i++) {
                if (poll.isReady(i)) {
                    receive(now.get(i));
                }
            }
        }
    }

    private void receive(OuterReceiver receiver) {
        for (int round = 0; round < BATCHES_MAX; round++) {
            int packets = receiver.receive(batch);
            if (packets <= 0) {
                break;
            }
            batchNanos = clock.getAsLong();
            for (int i = 0; i < packets; i++) {
                receiver.unpack(batch, i, wire, handler);
            }
            if (packets < BATCH_PACKETS) {
                break;
            }
        }
        coalescer.flush();
    }

    private void accept(int offset, int length, int trafficClass) {
        esp.at(wire, offset, length);
        if (!esp.hasHeader()) {
            counters.drop(DropReason.MALFORMED);
            return;
        }
        InboundSa sa = store.inbound(esp.spi());
        if (sa == null) {
            counters.drop(DropReason.NO_INBOUND_SA);
            return;
        }
        int inner = sa.decapsulate(esp, trafficClass, plain, HEADROOM, batchNanos);
        if (inner < 0) {
            counters.drop(inner);
        } else if (!selectors.read(plain, HEADROOM, inner)) {
            counters.drop(DropReason.BAD_PAYLOAD);
        } else if (!policies.get().decide(selectors).accepts(sa.parameters().reqid())) {
            counters.drop(DropReason.POLICY_MISMATCH);
        } else {
            counters.countReceived();
            coalescer.offer(plain, HEADROOM, inner);
        }
    }

    private void write(VirtioNetHdr header, byte[] packet, int offset, int length) {
        int result = inner.deliver(header, packet, offset, length);
        if (result < 0) {
            counters.drop(result);
        }
    }
}
