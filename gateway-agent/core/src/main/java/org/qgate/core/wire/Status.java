package org.qgate.core.wire;

/**
 * What a sender says of itself in every message of an epoch.
 *
 * @param currentIndex lowest index of this epoch that its outbound packets may still carry from now on; 0 while none
 *     does. All lower ones have been left
 * @param creditSeen serial of the newest credit it has acted on, 0 for none
 */
public record Status(long currentIndex, long creditSeen) {
    /** Nothing is in use and nothing was seen. */
    public static final Status NONE = new Status(0, 0);
}
