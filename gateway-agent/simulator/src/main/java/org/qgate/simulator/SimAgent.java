package org.qgate.simulator;

import java.nio.charset.StandardCharsets;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;
import org.qgate.core.link.Link;
import org.qgate.core.link.LinkSnapshot;
import org.qgate.core.model.KeyBlock;
import org.qgate.core.model.LinkMarks;
import org.qgate.core.model.LinkParameters;
import org.qgate.core.port.LinkEffect;
import org.qgate.core.port.LinkEvent;
import org.qgate.simulator.paper.PaperSettings;

/** One life of one gateway's agent: feeds the link and carries out its effects in order, until it stops or is killed. */
final class SimAgent {
    /** Bound of events within one instant; more mean that time stands still. */
    static final int EVENTS_PER_INSTANT_MAX = 10_000;

    private static final long CLOCK_ORIGIN_MAX = 1_000_000 * Scenario.SECOND;
    private static final long MILLION = 1_000_000L;
    private static final long WAKE_UP_NANOS = 2 * Scenario.MILLI;
    private static final String PROVISIONED = "sixteen or more provisioned bytes";

    private final World world;
    private final SimGateway home;
    private final int incarnation;
    private final SimRandom random;
    private final SecretCount secrets = new SecretCount();
    private final Deque<LinkEvent> inbox = new ArrayDeque<>();
    private final SaProgrammer programmer;
    private final Protocol link;
    /** Each life has a clock of its own, as after a reboot. */
    private final long clockOriginNanos;

    private boolean alive = true;
    private boolean handling;
    private long timerAtNanos = Long.MAX_VALUE;
    private long instantNanos;
    private int eventsInInstant;
    private int effectsUntilDeath = Integer.MAX_VALUE;

    SimAgent(World world, SimGateway home, int incarnation, SimRandom random, LinkMarks restored) {
        this.world = world;
        this.home = home;
        this.incarnation = incarnation;
        this.random = random;
        this.clockOriginNanos = random.between(-CLOCK_ORIGIN_MAX, CLOCK_ORIGIN_MAX);
        this.programmer = new SaProgrammer(world, home, this, random.split());
        this.link = protocol(restored);
    }

    private Protocol protocol(LinkMarks restored) {
        LinkParameters parameters =
                world.scenario().parameters(home.role()).speaking(home.program().versions());
        Optional<PaperSettings> paper = world.contest().paper();
        if (paper.isPresent()) {
            return new PaperProtocol(parameters, paper.get(), world.stream(), random.split());
        }
        return Protocol.of(new Link(
                parameters,
                new SimSecret(PROVISIONED.getBytes(StandardCharsets.US_ASCII), new SecretCount()),
                random.split(),
                world.mutation().rules(),
                restored,
                linkNow()));
    }

    private long linkNow() {
        return linkTime(world.now());
    }

    private long linkTime(long nanos) {
        return clockOriginNanos + nanos + nanos * home.clocks().driftPerMillion() / MILLION;
    }

    /** When the agent's clock will show a time. */
    private long worldTime(long linkNanos) {
        long since = linkNanos - clockOriginNanos;
        long guess = since - since * home.clocks().driftPerMillion() / MILLION;
        while (linkTime(guess) < linkNanos) {
            guess += Math.max(1, linkNanos - linkTime(guess));
        }
        return guess;
    }

    /** Hands the link an event, and whatever follows from it at once. */
    void feed(LinkEvent event) {
        if (!alive) {
            return;
        }
        inbox.add(event);
        if (handling) {
            return;
        }
        drain();
    }

    private void drain() {
        handling = true;
        try {
            while (alive && !inbox.isEmpty()) {
                requireTimePasses();
                carryOut(handle(world.mutation().told(inbox.remove())));
            }
        } finally {
            handling = false;
        }
        wakeUp();
    }

    /** Hands the link a single event outside the usual course and returns the effects, which are carried out. */
    List<LinkEffect> probe(LinkEvent event) {
        List<LinkEffect> effects = handle(event);
        handling = true;
        carryOut(effects);
        drain();
        return effects;
    }

    private void requireTimePasses() {
        if (instantNanos != world.now()) {
            instantNanos = world.now();
            eventsInInstant = 0;
        }
        if (++eventsInInstant > EVENTS_PER_INSTANT_MAX) {
            throw new Violation(Invariant.TIME_PASSES, EVENTS_PER_INSTANT_MAX + " events at " + home.role());
        }
    }

