package org.qgate.simulator;

import java.util.List;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;
import org.qgate.core.model.Role;
import org.qgate.core.port.ControlPort;
import org.qgate.core.port.LinkEffect;
import org.qgate.core.port.LinkEvent;
import org.qgate.simulator.Scenario.KernelQuality;

/** One gateway: a kernel, a disk and a key source that go on, and an agent that comes and goes. */
final class SimGateway {
    private static final int DRIFT_AND_DAMAGE = 10;
    private static final int BLOCKS = 30;
    private static final long DRIFT_MAX = 1000;
    private static final long NEWS_NANOS = 5 * Scenario.MILLI;
    /** The shortest time that an AH SA outlives the news that its sender left it, by a clock that is fast. */
    private static final long RETIREMENT_MIN_NANOS = 299 * Scenario.MILLI;

    private final World world;
    private final Role role;
    private final SimPath out;
    private final SimRandom random;
    private final SimKernel kernel;
    private final SimControlPort controlPort = new SimControlPort();
    private final SimDisk disk;
    private final SimKeySource keys;
    private final Recordings recordings = new Recordings();
    private final Corruption corruption;
    private final Tampering tampering;
    private final SimClocks clocks;
    private final SimProgram program;
    private final SimRandom blocks;
    private KernelQuality kernelQuality;
    private long kernelBusyUntilNanos;
    private int pinnedBy;
    private long periodNanos;
    private long shortestPeriodNanos;
    private int incarnation;
    private boolean stopped;
    private @Nullable SimAgent agent;
    private @Nullable SimGateway peer;

    SimGateway(World world, Role role, SimPath out, SimRandom random) {
        this.world = world;
        this.role = role;
        this.out = out;
        this.random = random;
        this.kernel = new SimKernel(world.judge());
        Scenario scenario = world.scenario();
        this.disk = new SimDisk(world.clock(), random.split(), scenario.disk(), world.strikes());
        this.periodNanos = scenario.parameters(role).timers().periodNanos();
        this.shortestPeriodNanos = periodNanos;
        this.keys = new SimKeySource(
                world.clock(), random.split(), world.stream(), scenario.keys(), periodNanos, world.strikes());
        this.kernelQuality = scenario.kernel();
        SimRandom apart = world.strikes().apart(DRIFT_AND_DAMAGE + role.parity());
        this.clocks = new SimClocks(scenario.has(Fault.DRIFT) ? apart.between(-DRIFT_MAX, DRIFT_MAX) : 0);
        this.corruption = new Corruption(apart, world.strikes(), scenario.has(Fault.CORRUPT));
        this.tampering = new Tampering(world);
        this.program = new SimProgram(world, role);
        this.blocks = world.strikes().apart(BLOCKS + role.parity());
    }

    void connect(SimGateway other) {
        peer = other;
    }

    /** The machine comes up: rules first, so that nothing leaves in clear. */
    void placeRules() {
        kernel.placeRules();
    }

    /** Starts an agent unless one runs. */
    void start() {
        if (agent != null) {
            return;
        }
        incarnation++;
        world.trace().tell(world.now(), name(), "!", incarnation, () -> "agent starts with " + disk.certain());
        periodNanos = world.scenario().parameters(role).timers().periodNanos();
        keys.needs(periodNanos);
        controlPort.expose();
        SimAgent started = new SimAgent(
                world, this, incarnation, random.split(), world.mutation().restored(disk.certain()));
        agent = started;
        started.feed(new LinkEvent.Started());
    }

    /** Stops the agent in order; from now on the gateway no longer takes part in the link. */
    void stop() {
        stopped = true;
        SimAgent running = agent;
        if (running != null) {
            running.stop();
        }
    }

    /** Kills the agent; kernel, rules and policies stay. */
    void crash() {
        SimAgent running = agent;
        if (running != null) {
            world.trace().tell(world.now(), name(), "!", incarnation, () -> "agent killed");
            world.tally().crashes++;
            running.die();
            disk.crash(world.scenario().has(Fault.TORN));
            agent = null;
        }
    }

    void keepCopy() {
        disk.keepCopy();
    }

    /** The disk goes back to its copy; no agent runs meanwhile. */
    void restoreCopy() {
        if (disk.restoreCopy()) {
            world.trace().tell(world.now(), name(), "!", 0, () -> "disk restored to " + disk.certain());
            world.audit().rolledBack(role);
        }
    }

