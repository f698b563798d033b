package org.qgate.fleet.fake;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;
import org.qgate.fleet.gateway.ChangeAction;
import org.qgate.fleet.gateway.GatewayClient;
import org.qgate.fleet.gateway.GatewayException;
import org.qgate.fleet.gateway.LockGrant;
import org.qgate.fleet.gateway.Refusal;
import org.qgate.fleet.link.ChangeDecision;
import org.qgate.fleet.link.ChangeStatus;
import org.qgate.fleet.link.ChangeStep;
import org.qgate.fleet.link.GatewayConfiguration;
import org.qgate.fleet.link.GatewayHealth;
import org.qgate.fleet.link.LinkHealth;
import org.qgate.fleet.link.LinkSetting;

/**
 * One gateway as the contract of the change service has it: locks, tokens, timers, and the rule that either end's durable confirmation
 * decides. What it holds survives {@link #crash}.
 */
public final class FakeGateway {
    private static final class Change {
        final String transaction;
        final String owner;
        final long token;
        long deadlineMillis;
        ChangeStep step = ChangeStep.LOCKED;
        ChangeDecision decision = ChangeDecision.UNDECIDED;
        Optional<LinkSetting> wanted = Optional.empty();
        String failure = "";

        Change(String transaction, String owner, long token, long deadlineMillis) {
            this.transaction = transaction;
            this.owner = owner;
            this.token = token;
            this.deadlineMillis = deadlineMillis;
        }
    }

    private final String name;
    private final VirtualPace pace;
    private final Map<String, LinkSetting> running = new TreeMap<>();
    private final Map<String, Change> changes = new TreeMap<>();
    private final List<String> calls = new ArrayList<>();
    private @Nullable FakeGateway peer;
    private long generation = 1;
    private long tokens;
    private boolean agentRuns = true;
    private boolean pathToPeer = true;

    public FakeGateway(String name, VirtualPace pace) {
        this.name = name;
        this.pace = pace;
    }

    /** Two gateways whose agents speak to one another. */
    public static List<FakeGateway> pair(VirtualPace pace) {
        FakeGateway alice = new FakeGateway("alice", pace);
        FakeGateway bob = new FakeGateway("bob", pace);
        alice.peer = bob;
        bob.peer = alice;
        pace.onPassing(() -> {
            alice.settle();
            bob.settle();
        });
        return List.of(alice, bob);
    }

    public String name() {
        return name;
    }

    public void run(LinkSetting setting) {
        running.put(setting.link(), setting);
    }

    public Optional<LinkSetting> running(String link) {
        return Optional.ofNullable(running.get(link));
    }

    /** What was asked, in order. */
    public List<String> calls() {
        return calls;
    }

    public boolean locked(String link) {
        Change change = changes.get(link);
        return change != null && change.decision == ChangeDecision.UNDECIDED;
    }

    public void crash() {
        agentRuns = false;
    }

    public void restart() {
        agentRuns = true;
    }

    public void cutPath(boolean cut) {
        pathToPeer = !cut;
    }

    public void somebodyElseChanged() {
        generation++;
    }

    private boolean canSpeak() {
        FakeGateway other = peer;
        return other != null && agentRuns && other.agentRuns && pathToPeer && other.pathToPeer;
    }

    /** The change of the peer that belongs to the same transaction. */
    private Optional<Change> counterpart(String link, Change change) {
        Change other = peer == null ? null : peer.changes.get(link);
        return Optional.ofNullable(other).filter(one -> one.transaction.equals(change.transaction));
    }

