package org.qgate.linux.xfrm;

/** What becomes of SAs that are to be offloaded to a network card. */
public sealed interface OffloadSupport {

    /** The card took one. */
    record Accepted() implements OffloadSupport {}

    /** The kernel took one, but works for it itself: the card's driver has no part in IPsec. It says nothing of that. */
    record Ignored() implements OffloadSupport {}

    /**
     * Kernel or driver refused one.
     *
     * @param why for people: the error, and the kernel's text where it gave one
     */
    record Refused(String why) implements OffloadSupport {}
}
