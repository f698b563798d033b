package org.qgate.agent.dataplane;

import org.qgate.core.model.LinkName;

/** Hears what somebody else does to SAs and policies of links; called on any thread. */
public interface Disturbances {
    /** Nobody wants to know. */
    Disturbances UNHEARD = new Disturbances() {
        @Override
        public void policiesTouched(LinkName link) {
            // Nobody.
        }

        @Override
        public void sasLost(LinkName link, int count) {
            // Nobody.
        }
    };

    /** Policies of a link may not be as they should: {@link DataPlane#repair} looks. */
    void policiesTouched(LinkName link);

    /** So many SAs of a link, one or more, were deleted or changed: their keys are never used again. */
    void sasLost(LinkName link, int count);
}
