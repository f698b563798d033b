package org.qgate.agent.loop;

import java.io.IOException;
import java.util.Collection;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Supplier;
import org.qgate.agent.change.ChangeRefusedException;
import org.qgate.agent.change.LinkChanges;
import org.qgate.agent.control.CommandAnswer;
import org.qgate.agent.control.PendingCommand;
import org.qgate.control.ChangeCommand;
import org.qgate.control.ControlCommand;
import org.qgate.control.ControlProtocol;
import org.qgate.control.ControlReply;
import org.qgate.control.ErrorCode;
import org.qgate.control.LinkState;
import org.qgate.control.TcpPortStatus;
import org.qgate.core.model.LinkName;
import org.qgate.core.model.LinkTimers;
import org.qgate.core.port.LinkEvent;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Carries out commands of the control socket, on the loop's thread. */
public final class CommandExecutor {
    private static final String PROGRAM = "qgate-agent";
    private static final long NANOS_PER_MILLI = 1_000_000;
    private static final long NANOS_PER_SECOND = 1_000_000_000;
    private static final Logger LOG = LoggerFactory.getLogger(CommandExecutor.class);

    private final AgentIdentity identity;
    private final Map<LinkName, LinkRunner> links;
    private final EffectExecutor effects;
    private final LinkLifecycle lifecycle;
    private final LinkReporter reporter;
    private final LinkChanges changes;
    private final Supplier<List<TcpPortStatus>> tcpPorts;
    private boolean tornDown;
    private boolean handedOver;

    /**
     * What the agent says of itself.
     *
     * @param gateway its name
     * @param version of the program
     * @param dataPlane which one is in use
     * @param dataPlaneReason why that one
     * @param startNanos when it started, in the loop's clock
     * @param warnings that an operator must see
     */
    public record AgentIdentity(
            String gateway,
            String version,
            String dataPlane,
            String dataPlaneReason,
            long startNanos,
            List<String> warnings) {
        /** Copies the warnings. */
        public AgentIdentity {
            warnings = List.copyOf(warnings);
        }
    }

    /**
     * Executes on the given links, of which {@code changes} makes and removes some.
     *
     * @param tcpPorts tells what the agent's ports over TCP have seen
     */
    public CommandExecutor(
            AgentIdentity identity,
            Map<LinkName, LinkRunner> links,
            EffectExecutor effects,
            LinkLifecycle lifecycle,
            LinkReporter reporter,
            LinkChanges changes,
            Supplier<List<TcpPortStatus>> tcpPorts) {
        this.identity = identity;
        this.links = links;
        this.effects = effects;
        this.lifecycle = lifecycle;
        this.reporter = reporter;
        this.changes = changes;
        this.tcpPorts = tcpPorts;
    }

    /** Goes on with changes of links that are under way. */
    void act(long nowNanos) {
        changes.act(nowNanos);
    }

    /** When {@link #act} has something to do. */
    long nextDeadlineNanos() {
        return changes.nextDeadlineNanos();
    }

    /** True when a teardown is done and the agent is to end. */
    boolean isTornDown() {
        return tornDown;
    }

    /** True when the agent is to end and leave everything as it stands. */
    boolean isHandedOver() {
        return handedOver;
    }

    void execute(PendingCommand pending, long nowNanos) {
        ControlCommand command = pending.command();
        CommandAnswer answer = pending.answer();
        try {
            if (command instanceof ChangeCommand step) {
                answer.reply(changes.execute(step, nowNanos));
            } else if (command.changes()) {
                change(command, answer, nowNanos);
            } else {
                tell(command, answer, nowNanos);
            }
        } catch (ChangeRefusedException e) {
            answer.refuse(e.code(), String.valueOf(e.getMessage()));
        } catch (IOException e) {
            LOG.error("command {} of user {} failed: {}", command, pending.user(), e.getMessage());
            answer.refuse(ErrorCode.FAILED, String.valueOf(e.getMessage()));
        }
    }

    private void change(ControlCommand command, CommandAnswer answer, long nowNanos) throws IOException {
        if (command instanceof ControlCommand.Teardown) {
            for (LinkRunner link : links.values()) {
                lifecycle.remove(link, nowNanos);
            }
            tornDown = true;
            answer.reply(
                    new ControlReply.Done("all links are removed and the agent ends; traffic is no longer blocked"));
            return;
        }
        if (command instanceof ControlCommand.HandOver) {
            handOver(answer, nowNanos);
            return;
        }
        String name = linkName(command);
        Optional<LinkRunner> found = link(name);
        if (found.isEmpty()) {
            answer.refuse(ErrorCode.UNKNOWN_LINK, unknown(name));
            return;
        }
        LinkRunner link = found.get();
        if (changes.isUnderWay(name)) {
            answer.refuse(
                    ErrorCode.NOT_NOW,
                    "link " + name + " is being changed; see qgatectl configuration " + name + " for by whom");
        } else if (command instanceof ControlCommand.RemoveLink) {
            lifecycle.remove(link, nowNanos);
            answer.reply(
                    new ControlReply.Done(
                            "link " + name
                                    + " is removed: no SA, policy, address or route of it is left, and its traffic is no longer blocked"));
        } else if (link.isRemoved()) {
            answer.refuse(ErrorCode.NOT_NOW, "link " + name + " is removed; restart the agent to have it back");
        } else if (command instanceof ControlCommand.SetPeriod set) {
            setPeriod(link, set, answer, nowNanos);
        } else {
            effects.handle(link, new LinkEvent.ResetRequested(), nowNanos);
            answer.reply(new ControlReply.Done("link " + name + " begins a new epoch beside the running one"));
        }
    }

