package org.qgate.agent.config;

import java.util.Locale;

/** What protects packets. */
public enum DataPlaneKind {
    /** The best that this host has: the kernel's XFRM, else the engine. */
    AUTO,
    /** The kernel, programmed over netlink. */
    XFRM,
    /** The kernel, programmed over PF_KEY. */
    PFKEY,
    /** The embedded engine. */
    ENGINE;

    /** Its name in configurations and reports. */
    public String word() {
        return name().toLowerCase(Locale.ROOT);
    }
}
