package org.qgate.core.link;

import org.jspecify.annotations.Nullable;
import org.qgate.core.port.LinkEvent;

/** Blocks what leaves while a change of the link's configuration wants that; the link's messages go on meanwhile. */
final class TrafficHold {
    private final KeyChanger changer;
    private boolean held;

    TrafficHold(KeyChanger changer) {
        this.changer = changer;
    }

    /** Takes what concerns the blocking of what leaves; false if the event is another one. */
    boolean take(LinkEvent event, @Nullable Conversation current) {
        if (event instanceof LinkEvent.TrafficHeld) {
            held = true;
            changer.suspend("a change of the link holds its traffic");
        } else if (event instanceof LinkEvent.TrafficReleased) {
            release(current);
        } else if (event instanceof LinkEvent.OutboundBlocked) {
            changer.outboundBlocked();
        } else if (event instanceof LinkEvent.BlockRefused) {
            changer.blockRefused();
        } else {
            return false;
        }
        return true;
    }

    /** The key in use was given up; traffic leaves again under a fresh one of the epoch in force, if there is one. */
    private void release(@Nullable Conversation current) {
        if (held && current != null) {
            changer.follow(current.sender());
        }
        held = false;
    }

    /** An epoch comes into force: its keys protect what leaves, unless nothing may. */
    void follow(Conversation fresh) {
        if (!held) {
            changer.follow(fresh.sender());
        }
    }
}
