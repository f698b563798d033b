package org.qgate.agent.loop;

import org.qgate.agent.control.PendingCommand;
import org.qgate.core.model.LinkName;
import org.qgate.core.port.LinkEvent;

/** What comes into the loop from other threads. */
sealed interface LoopInput {
    /** An event for one link. */
    record ForLink(LinkName link, LinkEvent event) implements LoopInput {}

    /** A command from the control socket. */
    record Command(PendingCommand pending) implements LoopInput {}

    /** What protects packets has gone or come again. */
    record DataPlaneChanged() implements LoopInput {}

    /** Somebody else may have touched a link's policies. */
    record PoliciesTouched(LinkName link) implements LoopInput {}

    /** Interfaces or their addresses came, went or changed. */
    record NetworkChanged() implements LoopInput {}

    /** Somebody else deleted or changed SAs of a link. */
    record SasLost(LinkName link, int count) implements LoopInput {}

    /** The process was asked to end in order. */
    record Stop() implements LoopInput {}
}
