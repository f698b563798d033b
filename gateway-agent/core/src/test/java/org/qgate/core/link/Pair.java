package org.qgate.core.link;

import java.time.Duration;
import java.util.Comparator;
import java.util.PriorityQueue;
import java.util.Random;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;
import org.qgate.core.model.ControlAh;
import org.qgate.core.model.GatewayId;
import org.qgate.core.model.KeyUse;
import org.qgate.core.model.LinkName;
import org.qgate.core.model.LinkParameters;
import org.qgate.core.model.LinkTimers;
import org.qgate.core.model.SaName;
import org.qgate.core.model.Suite;
import org.qgate.core.port.Entropy;
import org.qgate.core.port.LinkEffect;
import org.qgate.core.port.LinkEvent;

/** Two ends of a link, a virtual clock and a path of constant delay with a filter. */
final class Pair {
    static final long MILLI = 1_000_000L;

    final Random random = new Random(1);
    final Entropy entropy = new Entropy() {
        @Override
        public void fill(byte[] target) {
            random.nextBytes(target);
        }

        @Override
        public long below(long bound) {
            return bound <= 0 ? 0 : random.nextLong(bound);
        }
    };
    long nowNanos = 1_000 * MILLI;
    long delayNanos = 2 * MILLI;
    /** Whether a datagram reaches the other end. */
    Predicate<Parcel> path = parcel -> true;

    final End alice;
    final End bob;
    private final PriorityQueue<Parcel> underWay =
            new PriorityQueue<>(Comparator.comparingLong(Parcel::atNanos).thenComparingLong(Parcel::id));
    private long parcels;

    record Parcel(
            long id,
            long atNanos,
            End from,
            End to,
            LinkEffect.SendDatagram datagram,
            @Nullable SaName cover) {}

    Pair(Duration period) {
        this(LinkTimers.withPeriod(period.toNanos()));
    }

    Pair(LinkTimers timers) {
        this(timers, KeyUse.DEFAULT);
    }

    Pair(LinkTimers timers, KeyUse use) {
        this(timers, use, Suite.AES_GCM_256, 0, Suite.AES_GCM_256, 0);
    }

    /** Both want what is said about AH on the control port. */
    Pair(ControlAh ofA, ControlAh ofB) {
        this(
                LinkTimers.withPeriod(20 * MILLI),
                KeyUse.DEFAULT,
                new Wish(Suite.AES_GCM_256, 0, ofA),
                new Wish(Suite.AES_GCM_256, 0, ofB));
    }

    Pair(LinkTimers timers, KeyUse use, Suite suiteOfA, long selectorsOfA, Suite suiteOfB, long selectorsOfB) {
        this(
                timers,
                use,
                new Wish(suiteOfA, selectorsOfA, ControlAh.OFF),
                new Wish(suiteOfB, selectorsOfB, ControlAh.OFF));
    }

    /** What one end is configured with, and the other must agree to. */
    private record Wish(Suite suite, long selectors, ControlAh ah) {}

    private Pair(LinkTimers timers, KeyUse use, Wish ofA, Wish ofB) {
        GatewayId a = new GatewayId("alice");
        GatewayId b = new GatewayId("bob");
        LinkName name = new LinkName("alice-bob");
        alice = new End(
                this, new LinkParameters(name, a, b, ofA.suite, timers, use, ofA.selectors).withControlAh(ofA.ah));
        bob = new End(
                this, new LinkParameters(name, b, a, ofB.suite, timers, use, ofB.selectors).withControlAh(ofB.ah));
    }

    /** Both ends started and running for a while. */
    static Pair up(Duration period) {
        return up(LinkTimers.withPeriod(period.toNanos()));
    }

    static Pair up(Duration period, Duration ageLimit) {
        LinkTimers timers = LinkTimers.withPeriod(period.toNanos());
        return up(new LinkTimers(
                timers.periodNanos(),
                timers.aheadNanos(),
                timers.retirementNanos(),
                timers.outboundRetirementNanos(),
                timers.controlPeriodNanos(),
                timers.keepaliveNanos(),
                timers.suspendNanos(),
                ageLimit.toNanos()));
    }

    static Pair up(LinkTimers timers) {
        Pair pair = new Pair(timers);
        pair.start();
        pair.run(Duration.ofSeconds(2));
        return pair;
    }

    void start() {
        alice.feed(new LinkEvent.Started());
        bob.feed(new LinkEvent.Started());
    }

    End other(End end) {
        return end == alice ? bob : alice;
    }

    void send(End from, LinkEffect.SendDatagram datagram) {
        Parcel parcel = new Parcel(
                parcels++, nowNanos + delayNanos, from, other(from), datagram, from.ahKernel.coverOf(datagram.port()));
        if (path.test(parcel) && from.ahKernel.sends(parcel.cover)) {
            underWay.add(parcel);
        }
    }

    void run(Duration time) {
        long end = nowNanos + time.toNanos();
        for (int steps = 0; step(end); steps++) {
            if (steps > 1_000_000) {
                throw new IllegalStateException("the pair spins at " + nowNanos);
            }
        }
        nowNanos = end;
    }

    private boolean step(long endNanos) {
        long deadline = Math.min(due(alice), due(bob));
        Parcel parcel = underWay.peek();
        long next = parcel == null ? deadline : Math.min(deadline, parcel.atNanos());
        if (next > endNanos) {
            return false;
        }
        nowNanos = Math.max(nowNanos, next);
        if (parcel != null && parcel.atNanos() <= nowNanos) {
            underWay.remove();
            if (parcel.to().ahKernel.takes(parcel.cover)) {
                parcel.to()
                        .feed(new LinkEvent.DatagramReceived(
                                parcel.datagram().port(), parcel.datagram().bytes()));
            }
        } else {
            End end = due(alice) <= nowNanos ? alice : bob;
            long before = end.link.nextDeadlineNanos();
            end.feed(new LinkEvent.DeadlineReached());
            if (end.link.nextDeadlineNanos() == before) {
                throw new IllegalStateException("a deadline that was fed is still due: " + before);
            }
        }
        return true;
    }

    private static long due(End end) {
        return end.running ? end.link.nextDeadlineNanos() : Long.MAX_VALUE;
    }
}