    /** What the agent does by itself: timers, and telling one another what is decided. */
    void settle() {
        if (!agentRuns) {
            return;
        }
        changes.forEach((link, change) -> {
            if (change.decision != ChangeDecision.UNDECIDED) {
                return;
            }
            if (canSpeak()) {
                Optional<ChangeDecision> told = counterpart(link, change).map(other -> other.decision);
                if (told.equals(Optional.of(ChangeDecision.CONFIRMED))) {
                    confirm(link, change);
                    return;
                }
                if (told.equals(Optional.of(ChangeDecision.ABORTED))) {
                    abort(change, "the peer went back");
                    return;
                }
            }
            boolean late = pace.nowMillis() >= change.deadlineMillis;
            boolean mayBeConfirmedThere = change.step == ChangeStep.COMMITTED;
            if (late && (canSpeak() || !mayBeConfirmedThere)) {
                abort(change, "nobody confirmed in time");
                counterpart(link, change)
                        .filter(other -> canSpeak() && other.decision == ChangeDecision.UNDECIDED)
                        .ifPresent(other -> abort(other, "the peer went back"));
            }
        });
    }

    private static void abort(Change change, String why) {
        change.decision = ChangeDecision.ABORTED;
        change.step = ChangeStep.ABORTED;
        change.failure = why;
    }

    private void confirm(String link, Change change) {
        change.decision = ChangeDecision.CONFIRMED;
        change.step = ChangeStep.CONFIRMED;
        generation++;
        change.wanted.ifPresentOrElse(setting -> running.put(link, setting), () -> running.remove(link));
    }

    private ChangeStatus status(String link, Change change) {
        long remaining =
                change.decision == ChangeDecision.UNDECIDED ? Math.max(0, change.deadlineMillis - pace.nowMillis()) : 0;
        return new ChangeStatus(
                link,
                change.transaction,
                change.owner,
                change.step,
                true,
                change.decision,
                remaining,
                Optional.of(change.failure).filter(text -> !text.isEmpty()));
    }

    private GatewayException refused(Refusal refusal, String why) {
        return new GatewayException(refusal, name + ": " + why, null);
    }

    /** A client of it, for a user. */
    public GatewayClient client(String user) {
        return new Client(user);
    }

    private final class Client implements GatewayClient {
        private final String user;

        Client(String user) {
            this.user = user;
        }

        @Override
        public String name() {
            return name;
        }

        @Override
        public String user() {
            return user;
        }

        private void asked(String what) throws GatewayException {
            calls.add(what);
            settle();
            if (!agentRuns) {
                throw refused(Refusal.AGENT_UNREACHABLE, "the agent does not answer");
            }
        }

        @Override
        public GatewayHealth health() throws GatewayException {
            asked("health");
            List<LinkHealth> links = running.values().stream()
                    .map(link -> new LinkHealth(
                            link.link(), link.peer(), "up", link.suite(), 1, link.periodMillis(), 20.1, 0))
                    .toList();
            return new GatewayHealth("0.1.0", "xfrm", true, 5_000, links, List.of("keys are simulated"));
        }

        @Override
        public GatewayConfiguration configuration() throws GatewayException {
            asked("configuration");
            List<ChangeStatus> all = new ArrayList<>();
            changes.forEach((link, change) -> all.add(status(link, change)));
            return new GatewayConfiguration(generation, List.copyOf(running.values()), all);
        }

        @Override
        public LockGrant lock(String link, String transaction, long seen, Duration timeout) throws GatewayException {
            asked("lock");
            Change held = changes.get(link);
            if (held != null && held.decision == ChangeDecision.UNDECIDED) {
                if (held.transaction.equals(transaction) && held.owner.equals(user)) {
                    return new LockGrant(held.token, status(link, held));
                }
                throw refused(Refusal.LOCKED, "locked by " + held.owner);
            }
            if (seen != generation) {
                throw refused(Refusal.STALE_GENERATION, "the configuration was changed since");
            }
            Change change = new Change(transaction, user, ++tokens, pace.nowMillis() + timeout.toMillis());
            changes.put(link, change);
            return new LockGrant(change.token, status(link, change));
        }

        private Change held(String link, long token) throws GatewayException {
            Change change = changes.get(link);
            if (change == null || change.token != token) {
                throw refused(Refusal.BAD_TOKEN, "another token");
            }
            return change;
        }

