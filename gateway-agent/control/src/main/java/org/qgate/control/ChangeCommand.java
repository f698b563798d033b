package org.qgate.control;

import com.fasterxml.jackson.annotation.JsonTypeName;
import java.util.Objects;
import java.util.Optional;

/**
 * Steps by which a client changes a link at both of its gateways, in the order of {@link ChangeStep}. Each may be repeated: the agent
 * then answers as the first time. A step that needs the other agent is answered when it has begun; ask with {@link Poll} until it is done.
 *
 * <p>All but {@link Lock} and {@link BreakLock} carry the lock's token; with another one they are refused with {@link ErrorCode#BAD_TOKEN}.
 */
public sealed interface ChangeCommand extends ControlCommand {
    /** Longest time from the lock, or from the commit, to the confirmation: one hour, in milliseconds. */
    long TIMEOUT_MILLIS_MAX = 3_600_000;

    /** Longest transaction id and owner, in characters. */
    int TEXT_CHARS_MAX = 128;

    /** The link that is changed, made or removed. */
    String link();

    @Override
    default boolean changes() {
        return true;
    }

    /**
     * Takes the link's lock and starts the transaction's timer: unconfirmed at its end, the agent undoes by itself. Answered by
     * {@link ControlReply.Locked}.
     *
     * @param link may be one that is not there yet
     * @param transaction chosen by the client, the same at both gateways, 1 to 128 characters
     * @param generation of the configuration that the client has seen, {@link ControlReply.Configurations#generation}
     * @param owner the authenticated user for whom the client acts
     * @param timeoutMillis 1 to 3,600,000
     */
    @JsonTypeName("change-lock")
    record Lock(String link, String transaction, long generation, String owner, long timeoutMillis)
            implements ChangeCommand {
        public Lock {
            ControlProtocol.requireName("link", link);
            requireText("transaction", transaction);
            requireText("owner", owner);
            requireTimeout(timeoutMillis);
            if (generation < 0) {
                throw new IllegalArgumentException("generation " + generation + " is negative");
            }
        }
    }

    /**
     * Validates what is wanted and stores it beside what runs; answered by {@link ControlReply.Change}.
     *
     * @param wanted empty to remove the link
     */
    @JsonTypeName("change-prepare")
    record Prepare(String link, long token, Optional<LinkConfiguration> wanted) implements ChangeCommand {
        public Prepare {
            ControlProtocol.requireName("link", link);
            Objects.requireNonNull(wanted, "wanted");
        }
    }

    /** Blocks the traffic that a running link does not protect yet; answered by {@link ControlReply.Change}. */
    @JsonTypeName("change-block")
    record Block(String link, long token) implements ChangeCommand {
        public Block {
            ControlProtocol.requireName("link", link);
        }
    }

    /** Policies and inbound SAs of the new configuration; answered by {@link ControlReply.Change}. */
    @JsonTypeName("change-inbound")
    record Inbound(String link, long token) implements ChangeCommand {
        public Inbound {
            ControlProtocol.requireName("link", link);
        }
    }

    /** Outbound SAs: traffic flows under the new configuration; answered by {@link ControlReply.Change}. */
    @JsonTypeName("change-outbound")
    record Outbound(String link, long token) implements ChangeCommand {
        public Outbound {
            ControlProtocol.requireName("link", link);
        }
    }

    /** Proves that packets cross in both directions; answered by {@link ControlReply.Change}. */
    @JsonTypeName("change-prove")
    record Prove(String link, long token) implements ChangeCommand {
        public Prove {
            ControlProtocol.requireName("link", link);
        }
    }

    /**
     * Makes the new configuration the running one, to be confirmed in time; answered by {@link ControlReply.Change}.
     *
     * @param confirmTimeoutMillis 1 to 3,600,000; without a confirmation by then the agent reverts
     */
    @JsonTypeName("change-commit")
    record Commit(String link, long token, long confirmTimeoutMillis) implements ChangeCommand {
        public Commit {
            ControlProtocol.requireName("link", link);
            requireTimeout(confirmTimeoutMillis);
        }
    }

    /** Decides for the new configuration at both ends and frees the lock; answered by {@link ControlReply.Change}. */
    @JsonTypeName("change-confirm")
    record Confirm(String link, long token) implements ChangeCommand {
        public Confirm {
            ControlProtocol.requireName("link", link);
        }
    }

    /** Undoes all steps, back to the lock; answered by {@link ControlReply.Change}. */
    @JsonTypeName("change-undo")
    record Undo(String link, long token) implements ChangeCommand {
        public Undo {
            ControlProtocol.requireName("link", link);
        }
    }

    /** Undoes what is not confirmed and frees the lock; answered by {@link ControlReply.Change}. */
    @JsonTypeName("change-release")
    record Release(String link, long token) implements ChangeCommand {
        public Release {
            ControlProtocol.requireName("link", link);
        }
    }

    /**
     * {@link Release} without the token, for administrators; answered by {@link ControlReply.Change}.
     *
     * @param owner the authenticated administrator, for the log
     */
    @JsonTypeName("change-break-lock")
    record BreakLock(String link, String owner) implements ChangeCommand {
        public BreakLock {
            ControlProtocol.requireName("link", link);
            requireText("owner", owner);
        }
    }

    /** How far the change of a link is; answered by {@link ControlReply.Change}, without the token. */
    @JsonTypeName("change-status")
    record Poll(String link) implements ChangeCommand {
        public Poll {
            ControlProtocol.requireName("link", link);
        }

        @Override
        public boolean changes() {
            return false;
        }
    }

    private static void requireText(String what, String text) {
        boolean plain = !text.isEmpty()
                && text.length() <= TEXT_CHARS_MAX
                && text.chars().noneMatch(Character::isISOControl);
        if (!plain) {
            throw new IllegalArgumentException(
                    what + " must have 1 to " + TEXT_CHARS_MAX + " characters and no control characters");
        }
    }

    private static void requireTimeout(long millis) {
        if (millis < 1 || millis > TIMEOUT_MILLIS_MAX) {
            throw new IllegalArgumentException(
                    "a time-out of " + millis + " ms is outside 1 ms to " + TIMEOUT_MILLIS_MAX + " ms");
        }
    }
}
