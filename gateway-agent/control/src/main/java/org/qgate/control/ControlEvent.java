package org.qgate.control;

import com.fasterxml.jackson.annotation.JsonTypeInfo;
import com.fasterxml.jackson.annotation.JsonTypeName;
import java.util.List;

/** What a watch delivers. On the wire the field {@code kind} tells which event it is. */
@JsonTypeInfo(use = JsonTypeInfo.Id.NAME, property = "kind")
public sealed interface ControlEvent {

    /**
     * State of every link at one moment.
     *
     * @param sequence counts the snapshots of this watch from 1, without gaps
     * @param uptimeMillis of the agent when the snapshot was taken
     * @param links ordered by name
     */
    @JsonTypeName("snapshot")
    record Snapshot(long sequence, long uptimeMillis, List<LinkStatus> links) implements ControlEvent {
        public Snapshot {
            links = List.copyOf(links);
        }
    }

    /** A link went from one state to another. */
    @JsonTypeName("link-state-changed")
    record LinkStateChanged(String link, LinkState from, LinkState to, long epoch) implements ControlEvent {}

    /** An alarm was raised on a link. */
    @JsonTypeName("alarm-raised")
    record AlarmRaised(String link, AlarmStatus alarm) implements ControlEvent {}

    /** An alarm of a link is over. */
    @JsonTypeName("alarm-cleared")
    record AlarmCleared(String link, String code) implements ControlEvent {}

    /**
     * The configuration of a link was changed, made or removed, and confirmed.
     *
     * @param generation of the configuration that runs now
     */
    @JsonTypeName("configuration-changed")
    record ConfigurationChanged(String link, String transaction, String owner, long generation)
            implements ControlEvent {}

    /**
     * A change was undone.
     *
     * @param timedOut whether by the agent itself, since nobody confirmed it in time
     * @param reason for an operator
     */
    @JsonTypeName("change-rolled-back")
    record ChangeRolledBack(String link, String transaction, String owner, boolean timedOut, String reason)
            implements ControlEvent {}

    /** The last event of a watch: why the agent ends it, for example that the client read too slowly. */
    @JsonTypeName("watch-ended")
    record WatchEnded(String reason) implements ControlEvent {}
}
