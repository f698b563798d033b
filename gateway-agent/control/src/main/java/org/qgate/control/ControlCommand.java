package org.qgate.control;

import com.fasterxml.jackson.annotation.JsonTypeInfo;
import com.fasterxml.jackson.annotation.JsonTypeName;
import java.util.Optional;

/** What a client may ask of the agent. On the wire the field {@code name} tells which command it is. */
@JsonTypeInfo(use = JsonTypeInfo.Id.NAME, property = "name")
public sealed interface ControlCommand
        permits ControlCommand.Status,
                ControlCommand.Links,
                ControlCommand.Link,
                ControlCommand.SecurityAssociations,
                ControlCommand.Keys,
                ControlCommand.SetPeriod,
                ControlCommand.Reset,
                ControlCommand.RemoveLink,
                ControlCommand.Teardown,
                ControlCommand.HandOver,
                ControlCommand.Watch,
                ControlCommand.Configuration,
                ControlCommand.Version,
                ChangeCommand {

    /** True if the command changes the agent, its links or the kernel. */
    default boolean changes() {
        return false;
    }

    /** The agent as a whole; answered by {@link ControlReply.AgentStatus}. */
    @JsonTypeName("status")
    record Status() implements ControlCommand {}

    /** Every link; answered by {@link ControlReply.Links}. */
    @JsonTypeName("links")
    record Links() implements ControlCommand {}

    /** One link in full; answered by {@link ControlReply.LinkDetail}. */
    @JsonTypeName("link")
    record Link(String link) implements ControlCommand {
        public Link {
            ControlProtocol.requireName("link", link);
        }
    }

    /**
     * The current SA of each kind and the windows as counters, of one link or of all; answered by
     * {@link ControlReply.SecurityAssociations}.
     */
    @JsonTypeName("sas")
    record SecurityAssociations(Optional<String> link) implements ControlCommand {
        public SecurityAssociations {
            link.ifPresent(name -> ControlProtocol.requireName("link", name));
        }
    }

    /** Key pools, of one link or of all; answered by {@link ControlReply.Keys}. */
    @JsonTypeName("keys")
    record Keys(Optional<String> link) implements ControlCommand {
        public Keys {
            link.ifPresent(name -> ControlProtocol.requireName("link", name));
        }
    }

    /** Changes the key period of what this gateway sends on a link; answered by {@link ControlReply.Done}. */
    @JsonTypeName("set-period")
    record SetPeriod(String link, long periodMillis) implements ControlCommand {
        public SetPeriod {
            ControlProtocol.requireName("link", link);
            if (periodMillis <= 0) {
                throw new IllegalArgumentException("periodMillis " + periodMillis + " is not positive");
            }
        }

        @Override
        public boolean changes() {
            return true;
        }
    }

    /** Starts a new epoch beside the running one; answered by {@link ControlReply.Done} when it has been started. */
    @JsonTypeName("reset")
    record Reset(String link) implements ControlCommand {
        public Reset {
            ControlProtocol.requireName("link", link);
        }

        @Override
        public boolean changes() {
            return true;
        }
    }

    /**
     * Stops a link until the agent starts again and takes all that it put into the kernel away, the block policies too, so
     * that its selectors are routed like any other traffic; answered by {@link ControlReply.Done}.
     */
    @JsonTypeName("link-remove")
    record RemoveLink(String link) implements ControlCommand {
        public RemoveLink {
            ControlProtocol.requireName("link", link);
        }

        @Override
        public boolean changes() {
            return true;
        }
    }

    /** Removes every link as {@link RemoveLink} does and ends the agent; answered by {@link ControlReply.Done}. */
    @JsonTypeName("teardown")
    record Teardown() implements ControlCommand {
        @Override
        public boolean changes() {
            return true;
        }
    }

    /**
     * Ends the agent and leaves SAs and policies as they stand, so that the next one takes over without a lost packet; answered by
     * {@link ControlReply.Done}, which tells how long the keys in use last.
     */
    @JsonTypeName("hand-over")
    record HandOver() implements ControlCommand {
        @Override
        public boolean changes() {
            return true;
        }
    }

    /**
     * One {@link ControlEvent.Snapshot} per interval, and every other event when it happens, until the connection closes.
     * Answered by {@link ControlReply.Watching}.
     */
    @JsonTypeName("watch")
    record Watch(long intervalMillis) implements ControlCommand {
        public Watch {
            if (intervalMillis < ControlProtocol.WATCH_INTERVAL_MILLIS_MIN
                    || intervalMillis > ControlProtocol.WATCH_INTERVAL_MILLIS_MAX) {
                throw new IllegalArgumentException("intervalMillis " + intervalMillis + " is outside "
                        + ControlProtocol.WATCH_INTERVAL_MILLIS_MIN + ".." + ControlProtocol.WATCH_INTERVAL_MILLIS_MAX);
            }
        }
    }

    /**
     * How links are configured and what changes of them are under way, of one link or of all; answered by
     * {@link ControlReply.Configurations}.
     */
    @JsonTypeName("configuration")
    record Configuration(Optional<String> link) implements ControlCommand {
        public Configuration {
            link.ifPresent(name -> ControlProtocol.requireName("link", name));
        }
    }

    /** Versions of program and contract; answered by {@link ControlReply.VersionInfo}. */
    @JsonTypeName("version")
    record Version() implements ControlCommand {}
}
