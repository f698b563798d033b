package org.qgate.linux.netlink;

import org.qgate.linux.libc.Errno;

/** What became of one request. */
public sealed interface NetlinkResult {

    /** Whether the kernel did it. */
    default boolean isAcknowledged() {
        return this instanceof Acknowledged;
    }

    /** Whether the kernel refused with this error. */
    default boolean isRefusedWith(Errno errno) {
        return this instanceof Refused refused && refused.errno().equals(errno);
    }

    /** Done. */
    record Acknowledged() implements NetlinkResult {

        /** The only value needed. */
        public static final Acknowledged INSTANCE = new Acknowledged();
    }

    /**
     * Not done.
     *
     * @param errno the kernel's error
     * @param extendedText the kernel's sentence ({@code NLMSGERR_ATTR_MSG}), empty when it gave none
     * @param offset byte of the request that is to blame ({@code NLMSGERR_ATTR_OFFS}), -1 when not told
     */
    record Refused(Errno errno, String extendedText, int offset) implements NetlinkResult {

        /** For messages to people. */
        @Override
        public String toString() {
            return "refused: " + errno
                    + (extendedText.isEmpty() ? "" : ", kernel says \"" + extendedText + "\"")
                    + (offset < 0 ? "" : ", at byte " + offset + " of the request");
        }
    }

    /**
     * Not known: the answer was lost, so it may be done or not. Treat a key as used.
     *
     * @param why what happened to the answer
     */
    record Unanswered(String why) implements NetlinkResult {}
}
