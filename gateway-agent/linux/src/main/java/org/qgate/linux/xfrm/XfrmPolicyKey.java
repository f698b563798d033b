package org.qgate.linux.xfrm;

/**
 * What finds one policy in the kernel.
 *
 * @param selector compared exactly
 * @param direction compared exactly
 * @param mark compared exactly
 * @param interfaceId compared exactly
 */
public record XfrmPolicyKey(XfrmSelector selector, XfrmDirection direction, XfrmMark mark, int interfaceId) {

    /** A policy without mark and interface id. */
    public static XfrmPolicyKey of(XfrmSelector selector, XfrmDirection direction) {
        return new XfrmPolicyKey(selector, direction, XfrmMark.NONE, 0);
    }
}
