package org.qgate.agent.change;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.function.Consumer;
import org.qgate.agent.change.ChangeRecord.Phase;
import org.qgate.control.ChangeCommand;
import org.qgate.control.ChangeDecision;
import org.qgate.control.ChangeStatus;
import org.qgate.control.ChangeStep;
import org.qgate.control.ControlEvent;
import org.qgate.control.ControlReply;
import org.qgate.control.ErrorCode;
import org.qgate.control.LinkConfiguration;
import org.qgate.core.model.ChangeNews;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The changes of all links of a gateway: locks, generations, the commands of clients and the words of peers' agents. */
public final class LinkChanges {
    /** Links of which a change is remembered. */
    static final int CHANGES_MAX = 512;

    private static final long NANOS_PER_MILLI = 1_000_000;
    private static final Logger LOG = LoggerFactory.getLogger(LinkChanges.class);

    private final ConfigurationStore store;
    private final LinkOperations links;
    private final Consumer<ControlEvent> events;
    private final Map<String, LinkChange> changes = new TreeMap<>();
    private final ChangeProgress.Journal journal = new StateJournal();
    private ConfigurationState state;

    /**
     * Changes that go on from what was remembered.
     *
     * @param restored {@link ConfigurationState#NONE} if nothing was
     * @param store where the state is saved
     * @param links what is changed
     * @param events hears of configurations that were changed, and of changes that were undone
     */
    public LinkChanges(
            ConfigurationState restored,
            ConfigurationStore store,
            LinkOperations links,
            Consumer<ControlEvent> events) {
        this.state = restored;
        this.store = store;
        this.links = links;
        this.events = events;
    }

    /** Takes up what was under way when the agent ended; its links have started. */
    public void recover(long nowNanos) throws IOException {
        for (ChangeRecord record : List.copyOf(state.changes().values())) {
            changes.put(record.link(), LinkChange.restored(record, links, journal, nowNanos));
        }
    }

    /** Saves what a change has become, together with what follows from it for the configuration as a whole. */
    private final class StateJournal implements ChangeProgress.Journal {
        @Override
        public void save(ChangeRecord before, ChangeRecord after) throws IOException {
            ConfigurationState next = state.with(after);
            boolean decided = before.phase() != after.phase();
            if (after.generation() > next.lastGeneration()) {
                next = next.withLastGeneration(after.generation());
            }
            if (decided && after.phase() == Phase.COMMITTED) {
                next = next.running(after.generation());
            } else if (decided && after.phase() == Phase.CONFIRMED) {
                next = next.confirming(after).running(Math.max(state.generation(), after.generation()));
            } else if (decided && before.phase() == Phase.COMMITTED) {
                long fresh = next.lastGeneration() + 1;
                next = next.withLastGeneration(fresh).running(fresh);
            }
            store.save(next);
            state = next;
            if (decided) {
                publish(after);
            }
        }

        @Override
        public long nextGeneration() {
            return state.lastGeneration() + 1;
        }

        @Override
        public long runningGeneration() {
            return state.generation();
        }
    }

    private void publish(ChangeRecord record) {
        if (record.phase() == Phase.CONFIRMED) {
            events.accept(new ControlEvent.ConfigurationChanged(
                    record.link(), record.transaction(), record.owner(), record.generation()));
        } else if (record.phase() == Phase.ABORTED && record.prepared()) {
            String reason = record.failure().orElse("");
            events.accept(new ControlEvent.ChangeRolledBack(
                    record.link(),
                    record.transaction(),
                    record.owner(),
                    reason.startsWith(Settlement.NOT_CONFIRMED),
                    reason));
        }
    }