    private List<LinkEffect> handle(LinkEvent event) {
        tell("<", event);
        List<LinkEffect> effects = new ArrayList<>();
        try {
            link.handle(event, linkNow(), effects::add);
        } catch (RuntimeException e) {
            throw new Violation(Invariant.CORE_ASSERTIONS, home.role() + " on " + TraceText.of(event) + ": " + e, e);
        }
        return world.mutation().carriedOut(effects);
    }

    private void tell(String mark, Object happening) {
        if (world.trace().isKept()) {
            world.trace()
                    .tell(world.now(), home.name(), mark, TraceText.hash(happening), () -> TraceText.of(happening));
        }
    }

    private void carryOut(List<LinkEffect> effects) {
        for (LinkEffect effect : effects) {
            if (effectsUntilDeath-- <= 0) {
                home.crash();
                return;
            }
            tell(">", effect);
            if (!programmer.submit(effect)) {
                carryOut(effect);
            }
        }
    }

    private void carryOut(LinkEffect effect) {
        if (effect instanceof LinkEffect.SendDatagram datagram) {
            if (world.contest().audited()) {
                world.audit().sent(home.role(), datagram.bytes(), home.disk().certain());
                world.versions().sent(home.role(), home.program().versions(), datagram.bytes());
            }
            home.send(datagram);
        } else if (effect instanceof LinkEffect.DrawKeys draw) {
            answer(home.keys().answerNanos(), () -> home.keys().draw(draw, secrets));
        } else if (effect instanceof LinkEffect.FetchKey fetch) {
            KeyBlock block = fetch.block();
            if (world.contest().audited()) {
                world.audit().fetching(home.role(), block, home.disk().certain());
            }
            answer(home.keys().answerNanos(), () -> home.keys().fetch(block, secrets));
        } else if (effect instanceof LinkEffect.PersistMarks persist) {
            home.disk()
                    .write(
                            persist.marks(),
                            success -> feed(
                                    success
                                            ? new LinkEvent.MarksPersisted(persist.marks())
                                            : new LinkEvent.MarksPersistFailed("no space left")));
        } else if (effect instanceof LinkEffect.RecordKey line
                && world.contest().audited()) {
            world.audit().recorded(home.role(), line);
        }
    }

    private void answer(long afterNanos, Supplier<LinkEvent> event) {
        if (afterNanos == 0) {
            feed(event.get());
        } else {
            world.clock().after(afterNanos, () -> {
                if (alive) {
                    feed(event.get());
                }
            });
        }
    }

    /** Plans the link's next deadline, unless an earlier wake-up is planned. */
    private void wakeUp() {
        if (!alive) {
            return;
        }
        long next = link.nextDeadlineNanos();
        if (next == Long.MAX_VALUE) {
            return;
        }
        long at = Math.max(world.now(), worldTime(next));
        if (at < timerAtNanos) {
            timerAtNanos = at;
            long late = world.scenario().has(Fault.KERNEL) ? random.below(WAKE_UP_NANOS) : 0;
            world.clock().at(at + late, () -> timerRang(at));
        }
    }

    private void timerRang(long plannedNanos) {
        if (!alive || plannedNanos != timerAtNanos) {
            return;
        }
        timerAtNanos = Long.MAX_VALUE;
        if (link.nextDeadlineNanos() <= linkNow()) {
            feed(new LinkEvent.DeadlineReached());
        } else {
            wakeUp();
        }
    }

    /** Will be killed in the middle of its work, after so many more effects. */
    void dieAfter(int effects) {
        effectsUntilDeath = effects;
    }

    /** Will not be killed after all. */
    void surviveWork() {
        effectsUntilDeath = Integer.MAX_VALUE;
    }

    /** Killed: memory, timers and answers on their way are gone. */
    void die() {
        alive = false;
        inbox.clear();
    }

    /** Stops in order. */
    void stop() {
        feed(new LinkEvent.StopRequested());
        if (world.mutation().liftsRulesAtStop()) {
            home.kernel().liftRules();
        }
    }

    boolean isAlive() {
        return alive;
    }

    boolean isBusy() {
        return programmer.isBusy();
    }

    int incarnation() {
        return incarnation;
    }

    SecretCount secrets() {
        return secrets;
    }

    LinkSnapshot snapshot() {
        return link.snapshot(linkNow());
    }

    /** What an outsider can see of the link's state, apart from the counts of messages. */
    AgentState state() {
        LinkSnapshot snapshot = snapshot();
        return new AgentState(
                snapshot.state(),
                snapshot.epoch(),
                snapshot.outbound(),
                snapshot.inbound(),
                snapshot.keys(),
                snapshot.marks(),
                snapshot.resets(),
                snapshot.lastHeardNanos());
    }

    long nextDeadlineNanos() {
        return link.nextDeadlineNanos();
    }
}
