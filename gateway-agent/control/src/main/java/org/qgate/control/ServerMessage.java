package org.qgate.control;

import com.fasterxml.jackson.annotation.JsonTypeInfo;
import com.fasterxml.jackson.annotation.JsonTypeName;
import java.util.Objects;

/** One line from the agent. On the wire the field {@code type} tells which message it is. */
@JsonTypeInfo(use = JsonTypeInfo.Id.NAME, property = "type")
public sealed interface ServerMessage {

    /** Id of the request that this line belongs to; 0 if the request could not be read that far. */
    long id();

    /** The command was carried out. */
    @JsonTypeName("reply")
    record Reply(int version, long id, ControlReply reply) implements ServerMessage {
        public Reply {
            Objects.requireNonNull(reply, "reply");
        }
    }

    /** The command was refused or failed. */
    @JsonTypeName("error")
    record Failure(int version, long id, ControlError error) implements ServerMessage {
        public Failure {
            Objects.requireNonNull(error, "error");
        }
    }

    /** Something that a watch asked to hear of. */
    @JsonTypeName("event")
    record Event(int version, long id, ControlEvent event) implements ServerMessage {
        public Event {
            Objects.requireNonNull(event, "event");
        }
    }

    /** A reply of this version of the contract. */
    static ServerMessage reply(long id, ControlReply reply) {
        return new Reply(ControlProtocol.VERSION, id, reply);
    }

    /** An error of this version of the contract. */
    static ServerMessage error(long id, ErrorCode code, String message) {
        return new Failure(ControlProtocol.VERSION, id, new ControlError(code, message));
    }

    /** An event of this version of the contract. */
    static ServerMessage event(long id, ControlEvent event) {
        return new Event(ControlProtocol.VERSION, id, event);
    }
}