    /** Carries out a command. */
    public ControlReply execute(ChangeCommand command, long nowNanos) throws ChangeRefusedException, IOException {
        if (command instanceof ChangeCommand.Lock lock) {
            return lock(lock, nowNanos);
        }
        if (command instanceof ChangeCommand.Poll poll) {
            return new ControlReply.Change(status(poll.link(), nowNanos));
        }
        LinkChange change = changes.get(command.link());
        if (change == null) {
            throw new ChangeRefusedException(
                    ErrorCode.BAD_TOKEN, "link " + command.link() + " is not locked; lock it first");
        }
        boolean holds = !(command instanceof ChangeCommand.BreakLock);
        step(change, command, nowNanos);
        ChangeStatus now = change.status(holds, nowNanos);
        LOG.info(
                "link {}: transaction {} of {}: step {}{}",
                now.link(),
                now.transaction(),
                now.owner(),
                now.step(),
                now.stepDone() ? " is done" : " has begun");
        return new ControlReply.Change(now);
    }

    private void step(LinkChange change, ChangeCommand command, long nowNanos)
            throws ChangeRefusedException, IOException {
        if (command instanceof ChangeCommand.BreakLock broken) {
            change.breakLock("administrator " + broken.owner(), nowNanos);
        } else if (command instanceof ChangeCommand.Prepare prepare) {
            change.requireToken(prepare.token());
            change.prepare(prepare.wanted());
        } else if (command instanceof ChangeCommand.Block block) {
            change.requireToken(block.token());
            change.take(ChangeStep.BLOCKED, nowNanos);
        } else if (command instanceof ChangeCommand.Inbound inbound) {
            change.requireToken(inbound.token());
            change.take(ChangeStep.INBOUND, nowNanos);
        } else if (command instanceof ChangeCommand.Outbound outbound) {
            change.requireToken(outbound.token());
            change.take(ChangeStep.OUTBOUND, nowNanos);
        } else if (command instanceof ChangeCommand.Prove prove) {
            change.requireToken(prove.token());
            change.take(ChangeStep.PROVEN, nowNanos);
        } else {
            decide(change, command, nowNanos);
        }
    }

    private static void decide(LinkChange change, ChangeCommand command, long nowNanos)
            throws ChangeRefusedException, IOException {
        if (command instanceof ChangeCommand.Commit commit) {
            change.requireToken(commit.token());
            change.commit(commit.confirmTimeoutMillis() * NANOS_PER_MILLI, nowNanos);
        } else if (command instanceof ChangeCommand.Confirm confirm) {
            change.requireToken(confirm.token());
            change.confirm(nowNanos);
        } else if (command instanceof ChangeCommand.Undo undo) {
            change.requireToken(undo.token());
            change.undo(nowNanos);
        } else if (command instanceof ChangeCommand.Release release) {
            change.requireToken(release.token());
            change.release("its owner", nowNanos);
        } else {
            throw new IllegalArgumentException("not a step of a change: " + command);
        }
    }

    private ControlReply lock(ChangeCommand.Lock lock, long nowNanos) throws ChangeRefusedException, IOException {
        LinkChange last = changes.get(lock.link());
        if (last != null) {
            ChangeRecord record = last.record();
            boolean same = record.transaction().equals(lock.transaction())
                    && record.owner().equals(lock.owner());
            if (same && last.isUnderWay()) {
                return new ControlReply.Locked(record.token(), last.status(true, nowNanos));
            }
            if (record.transaction().equals(lock.transaction())) {
                throw new ChangeRefusedException(
                        ErrorCode.TRANSACTION_ENDED,
                        "transaction " + lock.transaction() + " of link " + lock.link()
                                + " has ended; begin another one");
            }
            Optional<ChangeRefusedException> refusal = last.refusalOfAnother(nowNanos);
            if (refusal.isPresent()) {
                throw refusal.get();
            }
        }
        if (lock.generation() != state.generation()) {
            throw new ChangeRefusedException(
                    ErrorCode.STALE_GENERATION,
                    "the configuration here is of generation " + state.generation() + ", not " + lock.generation()
                            + "; read it again");
        }
        makeRoom(lock.link());
        Optional<LinkConfiguration> before = links.running().stream()
                .filter(link -> link.name().equals(lock.link()))
                .findFirst();
        long token = state.lastToken() + 1;
        ChangeRecord record = ChangeRecord.locked(lock.link(), lock.transaction(), lock.owner(), token, before);
        ConfigurationState next = state.withToken(token).with(record);
        store.save(next);
        state = next;
        LinkChange change =
                LinkChange.locked(record, links, journal, nowNanos + lock.timeoutMillis() * NANOS_PER_MILLI);
        changes.put(lock.link(), change);
        LOG.info("link {}: locked by {} for transaction {}", lock.link(), lock.owner(), lock.transaction());
        return new ControlReply.Locked(token, change.status(true, nowNanos));
    }