    private void handOver(CommandAnswer answer, long nowNanos) {
        long left = HandOver.leftNanos(links.values(), nowNanos);
        if (left < HandOver.LEFT_NANOS_MIN) {
            answer.refuse(
                    ErrorCode.NOT_NOW,
                    "a key in use lasts only " + left / NANOS_PER_SECOND + " s more, and the next agent may need "
                            + HandOver.LEFT_NANOS_MIN / NANOS_PER_SECOND
                            + " s; repeat this after the next key change, or shorten the period first");
            return;
        }
        handedOver = true;
        answer.reply(new ControlReply.Done("the agent ends and its SAs and policies stand; start the next agent within "
                + left / NANOS_PER_SECOND + " s"));
    }

    private void setPeriod(LinkRunner link, ControlCommand.SetPeriod set, CommandAnswer answer, long nowNanos) {
        long minMillis = LinkTimers.PERIOD_MIN_NANOS / NANOS_PER_MILLI;
        long maxMillis = LinkTimers.AGE_LIMIT_NANOS / NANOS_PER_MILLI;
        if (set.periodMillis() < minMillis || set.periodMillis() > maxMillis) {
            answer.refuse(
                    ErrorCode.OUT_OF_RANGE,
                    "a period of " + set.periodMillis() + " ms is outside " + minMillis + " ms to " + maxMillis
                            + " ms");
            return;
        }
        effects.handle(link, new LinkEvent.PeriodSet(set.periodMillis() * NANOS_PER_MILLI), nowNanos);
        answer.reply(new ControlReply.Done("link " + link.name() + " changes its outbound key every "
                + set.periodMillis() + " ms, until the agent ends"));
    }

    private static String linkName(ControlCommand command) {
        if (command instanceof ControlCommand.SetPeriod set) {
            return set.link();
        }
        if (command instanceof ControlCommand.Reset reset) {
            return reset.link();
        }
        if (command instanceof ControlCommand.RemoveLink remove) {
            return remove.link();
        }
        throw new IllegalStateException("a command that changes no link: " + command);
    }

    private void tell(ControlCommand command, CommandAnswer answer, long nowNanos) throws IOException {
        if (command instanceof ControlCommand.Status) {
            answer.reply(status(nowNanos));
        } else if (command instanceof ControlCommand.Links) {
            answer.reply(new ControlReply.Links(
                    uptimeMillis(nowNanos), identity.dataPlane(), reporter.links(sorted(), nowNanos)));
        } else if (command instanceof ControlCommand.Link one) {
            Optional<LinkRunner> link = link(one.link());
            if (link.isPresent()) {
                answer.reply(reporter.detail(link.get(), nowNanos));
            } else {
                answer.refuse(ErrorCode.UNKNOWN_LINK, unknown(one.link()));
            }
        } else if (command instanceof ControlCommand.SecurityAssociations sas) {
            Collection<LinkRunner> chosen = chosen(sas.link(), answer);
            if (!chosen.isEmpty() || sas.link().isEmpty()) {
                answer.reply(new ControlReply.SecurityAssociations(reporter.sas(chosen, nowNanos)));
            }
        } else if (command instanceof ControlCommand.Configuration configuration) {
            answer.reply(changes.configurations(configuration.link(), nowNanos));
        } else if (command instanceof ControlCommand.Keys keys) {
            Collection<LinkRunner> chosen = chosen(keys.link(), answer);
            if (!chosen.isEmpty() || keys.link().isEmpty()) {
                answer.reply(new ControlReply.Keys(reporter.keys(chosen, nowNanos)));
            }
        } else {
            answer.reply(new ControlReply.VersionInfo(PROGRAM, identity.version(), ControlProtocol.VERSION));
        }
    }

    private ControlReply status(long nowNanos) {
        long up = links.values().stream()
                .filter(link -> link.state(link.snapshot(nowNanos)) == LinkState.UP)
                .count();
        return new ControlReply.AgentStatus(
                identity.gateway(),
                identity.version(),
                uptimeMillis(nowNanos),
                identity.dataPlane(),
                lifecycle.outage().orElse(identity.dataPlaneReason()),
                links.size(),
                (int) up,
                tcpPorts.get(),
                identity.warnings());
    }

    private long uptimeMillis(long nowNanos) {
        return (nowNanos - identity.startNanos()) / NANOS_PER_MILLI;
    }

    /** The named link or all; if there is none of that name, empty and refused. */
    private Collection<LinkRunner> chosen(Optional<String> name, CommandAnswer answer) {
        if (name.isEmpty()) {
            return sorted();
        }
        Optional<LinkRunner> link = link(name.get());
        if (link.isEmpty()) {
            answer.refuse(ErrorCode.UNKNOWN_LINK, unknown(name.get()));
        }
        return link.map(List::of).orElse(List.of());
    }

    private Optional<LinkRunner> link(String name) {
        return Optional.ofNullable(links.get(new LinkName(name)));
    }

    private String unknown(String name) {
        return "there is no link " + name + "; there are "
                + String.join(", ", sorted().stream().map(LinkRunner::name).toList());
    }

    private List<LinkRunner> sorted() {
        return links.values().stream()
                .sorted(Comparator.comparing(LinkRunner::name))
                .toList();
    }
}
