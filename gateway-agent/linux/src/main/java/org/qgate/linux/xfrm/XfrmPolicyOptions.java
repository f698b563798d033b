package org.qgate.linux.xfrm;

import java.util.Optional;

/**
 * What a policy may have besides selector and templates.
 *
 * @param limits when the kernel ends it
 * @param flags {@code XFRM_POLICY_*} flags
 * @param mark for which packet marks
 * @param interfaceId id of an XFRM interface, 0 for none
 * @param offload a network card that does the work
 */
public record XfrmPolicyOptions(
        XfrmLifetimeCfg limits, int flags, XfrmMark mark, int interfaceId, Optional<XfrmUserOffload> offload) {

    /** Nothing. */
    public static final XfrmPolicyOptions NONE =
            new XfrmPolicyOptions(XfrmLifetimeCfg.NONE, 0, XfrmMark.NONE, 0, Optional.empty());

    /** Another mark. */
    public XfrmPolicyOptions withMark(XfrmMark other) {
        return new XfrmPolicyOptions(limits, flags, other, interfaceId, offload);
    }

    /** Another interface id. */
    public XfrmPolicyOptions withInterfaceId(int other) {
        return new XfrmPolicyOptions(limits, flags, mark, other, offload);
    }

    /** Offload of whole packets to a card, Linux 6.2; older kernels ignore it. */
    public XfrmPolicyOptions withOffload(XfrmUserOffload card) {
        return new XfrmPolicyOptions(limits, flags, mark, interfaceId, Optional.of(card));
    }
}
