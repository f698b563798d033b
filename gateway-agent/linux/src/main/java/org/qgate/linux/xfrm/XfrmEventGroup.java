package org.qgate.linux.xfrm;

/** Multicast groups ({@code enum xfrm_nlgroups}). */
public enum XfrmEventGroup {
    /** {@code XFRMNLGRP_ACQUIRE}: packets without an SA. */
    ACQUIRE(1),
    /** {@code XFRMNLGRP_EXPIRE}: limits reached. */
    EXPIRE(2),
    /** {@code XFRMNLGRP_SA}: SAs added and deleted. */
    SA(3),
    /** {@code XFRMNLGRP_POLICY}: policies added and deleted. */
    POLICY(4),
    /** {@code XFRMNLGRP_MAPPING}: translated addresses and ports that changed. */
    MAPPING(8);

    private final int number;

    XfrmEventGroup(int number) {
        this.number = number;
    }

    /** The kernel's number. */
    public int number() {
        return number;
    }
}
