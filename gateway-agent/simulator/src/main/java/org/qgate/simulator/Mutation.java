package org.qgate.simulator;

import java.util.List;
import org.qgate.core.link.ProtocolRules;
import org.qgate.core.model.LinkMarks;
import org.qgate.core.port.LinkEffect;
import org.qgate.core.port.LinkEvent;

/**
 * A bug planted in both agents of a world; {@link #NONE} is the protocol as it is.
 *
 * <p>Made anew for each run; both agents share it.
 */
interface Mutation {
    /** No bug. */
    Mutation NONE = new Mutation() {};

    /** The rules that the links obey. */
    default ProtocolRules rules() {
        return ProtocolRules.NORMATIVE;
    }

    /** The event that the link is really told. */
    default LinkEvent told(LinkEvent event) {
        return event;
    }

    /** The effects that are really carried out, in order. */
    default List<LinkEffect> carriedOut(List<LinkEffect> effects) {
        return effects;
    }

    /** The marks that a starting agent really gets. */
    default LinkMarks restored(LinkMarks onDisk) {
        return onDisk;
    }

    /** Whether a stopping agent takes the block rules away. */
    default boolean liftsRulesAtStop() {
        return false;
    }
}
