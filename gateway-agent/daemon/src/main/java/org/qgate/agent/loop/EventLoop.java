package org.qgate.agent.loop;

import java.io.IOException;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.qgate.core.link.LinkSnapshot;
import org.qgate.core.model.LinkName;
import org.qgate.core.port.LinkEvent;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The only thread that touches the protocol core.
 *
 * <p>A turn: wait until something comes or a deadline does, read the clock, let links handle what came, carry out what they want. If an
 * invariant breaks, the loop ends with the exception: SAs and block policies stay as after a crash, and the next start begins a new
 * epoch.
 */
public final class EventLoop {
    /** Inputs handled in one turn, so that a flood of them cannot hold up deadlines. */
    private static final int INPUTS_PER_TURN_MAX = 256;

    /** Longest wait, so that a clock that does odd things cannot stop the loop for good. */
    private static final long WAIT_NANOS_MAX = 1_000_000_000L;

    private static final Logger LOG = LoggerFactory.getLogger(EventLoop.class);

    private final Inbox inbox;
    private final AgentClock clock;
    private final Map<LinkName, LinkRunner> links;
    private final EffectExecutor effects;
    private final LinkLifecycle lifecycle;
    private final CommandExecutor commands;
    private final InboundCounts counts;

    /**
     * A loop over links.
     *
     * @param inbox what comes in
     * @param clock of the links
     * @param links may change while it runs
     * @param counts what the kernel counts of packets
     */
    public EventLoop(
            Inbox inbox,
            AgentClock clock,
            Map<LinkName, LinkRunner> links,
            EffectExecutor effects,
            LinkLifecycle lifecycle,
            CommandExecutor commands,
            InboundCounts counts) {
        this.inbox = inbox;
        this.clock = clock;
        this.links = links;
        this.effects = effects;
        this.lifecycle = lifecycle;
        this.commands = commands;
        this.counts = counts;
    }

    /**
     * Runs until a stop is asked for, a teardown is done, or the links are left to the next agent. Links must have been prepared.
     *
     * @return whether the links are left to the next agent
     */
    public boolean run() {
        long nowNanos = clock.getAsLong();
        for (LinkRunner link : links.values()) {
            effects.handle(link, new LinkEvent.Started(), nowNanos);
        }
        boolean idle = effects.carryOut(nowNanos);
        while (!commands.isTornDown() && !commands.isHandedOver()) {
            if (idle) {
                inbox.await(clock.monotonicAt(Math.min(nowNanos + WAIT_NANOS_MAX, nextDeadlineNanos())));
            }
            nowNanos = clock.getAsLong();
            tellOfClocks(nowNanos);
            if (!takeInputs(nowNanos)) {
                stop(nowNanos);
                return false;
            }
            for (LinkRunner link : links.values()) {
                effects.tick(link, nowNanos);
                count(link, nowNanos);
                if (link.isAuditDue(nowNanos)) {
                    lifecycle.repair(link, nowNanos);
                }
            }
            commands.act(nowNanos);
            idle = effects.carryOut(nowNanos);
        }
        if (commands.isHandedOver()) {
            LOG.info("SAs and policies stay as they are for the next agent");
        } else {
            lifecycle.finish();
        }
        return commands.isHandedOver();
    }

    private void tellOfClocks(long nowNanos) {
        for (String report : clock.takeReports()) {
            links.values().forEach(link -> link.notices().clocksMoved(report, nowNanos));
        }
    }

    private void count(LinkRunner link, long nowNanos) {
        if (link.isCountDue(nowNanos)) {
            LinkSnapshot snapshot = link.snapshot(nowNanos);
            counts.of(link, snapshot).ifPresent(event -> effects.handle(link, event, nowNanos));
            counts.sent(link, snapshot).ifPresent(event -> effects.handle(link, event, nowNanos));
        }
    }

    private long nextDeadlineNanos() {
        long next = commands.nextDeadlineNanos();
        for (LinkRunner link : links.values()) {
            next = Math.min(next, link.nextDeadlineNanos());
        }
        return next;
    }

    /** False if the loop is to stop. */
    private boolean takeInputs(long nowNanos) {
        for (int count = 0; count < INPUTS_PER_TURN_MAX; count++) {
            LoopInput input = inbox.poll();
            if (input == null) {
                return true;
            }
            if (input instanceof LoopInput.Stop) {
                return false;
            }
            if (input instanceof LoopInput.ForLink event) {
                LinkRunner link = links.get(event.link());
                if (link != null) {
                    effects.handle(link, event.event(), nowNanos);
                }
            } else if (input instanceof LoopInput.DataPlaneChanged) {
                effects.resume(nowNanos);
                lifecycle.dataPlaneChanged(links.values(), nowNanos);
            } else if (input instanceof LoopInput.Command command) {
                commands.execute(command.pending(), nowNanos);
            } else {
                disturbed(input, nowNanos);
            }
        }
        return true;
    }

    private void disturbed(LoopInput input, long nowNanos) {
        if (input instanceof LoopInput.PoliciesTouched touched) {
            served(touched.link()).ifPresent(link -> lifecycle.repair(link, nowNanos));
        } else if (input instanceof LoopInput.NetworkChanged) {
            links.values().forEach(link -> lifecycle.repair(link, nowNanos));
        } else if (input instanceof LoopInput.SasLost lost) {
            served(lost.link())
                    .ifPresent(link -> link.notices()
                            .disturbed(
                                    "somebody else deleted or changed " + lost.count()
                                            + " SAs of this link; they are void, and new keys take their place",
                                    nowNanos));
        }
    }

    private Optional<LinkRunner> served(LinkName name) {
        return Optional.ofNullable(links.get(name));
    }

    private void stop(long nowNanos) {
        Collection<LinkRunner> running = List.copyOf(links.values()).stream()
                .filter(link -> !link.isRemoved())
                .toList();
        for (LinkRunner link : running) {
            try {
                lifecycle.stop(link, nowNanos);
                LOG.info("link {}: stopped; its block policies stay", link.name());
            } catch (IOException e) {
                LOG.error("link {}: did not stop cleanly: {}", link.name(), e.getMessage());
            }
        }
        lifecycle.finish();
    }
}
