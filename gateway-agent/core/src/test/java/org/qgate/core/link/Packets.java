package org.qgate.core.link;

import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import org.qgate.core.model.SaName;

/** Packets that each end of a {@link Pair} sends every millisecond; they are as long under way as messages. */
final class Packets {
    /** What was lost, in words. */
    final List<String> lost = new ArrayList<>();

    private final Pair pair;
    private final Deque<Packet> underWay = new ArrayDeque<>();

    private record Packet(long atNanos, End to, SaName sa) {}

    Packets(Pair pair) {
        this.pair = pair;
    }

    void run(int millis) {
        for (int i = 0; i < millis; i++) {
            send(pair.alice);
            send(pair.bob);
            pair.run(Duration.ofMillis(1));
            while (!underWay.isEmpty() && underWay.getFirst().atNanos <= pair.nowNanos) {
                arrive(underWay.removeFirst());
            }
        }
    }

    private void send(End from) {
        SaName sa = from.sendsUnder;
        if (sa == null || !from.outbound.containsKey(sa)) {
            lost.add(from.parameters.self() + " has no key to send under");
        } else {
            underWay.addLast(new Packet(pair.nowNanos + pair.delayNanos, pair.other(from), sa));
        }
    }

    private void arrive(Packet packet) {
        if (!packet.to.inbound.containsKey(packet.sa)) {
            lost.add(packet.to.parameters.self() + " has no key for what comes under " + packet.sa);
        }
    }
}