    /** Forgets a change that is over, if there are too many to remember another. */
    private void makeRoom(String link) throws ChangeRefusedException {
        if (changes.size() < CHANGES_MAX || changes.containsKey(link)) {
            return;
        }
        String forgotten = changes.entrySet().stream()
                .filter(entry -> entry.getValue().record().isDecided()
                        && entry.getValue().record().finished())
                .map(Map.Entry::getKey)
                .findFirst()
                .orElseThrow(() -> new ChangeRefusedException(
                        ErrorCode.BUSY, CHANGES_MAX + " links are being changed; wait until some are done"));
        changes.remove(forgotten);
        state = state.without(forgotten);
    }

    private ChangeStatus status(String link, long nowNanos) {
        LinkChange change = changes.get(link);
        return change == null
                ? new ChangeStatus(
                        link,
                        "",
                        "",
                        0,
                        ChangeStep.IDLE,
                        true,
                        ChangeDecision.UNDECIDED,
                        state.generation(),
                        0,
                        0,
                        Optional.empty())
                : change.status(false, nowNanos);
    }

    /** How links run and what changes of them there are, of one link or of all. */
    public ControlReply.Configurations configurations(Optional<String> link, long nowNanos) {
        List<LinkConfiguration> running = links.running().stream()
                .filter(each -> link.isEmpty() || link.get().equals(each.name()))
                .toList();
        List<ChangeStatus> all = new ArrayList<>();
        changes.forEach((name, change) -> {
            if (link.isEmpty() || link.get().equals(name)) {
                all.add(change.status(false, nowNanos));
            }
        });
        return new ControlReply.Configurations(state.generation(), running, all);
    }

    /** Whether a change of the link is under way, so that nothing else may change it. */
    public boolean isUnderWay(String link) {
        LinkChange change = changes.get(link);
        return change != null && change.isUnderWay();
    }

    /** Listens to peers' agents and does what is due. */
    public void act(long nowNanos) {
        for (LinkOperations.Heard heard : links.takeNews()) {
            attempt(heard.link(), () -> hear(heard, nowNanos));
        }
        changes.forEach((link, change) -> {
            if (nowNanos >= change.nextDeadlineNanos() && !attempt(link, () -> change.act(nowNanos))) {
                change.postpone(nowNanos);
            }
        });
    }

    /** Something that needs the disk or the data plane. */
    @FunctionalInterface
    private interface Attempt {
        void run() throws IOException;
    }

    /** What fails is due again, or asked for again by the peer. */
    private static boolean attempt(String link, Attempt attempt) {
        try {
            attempt.run();
            return true;
        } catch (IOException e) {
            LOG.error("link {}: its change cannot go on: {}", link, e.getMessage());
            return false;
        }
    }

    private void hear(LinkOperations.Heard heard, long nowNanos) throws IOException {
        LinkChange change = changes.get(heard.link());
        ChangeNews news = heard.news();
        if (change != null && change.isAbout(news)) {
            change.heard(news, nowNanos);
        } else if (news.question() != ChangeNews.Question.NONE) {
            boolean confirmed = state.confirmed().stream()
                    .anyMatch(name -> TransactionName.of(name).isIn(news));
            links.tell(
                    heard.link(),
                    new ChangeNews(
                            news.transactionHigh(),
                            news.transactionLow(),
                            0,
                            confirmed ? ChangeNews.State.CONFIRMED : ChangeNews.State.ABORTED,
                            ChangeNews.Question.NONE,
                            links.packetsDeciphered(heard.link())));
        }
    }

    /** When {@link #act} has something to do, {@link Long#MAX_VALUE} for never. */
    public long nextDeadlineNanos() {
        long next = Long.MAX_VALUE;
        for (LinkChange change : changes.values()) {
            next = Math.min(next, change.nextDeadlineNanos());
        }
        return next;
    }
}