    void send(LinkEffect.SendDatagram datagram) {
        SimGateway other = peer();
        int bytes = datagram.bytes().length + world.contest().headerBytes();
        world.tally().controlBytes += bytes;
        SimControlPort.Sa under = datagram.port() == ControlPort.CONTROL ? controlPort.cover() : null;
        if (under != null && !controlPort.sends(under)) {
            requireExcuse(controlPort.lostByHand(under), "sends under", under);
            return;
        }
        long sentAtNanos = world.now();
        if (corruption.hits()) {
            byte[] damaged = corruption.damaged(datagram.bytes());
            out.carry(bytes, () -> other.receiveDamaged(datagram.port(), damaged, under));
        } else {
            out.carry(bytes, () -> other.receiveUnder(under, sentAtNanos, datagram));
        }
    }

    private void requireExcuse(boolean excused, String what, SimControlPort.Sa under) {
        if (!excused) {
            world.judge()
                    .broken(new Violation(
                            Invariant.CONTROL_DELIVERED,
                            role + " " + what + " the AH SA " + under.name() + ", which is not there"));
        }
    }

    private void receiveUnder(SimControlPort.@Nullable Sa under, long sentAtNanos, LinkEffect.SendDatagram datagram) {
        if (under == null || controlPort.takes(under)) {
            receive(datagram.port(), datagram.bytes());
            return;
        }
        SimAgent running = agent;
        boolean late = world.now() - sentAtNanos >= RETIREMENT_MIN_NANOS;
        boolean excused = late
                || running == null
                || stopped
                || running.snapshot().epoch() != under.name().epoch()
                || controlPort.lostByHand(under);
        requireExcuse(excused, "is sent something under", under);
    }

    /** Somebody deletes AH SAs of the control port by hand; the agent hears of it soon, or not at all. */
    void shear(boolean in, boolean outward, boolean told, Predicate<SimControlPort.Sa> hit) {
        List<SimControlPort.Sa> gone = controlPort.flush(in, outward, hit);
        world.trace().tell(world.now(), name(), "!", gone.size(), () -> gone.size() + " AH SAs deleted by hand");
        if (told) {
            world.clock().after(NEWS_NANOS, () -> reportGone(gone));
        }
    }

    private void reportGone(List<SimControlPort.Sa> gone) {
        for (SimControlPort.Sa sa : gone) {
            SimAgent running = agent;
            if (running != null && sa.incarnation() == incarnation) {
                running.feed(new LinkEvent.SaExpired(sa.name(), true));
            }
        }
    }

    private void receiveDamaged(ControlPort port, byte[] bytes, SimControlPort.@Nullable Sa under) {
        SimAgent running = agent;
        // Under AH the kernel drops it.
        if (running != null && under == null) {
            tampering.requireNothing(this, running, port, bytes, "a damaged");
        }
    }

    private void receive(ControlPort port, byte[] bytes) {
        SimAgent running = agent;
        if (running == null) {
            return;
        }
        if (world.scenario().has(Fault.FORGE)) {
            long before = running.snapshot().messages().received();
            running.feed(new LinkEvent.DatagramReceived(port, bytes));
            boolean taken = running.isAlive() && running.snapshot().messages().received() > before;
            recordings.add(new Recordings.Recording(port, bytes, incarnation, taken));
        } else {
            running.feed(new LinkEvent.DatagramReceived(port, bytes));
        }
    }

    /** An operator's command, or nothing if no agent runs. */
    void command(LinkEvent event) {
        SimAgent running = agent;
        if (running != null) {
            running.feed(event);
        }
    }

    void setPeriod(long nanos) {
        SimAgent running = agent;
        if (running != null) {
            periodNanos = nanos;
            shortestPeriodNanos = Math.min(shortestPeriodNanos, nanos);
            keys.needs(nanos);
            running.feed(new LinkEvent.PeriodSet(nanos));
        }
    }

    /** Lifetimes of the kernel. */
    void expire() {
        report(kernel.expire(time()));
    }

    private void report(List<StandingSa> gone) {
        for (StandingSa sa : gone) {
            SimAgent running = agent;
            if (running != null && !sa.isForeign() && sa.incarnation == incarnation) {
                running.feed(new LinkEvent.SaExpired(sa.name, true));
            }
        }
    }

