package org.qgate.simulator;

import java.util.Set;
import org.qgate.core.model.GatewayId;
import org.qgate.core.model.LinkName;
import org.qgate.core.model.LinkParameters;
import org.qgate.core.model.LinkTimers;
import org.qgate.core.model.Role;
import org.qgate.core.model.Suite;
import org.qgate.simulator.Scenario.DiskQuality;
import org.qgate.simulator.Scenario.KernelQuality;
import org.qgate.simulator.Scenario.KeyQuality;
import org.qgate.simulator.evaluation.Cell;
import org.qgate.simulator.evaluation.RunOutcome;

/** One run of a cell of Table III under one protocol: two gateways, no faults but the channel's. */
final class CellRun {
    private static final long TRAFFIC_FROM_NANOS = Scenario.SECOND;
    private static final long DRAIN_NANOS = 2 * Scenario.SECOND;
    private static final long WATCH_NANOS = 250 * Scenario.MILLI;
    /** The application sends one way; nothing but acknowledgements needs the keys of the way back. */
    private static final long RETURN_PERIOD_NANOS = Scenario.SECOND;

    private static final long AHEAD_MIN_NANOS = 100 * Scenario.MILLI;
    private static final long AHEAD_MAX_NANOS = 10 * Scenario.SECOND;

    private final World world;
    private final Cell cell;
    private final ChannelModel channel;
    private final SimGateway low;
    private final SimGateway high;
    private final Bottleneck queue;
    private final SimRandom random;
    private int inboundSasMax;

    CellRun(Cell cell, ChannelModel channel, Contest contest, long seed) {
        this.cell = cell;
        this.channel = channel;
        this.random = new SimRandom(seed);
        Scenario scenario = scenario();
        EventQueue clock = new EventQueue();
        Strikes none = Strikes.unnumbered(seed, clock);
        this.world = new World(
                clock,
                Trace.none(),
                new KeyAudit(scenario.low().link()),
                new VersionAudit(),
                new KeyStream(clock, random.split(), scenario.low().suite().keyBytes(), 0, none),
                scenario,
                contest,
                new Tally(),
                none);
        this.queue = new Bottleneck(channel.bitsPerSecond(), channel.queuePackets());
        Bottleneck back = new Bottleneck(channel.bitsPerSecond(), channel.queuePackets());
        this.low = new SimGateway(
                world, Role.LOW, new SimPath(clock, random.split(), scenario.lowToHigh(), none, queue), random.split());
        this.high = new SimGateway(
                world, Role.HIGH, new SimPath(clock, random.split(), scenario.highToLow(), none, back), random.split());
        low.connect(high);
        high.connect(low);
    }

    private Scenario scenario() {
        LinkName link = new LinkName("evaluation");
        GatewayId a = new GatewayId("a");
        GatewayId b = new GatewayId("b");
        LinkTimers out = timers(cell.intervalMillis() * Scenario.MILLI);
        LinkTimers back = timers(Math.max(RETURN_PERIOD_NANOS, cell.intervalMillis() * Scenario.MILLI));
        return new Scenario(
                Set.of(),
                0,
                channel.path(random),
                channel.path(random),
                new KernelQuality(0, 0, 0, 0, 0),
                new DiskQuality(2 * Scenario.MILLI, 0),
                new KeyQuality(Scenario.HEADROOM, 0, 0, 0, 0),
                Role.LOW,
                new LinkParameters(link, a, b, Suite.AES_GCM_256, out),
                new LinkParameters(link, b, a, Suite.AES_GCM_256, back));
    }

    /** The window counts SAs, this project's protocol the time ahead: half a window of periods. */
    private LinkTimers timers(long period) {
        long ahead = Math.min(AHEAD_MAX_NANOS, Math.max(AHEAD_MIN_NANOS, cell.installedSas() / 2 * period));
        LinkTimers defaults = LinkTimers.withPeriod(period);
        return new LinkTimers(
                period,
                ahead,
                defaults.retirementNanos(),
                defaults.outboundRetirementNanos(),
                defaults.controlPeriodNanos(),
                defaults.keepaliveNanos(),
                defaults.suspendNanos(),
                defaults.ageLimitNanos());
    }

    /** Runs it to its end; throws a {@link Violation} where the contest is judged strictly. */
    RunOutcome run() {
        EventQueue clock = world.clock();
        low.placeRules();
        high.placeRules();
        long period = cell.intervalMillis() * Scenario.MILLI;
        clock.at(random.below(period), low::start);
        clock.at(random.below(period), high::start);
        long end = channel.seconds() * Scenario.SECOND;
        long gap = channel.payloadBytes() * 8L * Scenario.SECOND / (cell.kilobitsPerSecond() * 1000L);
        CellTraffic traffic = new CellTraffic(world, low, high, gap, channel.packetBytes(), end);
        clock.at(TRAFFIC_FROM_NANOS + random.below(gap), traffic::flow);
        watch();
        while (clock.runNext(end)) {
            // Each action counts what it brings about.
        }
        long changes = changes(low);
        double controlBits = world.tally().controlBytes * 8.0 / channel.seconds();
        while (clock.runNext(end + DRAIN_NANOS)) {
            // What is still on its way may arrive.
        }
        return new RunOutcome(
                new RunOutcome.Packets(
                        traffic.sent(), traffic.heldBack(), queue.dropped(), traffic.received(), traffic.deciphered()),
                changes,
                (double) end / period,
                resets(low) + resets(high),
                controlBits,
                inboundSasMax);
    }

    private void watch() {
        low.expire();
        high.expire();
        inboundSasMax = Math.max(inboundSasMax, high.kernel().standing(true));
        world.clock().after(WATCH_NANOS, this::watch);
    }

    private static long changes(SimGateway gateway) {
        SimAgent agent = gateway.agent();
        return agent == null ? 0 : agent.snapshot().outbound().keyChanges();
    }

    private static long resets(SimGateway gateway) {
        SimAgent agent = gateway.agent();
        return agent == null ? 0 : agent.snapshot().resets();
    }
}