        private Change undecided(String link, long token) throws GatewayException {
            Change change = held(link, token);
            if (change.decision != ChangeDecision.UNDECIDED) {
                throw refused(Refusal.TRANSACTION_ENDED, "the change is over: " + change.decision);
            }
            return change;
        }

        private ChangeStatus step(String link, long token, ChangeStep from, ChangeStep to) throws GatewayException {
            Change change = undecided(link, token);
            if (change.step != from && change.step != to) {
                throw refused(Refusal.WRONG_STEP, "at " + change.step);
            }
            change.step = to;
            return status(link, change);
        }

        @Override
        public ChangeStatus prepare(String link, long token, Optional<LinkSetting> wanted) throws GatewayException {
            asked("prepare");
            undecided(link, token).wanted = wanted;
            return step(link, token, ChangeStep.LOCKED, ChangeStep.PREPARED);
        }

        @Override
        public ChangeStatus take(ChangeAction action, String link, long token) throws GatewayException {
            asked(action.name());
            return switch (action) {
                case BLOCK -> step(link, token, ChangeStep.PREPARED, ChangeStep.BLOCKED);
                case INBOUND -> step(link, token, ChangeStep.BLOCKED, ChangeStep.INBOUND);
                case OUTBOUND -> step(link, token, ChangeStep.INBOUND, ChangeStep.OUTBOUND);
                case PROVE -> prove(link, token);
                case CONFIRM -> confirmed(link, token);
                case UNDO -> undone(link, token, false);
                case RELEASE -> undone(link, token, true);
            };
        }

        private ChangeStatus prove(String link, long token) throws GatewayException {
            if (!canSpeak()) {
                throw refused(Refusal.PEER_UNREACHABLE, "the other agent does not answer");
            }
            return step(link, token, ChangeStep.OUTBOUND, ChangeStep.PROVEN);
        }

        private ChangeStatus confirmed(String link, long token) throws GatewayException {
            Change change = held(link, token);
            if (change.decision == ChangeDecision.CONFIRMED) {
                return status(link, change);
            }
            if (undecided(link, token).step != ChangeStep.COMMITTED) {
                throw refused(Refusal.WRONG_STEP, "at " + change.step);
            }
            confirm(link, change);
            return status(link, change);
        }

        private ChangeStatus undone(String link, long token, boolean release) throws GatewayException {
            Change change = undecided(link, token);
            if (change.step == ChangeStep.COMMITTED) {
                if (!canSpeak()) {
                    throw refused(Refusal.PEER_UNREACHABLE, "the other agent may have been confirmed");
                }
                if (counterpart(link, change)
                        .map(other -> other.decision)
                        .equals(Optional.of(ChangeDecision.CONFIRMED))) {
                    confirm(link, change);
                    return status(link, change);
                }
                abort(change, "undone");
                counterpart(link, change).ifPresent(other -> abort(other, "the peer went back"));
                return status(link, change);
            }
            change.step = ChangeStep.LOCKED;
            change.wanted = Optional.empty();
            if (release) {
                abort(change, "");
            }
            return status(link, change);
        }

        @Override
        public ChangeStatus commit(String link, long token, Duration confirmTimeout) throws GatewayException {
            asked("commit");
            ChangeStatus status = step(link, token, ChangeStep.PROVEN, ChangeStep.COMMITTED);
            undecided(link, token).deadlineMillis = pace.nowMillis() + confirmTimeout.toMillis();
            return status;
        }

        @Override
        public ChangeStatus breakLock(String link) throws GatewayException {
            asked("break-lock");
            Change change = changes.get(link);
            if (change == null) {
                throw refused(Refusal.UNKNOWN_LINK, "no change of " + link);
            }
            abort(change, "the lock was broken");
            return status(link, change);
        }

        @Override
        public void close() {
            // Nothing is open.
        }
    }
}
