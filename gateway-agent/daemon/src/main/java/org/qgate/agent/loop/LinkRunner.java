package org.qgate.agent.loop;

import java.util.function.Consumer;
import org.qgate.agent.config.LinkConfiguration;
import org.qgate.agent.keysource.SimulatedKeySource;
import org.qgate.agent.transport.PeerPorts;
import org.qgate.control.ControlEvent;
import org.qgate.control.LinkState;
import org.qgate.core.link.Link;
import org.qgate.core.link.LinkSnapshot;
import org.qgate.core.model.LinkName;
import org.qgate.core.model.LinkTerms;
import org.qgate.core.model.Suite;
import org.qgate.core.port.LinkEffect;
import org.qgate.core.port.LinkEvent;

/** One link with what belongs to it: the protocol core, its key source, its ports. For the loop's thread. */
public final class LinkRunner {
    /** Between two reports of the pool's level to the core. */
    private static final long POOL_REPORT_NANOS = 1_000_000_000L;

    /** Between two looks at the kernel's counters; the pool's report wakes the loop as often. */
    private static final long COUNT_NANOS = 1_000_000_000L;

    /** Between two looks at the link's rules in the kernel, whose events tell sooner of nearly all that others do. */
    private static final long AUDIT_NANOS = 10_000_000_000L;

    private LinkConfiguration configuration;
    private final Link core;
    private final SimulatedKeySource keys;
    private final PeerPorts peer;
    private final AlarmBoard alarms;
    private final NoticeBoard notices;
    private final Consumer<ControlEvent> watches;
    private final InboundMeter inboundMeter = new InboundMeter();
    private long nextPoolReportNanos = Long.MIN_VALUE;
    private long nextCountNanos = Long.MIN_VALUE;
    private long nextAuditNanos = Long.MIN_VALUE;
    private LinkState lastState = LinkState.CONNECTING;
    private boolean removed;

    /** A link that has not started; {@code watches} hears of its alarms and states. */
    public LinkRunner(
            LinkConfiguration configuration,
            Link core,
            SimulatedKeySource keys,
            PeerPorts peer,
            Consumer<ControlEvent> watches) {
        this.configuration = configuration;
        this.core = core;
        this.keys = keys;
        this.peer = peer;
        this.watches = watches;
        this.alarms = new AlarmBoard(configuration.name(), watches);
        this.notices = new NoticeBoard(configuration.name(), configuration.endpoints(), alarms);
    }

    LinkConfiguration configuration() {
        return configuration;
    }

    /** The link runs with another configuration from now on; its core was told. */
    void describe(LinkConfiguration another) {
        configuration = another;
    }

    String name() {
        return configuration.name();
    }

    LinkName linkName() {
        return configuration.parameters().link();
    }

    /** The suite of the epoch in force. */
    Suite suite() {
        return core.suite();
    }

    /** Whether an epoch is in force that was agreed on with this suite and these selectors. */
    boolean runs(LinkTerms terms) {
        return core.runs(terms);
    }

    SimulatedKeySource keys() {
        return keys;
    }

    AlarmBoard alarms() {
        return alarms;
    }

    NoticeBoard notices() {
        return notices;
    }

    InboundMeter inboundMeter() {
        return inboundMeter;
    }

    boolean isRemoved() {
        return removed;
    }

    void markRemoved() {
        removed = true;
    }

    void handle(LinkEvent event, long nowNanos, Consumer<LinkEffect> effects) {
        core.handle(event, nowNanos, effects);
    }

    /** Lets the core act if its deadline has come, tells it of the pool once a second, and follows the peer's index. */
    void tick(long nowNanos, Consumer<LinkEffect> effects) {
        if (removed) {
            return;
        }
        if (nowNanos - nextPoolReportNanos >= 0 || nextPoolReportNanos == Long.MIN_VALUE) {
            nextPoolReportNanos = nowNanos + POOL_REPORT_NANOS;
            LinkSnapshot snapshot = snapshot(nowNanos);
            sampleInbound(snapshot, nowNanos);
            notices.watchFirstContact(snapshot.state() == org.qgate.core.link.LinkState.GREETING, nowNanos);
            core.handle(keys.report(nowNanos), nowNanos, effects);
        }
        if (core.nextDeadlineNanos() <= nowNanos) {
            core.handle(new LinkEvent.DeadlineReached(), nowNanos, effects);
        }
    }

    /** Whether the kernel's counters are to be told to the core now; true once a second. */
    boolean isCountDue(long nowNanos) {
        if (removed || (nextCountNanos != Long.MIN_VALUE && nowNanos - nextCountNanos < 0)) {
            return false;
        }
        nextCountNanos = nowNanos + COUNT_NANOS;
        return true;
    }

    /** Whether the link's rules are to be looked at now; links look at times of their own. */
    boolean isAuditDue(long nowNanos) {
        if (nextAuditNanos == Long.MIN_VALUE) {
            nextAuditNanos =
                    nowNanos + AUDIT_NANOS / 2 + Math.floorMod(name().hashCode() * 1_000_003L, AUDIT_NANOS / 2);
        }
        if (removed || nowNanos - nextAuditNanos < 0) {
            return false;
        }
        nextAuditNanos = nowNanos + AUDIT_NANOS;
        return true;
    }

    long nextDeadlineNanos() {
        return removed ? Long.MAX_VALUE : Math.min(core.nextDeadlineNanos(), nextPoolReportNanos);
    }

    /** Follows the peer's index; called often enough that little of an epoch is missed at its end. */
    void sampleInbound(LinkSnapshot snapshot, long nowNanos) {
        inboundMeter.sample(snapshot.epoch(), snapshot.inbound().senderIndex(), nowNanos);
    }

    LinkSnapshot.Economy economy() {
        return core.economy();
    }

    LinkSnapshot snapshot(long nowNanos) {
        return core.snapshot(nowNanos);
    }

    void send(LinkEffect.SendDatagram datagram) {
        peer.send(datagram.port(), datagram.bytes());
    }

    /** The state as an operator sees it. */
    LinkState state(LinkSnapshot snapshot) {
        if (removed) {
            return LinkState.REMOVED;
        }
        return switch (snapshot.state()) {
            case GREETING, CLOSED -> LinkState.CONNECTING;
            case BLOCKED -> LinkState.BLOCKED;
            case UP ->
                notices.isResetting()
                        ? LinkState.RESETTING
                        : alarms.isRaised(NoticeBoard.STARVATION) ? LinkState.HOLDING : LinkState.UP;
            case SUSPENDED -> LinkState.SUSPENDED;
            case STOPPED -> LinkState.REMOVED;
        };
    }

    /** Tells watches if the state is another one than when this was last called. */
    void publishState(long nowNanos) {
        LinkSnapshot snapshot = snapshot(nowNanos);
        LinkState state = state(snapshot);
        if (state != lastState) {
            watches.accept(new ControlEvent.LinkStateChanged(name(), lastState, state, snapshot.epoch()));
            lastState = state;
        }
    }
}
