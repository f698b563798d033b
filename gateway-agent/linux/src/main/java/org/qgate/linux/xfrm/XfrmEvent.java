package org.qgate.linux.xfrm;

import java.util.Optional;

/** What the kernel tells without being asked. */
public sealed interface XfrmEvent {

    /** An SA reached a soft or hard limit. */
    record SaExpired(XfrmUserExpire expiry) implements XfrmEvent {}

    /** An SA was added or changed, by whomever. */
    record SaAdded(InstalledSa sa) implements XfrmEvent {}

    /**
     * An SA was deleted.
     *
     * @param id its name
     * @param last its last counters
     */
    record SaDeleted(XfrmId id, Optional<XfrmUsersaInfo> last) implements XfrmEvent {}

    /**
     * All SAs of a protocol were deleted.
     *
     * @param protocol as in the request; 0 or 255 for all
     */
    record SasFlushed(int protocol) implements XfrmEvent {}

    /** A policy was added or replaced, by whomever. */
    record PolicyAdded(InstalledPolicy policy) implements XfrmEvent {}

    /**
     * A policy was deleted.
     *
     * @param id its name
     * @param last the policy as it was
     */
    record PolicyDeleted(XfrmUserpolicyId id, Optional<XfrmUserpolicyInfo> last) implements XfrmEvent {}

    /** All policies were deleted. */
    record PoliciesFlushed() implements XfrmEvent {}

    /** A policy reached a limit. */
    record PolicyExpired(XfrmUserPolexpire expiry) implements XfrmEvent {}

    /** A packet was dropped for want of an SA. */
    record SaWanted(XfrmUserAcquire acquire) implements XfrmEvent {}

    /** A packet of ESP in UDP came in from elsewhere than its SA has it. */
    record MappingChanged(XfrmUserMapping mapping) implements XfrmEvent {}

    /**
     * Events are missing here: read the state again.
     *
     * @param why what happened
     */
    record Lost(String why) implements XfrmEvent {}
}
