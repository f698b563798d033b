package org.qgate.agent.change;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.qgate.control.ChangeCommand;
import org.qgate.control.ChangeStatus;
import org.qgate.control.ControlReply;
import org.qgate.control.LinkConfiguration;
import org.qgate.control.SelectorStatus;

/** Two ends, a client that drives both, and a path that loses what it likes; on a virtual clock. */
final class TwoEnds {
    static final String LINK = "alice-bob";
    private static final long STEP_NANOS = 10_000_000;
    static final long TIMEOUT_MILLIS = 20_000;
    /** How long the client waits for a step. */
    private static final int PATIENCE_STEPS = 1_500;

    final ModelEnd alice;
    final ModelEnd bob;
    long nowNanos = 1;
    double loss;
    /** Nothing that bob says arrives. */
    boolean bobIsMute;

    private final Random random;
    private final Map<ModelEnd, Long> tokens = new java.util.HashMap<>();
    /** Requests that the client may still make before it dies; negative: any number. */
    int requestsLeft = -1;

    /** The client is gone. */
    static final class ClientGone extends Exception {
        private static final long serialVersionUID = 1;
    }

    TwoEnds(Optional<LinkConfiguration> before, long seed) {
        random = new Random(seed);
        Map<String, LinkConfiguration> file = new TreeMap<>();
        before.ifPresent(link -> file.put(link.name(), link));
        alice = new ModelEnd(file, () -> random.nextDouble() < loss, () -> bobIsMute || loss >= 1);
        bob = new ModelEnd(file, () -> bobIsMute || random.nextDouble() < loss, () -> loss >= 1);
        alice.meet(bob);
        bob.meet(alice);
    }

    static LinkConfiguration link(String suite, long periodMillis, String peerAddress) {
        return new LinkConfiguration(
                LINK,
                "bob",
                "192.0.2.1",
                peerAddress,
                5600,
                5601,
                suite,
                periodMillis,
                "hold",
                List.of(new SelectorStatus("10.1.0.0/24", "10.2.0.0/24")),
                Optional.empty(),
                List.of(),
                List.of(),
                Optional.empty(),
                true,
                50_000,
                "");
    }

    List<ModelEnd> ends() {
        return List.of(alice, bob);
    }

    void run(long millis) throws IOException {
        for (long end = nowNanos + millis * 1_000_000; nowNanos < end; nowNanos += STEP_NANOS) {
            for (ModelEnd each : ends()) {
                act(each);
            }
        }
    }

    /** Time in which nobody does anything. */
    void pass(long millis) {
        nowNanos += millis * 1_000_000;
    }

    private void act(ModelEnd end) throws IOException {
        try {
            end.changes.act(nowNanos);
        } catch (ModelEnd.Killed e) {
            end.restart(nowNanos);
        }
    }

    ControlReply request(ModelEnd end, ChangeCommand command) throws IOException, ChangeRefusedException, ClientGone {
        if (requestsLeft == 0) {
            throw new ClientGone();
        }
        requestsLeft--;
        return answer(end, command);
    }

    private ControlReply answer(ModelEnd end, ChangeCommand command)
            throws IOException, ChangeRefusedException, ClientGone {
        try {
            return end.changes.execute(command, nowNanos);
        } catch (ModelEnd.Killed e) {
            end.restart(nowNanos);
            throw new ClientGone();
        }
    }

    /** Waits until the step is done; the client gives up at a failure. */
    private void await(ModelEnd end, ControlReply first) throws IOException, ChangeRefusedException, ClientGone {
        ControlReply reply = first;
        for (int i = 0; i < PATIENCE_STEPS; i++) {
            ChangeStatus status = ((ControlReply.Change) reply).change();
            if (status.stepDone()) {
                return;
            }
            if (status.failure().isPresent()) {
                throw new ClientGone();
            }
            run(10);
            reply = answer(end, new ChangeCommand.Poll(LINK));
        }
        throw new ClientGone();
    }

    private interface Step {
        ChangeCommand of(long token);
    }

    private void both(Step step) throws IOException, ChangeRefusedException, ClientGone {
        List<ControlReply> replies = new ArrayList<>();
        for (ModelEnd end : ends()) {
            replies.add(request(end, step.of(tokens.getOrDefault(end, 0L))));
        }
        for (int i = 0; i < replies.size(); i++) {
            await(ends().get(i), replies.get(i));
        }
    }

    long generation(ModelEnd end) {
        return end.changes.configurations(Optional.empty(), nowNanos).generation();
    }

    void lock(String transaction) throws IOException, ChangeRefusedException, ClientGone {
        for (ModelEnd end : ends()) {
            ControlReply reply =
                    request(end, new ChangeCommand.Lock(LINK, transaction, generation(end), "carol", TIMEOUT_MILLIS));
            tokens.put(end, ((ControlReply.Locked) reply).token());
        }
    }

    long token(ModelEnd end) {
        return tokens.getOrDefault(end, 0L);
    }

    /** The whole transaction up to the proof at both ends. */
    void prove(String transaction, Optional<LinkConfiguration> wanted)
            throws IOException, ChangeRefusedException, ClientGone {
        lock(transaction);
        both(token -> new ChangeCommand.Prepare(LINK, token, wanted));
        both(token -> new ChangeCommand.Block(LINK, token));
        both(token -> new ChangeCommand.Inbound(LINK, token));
        both(token -> new ChangeCommand.Outbound(LINK, token));
        both(token -> new ChangeCommand.Prove(LINK, token));
    }

    /** The whole transaction up to the commit at both ends. */
    void commit(String transaction, Optional<LinkConfiguration> wanted)
            throws IOException, ChangeRefusedException, ClientGone {
        prove(transaction, wanted);
        both(token -> new ChangeCommand.Commit(LINK, token, TIMEOUT_MILLIS));
    }

    void change(String transaction, Optional<LinkConfiguration> wanted)
            throws IOException, ChangeRefusedException, ClientGone {
        commit(transaction, wanted);
        both(token -> new ChangeCommand.Confirm(LINK, token));
    }

    ChangeStatus status(ModelEnd end) throws IOException, ChangeRefusedException {
        ControlReply reply = end.changes.execute(new ChangeCommand.Poll(LINK), nowNanos);
        return ((ControlReply.Change) reply).change();
    }

    Stream<Optional<LinkConfiguration>> configurations() {
        return ends().stream().map(end -> Optional.ofNullable(end.running.get(LINK)));
    }
}
