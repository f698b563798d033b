package org.qgate.lab.gateways;

import java.util.Arrays;
import java.util.Locale;
import java.util.Optional;

/** What agents are told to protect packets with. */
public enum DataPlane {
    /** The best that the agent finds. */
    AUTO,
    /** The kernel, over netlink. */
    XFRM,
    /** The kernel, over PF_KEY. */
    PFKEY,
    /** The embedded engine. */
    ENGINE;

    /** As options, configurations and reports have it. */
    public String word() {
        return name().toLowerCase(Locale.ROOT);
    }

    /** The one of that word. */
    public static Optional<DataPlane> of(String word) {
        return Arrays.stream(values()).filter(each -> each.word().equals(word)).findFirst();
    }
}
