package org.qgate.linux.xfrm;

import java.util.Optional;

/**
 * What an SA may have besides keys and addresses. Change one thing at a time with the {@code with} methods.
 *
 * <p>Without a stated direction, which every kernel accepts, an SA with ESN has a window of at least 1, outbound too. With
 * the direction stated as outbound (Linux 6.10) the window is 0.
 *
 * @param flags bits of {@link XfrmStateFlags}
 * @param extraFlags bits of {@link XfrmStateFlags} that begin with {@code EXTRA}
 * @param replayWindow packets; 0 to 4096 without ESN, 1 to 4096 with it, 0 when stated as outbound
 * @param mark for which packet marks
 * @param interfaceId id of an XFRM interface, 0 for none
 * @param offload a network card that does the work
 * @param encapsulation ESP in UDP
 * @param direction sent only when present
 */
public record XfrmSaOptions(
        int flags,
        int extraFlags,
        int replayWindow,
        XfrmMark mark,
        int interfaceId,
        Optional<XfrmUserOffload> offload,
        Optional<XfrmEncapTmpl> encapsulation,
        Optional<XfrmSaDirection> direction) {

    /** Largest window that fits into the SA itself, 32 bits; larger ones and those with ESN have an attribute. */
    static final int LEGACY_WINDOW_MAX = 32;

    /** Nothing: no replay check, no ESN. */
    public static final XfrmSaOptions NONE =
            new XfrmSaOptions(0, 0, 0, XfrmMark.NONE, 0, Optional.empty(), Optional.empty(), Optional.empty());

    /** Checks the window against what the kernel accepts with these flags and this direction. */
    public XfrmSaOptions {
        boolean esn = (flags & XfrmStateFlags.ESN) != 0;
        boolean out = direction.filter(XfrmSaDirection.OUT::equals).isPresent();
        int least = esn && !out ? 1 : 0;
        int most = out ? 0 : XfrmReplayStateEsn.WINDOW_MAX;
        if (replayWindow < least || replayWindow > most) {
            throw new IllegalArgumentException("a replay window of " + replayWindow + " is outside " + least + ".."
                    + most + (esn ? " (with ESN" : " (without ESN") + (out ? ", stated as outbound)" : ")"));
        }
    }

    /** Whether sequence numbers have 64 bits. */
    public boolean isEsn() {
        return (flags & XfrmStateFlags.ESN) != 0;
    }

    /** Whether the window has to go into {@code XFRMA_REPLAY_ESN_VAL}. */
    boolean hasLargeReplayState() {
        return isEsn() || replayWindow > LEGACY_WINDOW_MAX;
    }

    /** 64-bit sequence numbers with this window; outbound SAs take 1, or 0 when stated as outbound. */
    public XfrmSaOptions withEsn(int window) {
        return with(flags | XfrmStateFlags.ESN, extraFlags, window);
    }

    /** 32-bit sequence numbers with this window. */
    public XfrmSaOptions withLegacyReplayWindow(int window) {
        return with(flags & ~XfrmStateFlags.ESN, extraFlags, window);
    }

    /** More flags. */
    public XfrmSaOptions withFlags(int more) {
        return with(flags | more, extraFlags, replayWindow);
    }

    /** More of the extra flags. */
    public XfrmSaOptions withExtraFlags(int more) {
        return with(flags, extraFlags | more, replayWindow);
    }

    private XfrmSaOptions with(int newFlags, int newExtraFlags, int window) {
        return new XfrmSaOptions(newFlags, newExtraFlags, window, mark, interfaceId, offload, encapsulation, direction);
    }

    /** Another mark. */
    public XfrmSaOptions withMark(XfrmMark other) {
        return new XfrmSaOptions(
                flags, extraFlags, replayWindow, other, interfaceId, offload, encapsulation, direction);
    }

    /** Another interface id. */
    public XfrmSaOptions withInterfaceId(int other) {
        return new XfrmSaOptions(flags, extraFlags, replayWindow, mark, other, offload, encapsulation, direction);
    }

    /** Offload to a card. */
    public XfrmSaOptions withOffload(XfrmUserOffload card) {
        return new XfrmSaOptions(
                flags, extraFlags, replayWindow, mark, interfaceId, Optional.of(card), encapsulation, direction);
    }

    /** The work is done by the kernel itself. */
    public XfrmSaOptions withoutOffload() {
        return new XfrmSaOptions(
                flags, extraFlags, replayWindow, mark, interfaceId, Optional.empty(), encapsulation, direction);
    }

    /** ESP in UDP. */
    public XfrmSaOptions withEncapsulation(XfrmEncapTmpl ports) {
        return new XfrmSaOptions(
                flags, extraFlags, replayWindow, mark, interfaceId, offload, Optional.of(ports), direction);
    }

    /** A stated direction, for kernels from 6.10 on; older ones ignore it. */
    public XfrmSaOptions withDirection(XfrmSaDirection stated) {
        return new XfrmSaOptions(
                flags, extraFlags, replayWindow, mark, interfaceId, offload, encapsulation, Optional.of(stated));
    }
}
