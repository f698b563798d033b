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

    /** The process was asked to end in order. */
    record Stop() implements LoopInput {}
}
