package org.qgate.linux.xfrm;

import org.qgate.linux.libc.Errno;

/** Whether the kernel can do an algorithm. */
public sealed interface XfrmSupport {

    /** It can: an SA was added and deleted. */
    record Available() implements XfrmSupport {}

    /**
     * It cannot.
     *
     * @param errno the kernel's error
     * @param why for people: the error, the kernel's text where it gave one, what to do
     */
    record Unavailable(Errno errno, String why) implements XfrmSupport {}
}
