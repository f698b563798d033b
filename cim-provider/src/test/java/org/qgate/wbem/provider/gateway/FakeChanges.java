package org.qgate.wbem.provider.gateway;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.qgate.control.ChangeCommand;
import org.qgate.control.ChangeDecision;
import org.qgate.control.ChangeStatus;
import org.qgate.control.ChangeStep;
import org.qgate.control.ControlReply;
import org.qgate.control.ErrorCode;
import org.qgate.control.LinkConfiguration;
import org.qgate.control.SelectorStatus;

/** The changes of an agent's links, in memory: every step is done at once, except that the inbound one takes two looks. */
final class FakeChanges {
    private final List<LinkConfiguration> running = new ArrayList<>(List.of(configuration("ab"), configuration("ac")));
    private long generation = 4;
    private long token = 8;
    private boolean held;
    private String transaction = "";
    private String owner = "";
    private String link = "ab";
    private ChangeStep step = ChangeStep.IDLE;
    private boolean stepDone = true;
    private ChangeDecision decision = ChangeDecision.UNDECIDED;
    private Optional<LinkConfiguration> prepared = Optional.empty();

    /** Makes the next step fail after it has begun. */
    @Nullable
    String failure;

    static LinkConfiguration configuration(String link) {
        return new LinkConfiguration(
                link,
                "bob",
                "192.0.2.1",
                "192.0.2.2",
                5600,
                5601,
                "aes-gcm-256",
                20,
                "hold",
                List.of(
                        new SelectorStatus("10.1.0.0/16", "10.2.0.0/17"),
                        new SelectorStatus("2001:db8:1::/48", "2001:db8:2::/64")),
                link.equals("ac")
                        ? Optional.of(new LinkConfiguration.Interface("qgate0", "xfrm", List.of("10.1.0.1/24"), 1_400))
                        : Optional.empty(),
                List.of(new LinkConfiguration.Address("lo", "10.1.0.9/32")),
                List.of(
                        new LinkConfiguration.Route(
                                "10.2.0.0/24", Optional.of("192.0.2.2"), Optional.empty(), Optional.of("10.1.0.9")),
                        new LinkConfiguration.Route(
                                "10.3.0.0/24", Optional.empty(), Optional.of("eth0"), Optional.empty())),
                link.equals("ac") ? Optional.of(new LinkConfiguration.UdpPorts(4_500, 4_501)) : Optional.empty(),
                true,
                50_000,
                link);
    }

    ControlReply.Configurations configurations() {
        return new ControlReply.Configurations(generation, running, List.of(status(0)));
    }

    long generation() {
        return generation;
    }

    List<LinkConfiguration> running() {
        return running;
    }

    ControlReply carryOut(ChangeCommand command) {
        if (command instanceof ChangeCommand.Lock lock) {
            return lock(lock);
        }
        if (command instanceof ChangeCommand.Poll) {
            stepDone = failure == null;
            return new ControlReply.Change(status(0));
        }
        if (command instanceof ChangeCommand.BreakLock) {
            end(ChangeStep.ABORTED, ChangeDecision.ABORTED);
            return new ControlReply.Change(status(0));
        }
        if (command instanceof ChangeCommand.Prepare prepare) {
            require(prepare.token());
            prepared = prepare.wanted();
            return reached(ChangeStep.PREPARED);
        }
        if (command instanceof ChangeCommand.Block block) {
            return step(block.token(), ChangeStep.PREPARED, ChangeStep.BLOCKED);
        }
        if (command instanceof ChangeCommand.Inbound inbound) {
            require(inbound.token());
            ControlReply reply = reached(ChangeStep.INBOUND);
            stepDone = false;
            return failure == null && reply instanceof ControlReply.Change
                    ? new ControlReply.Change(status(token))
                    : reply;
        }
        if (command instanceof ChangeCommand.Outbound outbound) {
            return step(outbound.token(), ChangeStep.INBOUND, ChangeStep.OUTBOUND);
        }
        if (command instanceof ChangeCommand.Prove prove) {
            return step(prove.token(), ChangeStep.OUTBOUND, ChangeStep.PROVEN);
        }
        if (command instanceof ChangeCommand.Commit commit) {
            return step(commit.token(), ChangeStep.PROVEN, ChangeStep.COMMITTED);
        }
        if (command instanceof ChangeCommand.Confirm confirm) {
            require(confirm.token());
            running.removeIf(one -> one.name().equals(link));
            prepared.ifPresent(running::add);
            generation++;
            end(ChangeStep.CONFIRMED, ChangeDecision.CONFIRMED);
            return new ControlReply.Change(status(0));
        }
        if (command instanceof ChangeCommand.Undo undo) {
            require(undo.token());
            prepared = Optional.empty();
            return reached(ChangeStep.LOCKED);
        }
        ChangeCommand.Release release = (ChangeCommand.Release) command;
        require(release.token());
        end(ChangeStep.ABORTED, ChangeDecision.ABORTED);
        return new ControlReply.Change(status(0));
    }

    private ControlReply lock(ChangeCommand.Lock lock) {
        if (lock.generation() != generation) {
            throw refused(ErrorCode.STALE_GENERATION, "the configuration has generation " + generation);
        }
        if (held && !lock.transaction().equals(transaction)) {
            throw refused(ErrorCode.LOCKED, owner + " holds the lock of link " + lock.link());
        }
        if (!held) {
            held = true;
            token++;
            transaction = lock.transaction();
            owner = lock.owner();
            link = lock.link();
            decision = ChangeDecision.UNDECIDED;
            reached(ChangeStep.LOCKED);
        }
        return new ControlReply.Locked(token, status(token));
    }

    private ControlReply step(long given, ChangeStep before, ChangeStep after) {
        require(given);
        if (step != before && step != after) {
            throw refused(ErrorCode.WRONG_STEP, "the change is at " + step + ", not at " + before);
        }
        return reached(after);
    }

    private ControlReply reached(ChangeStep now) {
        step = now;
        stepDone = failure == null;
        return new ControlReply.Change(status(token));
    }

    private void end(ChangeStep last, ChangeDecision decided) {
        held = false;
        step = last;
        stepDone = true;
        decision = decided;
        prepared = Optional.empty();
    }

    private void require(long given) {
        if (!held || given != token) {
            throw refused(ErrorCode.BAD_TOKEN, "token " + given + " is not that of the lock");
        }
    }

    private ChangeStatus status(long shownToken) {
        return new ChangeStatus(
                link,
                transaction,
                owner,
                shownToken,
                step,
                stepDone,
                decision,
                generation,
                prepared.isPresent() ? generation + 1 : 0,
                held ? 60_000 : 0,
                Optional.ofNullable(failure));
    }

    private static Refused refused(ErrorCode code, String message) {
        return new Refused(code, message);
    }

    /** What an agent on a socket tells as an error. */
    static final class Refused extends RuntimeException {
        private static final long serialVersionUID = 1L;

        private final ErrorCode code;

        Refused(ErrorCode code, String message) {
            super(message);
            this.code = code;
        }

        ErrorCode code() {
            return code;
        }
    }
}