    /** Somebody deletes SAs by hand, each with a chance; the agent hears of it soon. */
    void flush(double part, SimRandom chance) {
        List<StandingSa> gone = kernel.flush(world.now(), sa -> chance.chance(part));
        world.trace().tell(world.now(), name(), "!", gone.size(), () -> gone.size() + " SAs deleted by hand");
        world.clock().after(chance.below(NEWS_NANOS), () -> report(gone));
    }

    boolean refusesBlock() {
        return blocks.chance(kernelQuality.blockRefusals()) && world.strikes().strikes(Fault.KERNEL);
    }

    /** The kernel does nothing for a while. */
    void stallKernel(long nanos) {
        world.trace()
                .tell(world.now(), name(), "!", nanos, () -> "kernel stalls for " + nanos / Scenario.MILLI + " ms");
        kernelBusyUntilNanos = world.now() + nanos;
    }

    /** The agent that runs now has sent packets to an SA. */
    void pinnedByAgent() {
        pinnedBy = incarnation;
    }

    /** Whether packets leave as the agent that runs now has last told its kernel, and the kernel has done all it was told. */
    boolean leavesAsAgentWants() {
        SimAgent running = agent;
        return running != null && running.isAlive() && !stopped && pinnedBy == incarnation && !running.isBusy();
    }

    long kernelBusyUntilNanos() {
        return kernelBusyUntilNanos;
    }

    /** Somebody sets the wall clock. */
    void stepClock(long nanos) {
        world.trace().tell(world.now(), name(), "!", nanos, () -> "clock steps " + nanos / Scenario.MILLI + " ms");
        clocks.step(nanos);
    }

    /** Now, by this gateway's clocks. */
    SimTime time() {
        return clocks.at(world.now());
    }

    SimClocks clocks() {
        return clocks;
    }

    SimProgram program() {
        return program;
    }

    Corruption corruption() {
        return corruption;
    }

    /**
     * Whether this end need not have an SA that its peer sends under: it was taken away before its time, or the peer's kernel
     * keeps it past its time because its wall clock went back while no agent was there to block it.
     */
    boolean isExcusedFrom(StandingSa used) {
        return kernel.lostEarly(used) || (peer().clocks.steppedBackNanos() > 0 && used.isOver(world.now()));
    }

    /** An SA that carries packets must stand at the peer, with the same bits. */
    void requireCredit(StandingSa used) {
        if (peer().stopped) {
            return;
        }
        StandingSa standing = peer().kernel.inbound(used.spi);
        if (standing == null && peer().isExcusedFrom(used)) {
            return;
        }
        if (standing == null || standing.bitsId != used.bitsId) {
            world.judge()
                    .broken(new Violation(
                            Invariant.SENT_WITH_CREDIT,
                            role + " sends under " + used.name + ", the peer has "
                                    + (standing == null ? "no such SA" : "other bits under " + standing.name)));
        }
    }

    void heal() {
        keys.heal(periodNanos);
        disk.heal();
        kernelQuality = kernelQuality.healed();
        kernelBusyUntilNanos = Math.min(kernelBusyUntilNanos, world.now());
        corruption.heal();
        SimAgent running = agent;
        if (running == null) {
            start();
        } else {
            running.surviveWork();
        }
    }

    Role role() {
        return role;
    }

    String name() {
        return role.name();
    }

    SimKernel kernel() {
        return kernel;
    }

    SimControlPort controlPort() {
        return controlPort;
    }

    SimDisk disk() {
        return disk;
    }

    SimKeySource keys() {
        return keys;
    }

    SimPath out() {
        return out;
    }

    Recordings recordings() {
        return recordings;
    }

    KernelQuality kernelQuality() {
        return kernelQuality;
    }

    long periodNanos() {
        return periodNanos;
    }

    /** The shortest of all periods so far. */
    long shortestPeriodNanos() {
        return shortestPeriodNanos;
    }

    boolean isStopped() {
        return stopped;
    }

    int incarnation() {
        return incarnation;
    }

    @Nullable
    SimAgent agent() {
        return agent;
    }

    SimGateway peer() {
        SimGateway other = peer;
        if (other == null) {
            throw new IllegalStateException(role + " is not connected");
        }
        return other;
    }
}
