package org.qgate.linux.pfkey;

import java.util.Optional;

/**
 * What an SA may have besides keys and addresses.
 *
 * @param flags {@code SADB_SAFLAGS_*}
 * @param replayWindow packets, 0 for no check; 32 at most on Linux
 * @param hard when it ends. Linux acts on a hard limit in time only with a soft one beside it
 * @param soft when its end is announced
 * @param encapsulation ESP in UDP
 * @param replay 64-bit sequence numbers; only for an end that has said that it knows it
 */
public record PfKeySaOptions(
        int flags,
        int replayWindow,
        Optional<SadbLifetime> hard,
        Optional<SadbLifetime> soft,
        Optional<UdpPorts> encapsulation,
        Optional<SadbXQgateReplay> replay) {

    /** Largest window of Linux. */
    public static final int LINUX_WINDOW_MAX = 32;

    /** Nothing: no replay check, no limits. */
    public static final PfKeySaOptions NONE =
            new PfKeySaOptions(0, 0, Optional.empty(), Optional.empty(), Optional.empty(), Optional.empty());

    /**
     * Ports of ESP in UDP.
     *
     * @param source of the packets of this SA
     * @param destination of the packets of this SA
     */
    public record UdpPorts(int source, int destination) {}

    /** Checks that the lifetimes are what they are given as. */
    public PfKeySaOptions {
        if (hard.filter(limit -> limit.extensionType() != SadbExt.LIFETIME_HARD).isPresent()
                || soft.filter(limit -> limit.extensionType() != SadbExt.LIFETIME_SOFT)
                        .isPresent()) {
            throw new IllegalArgumentException("a soft limit was given as a hard one or a hard one as a soft one");
        }
    }

    /** The same with this window. */
    public PfKeySaOptions withReplayWindow(int packets) {
        return new PfKeySaOptions(flags, packets, hard, soft, encapsulation, replay);
    }

    /** The same with these limits. */
    public PfKeySaOptions withLimits(SadbLifetime hardLimit, SadbLifetime softLimit) {
        return new PfKeySaOptions(
                flags, replayWindow, Optional.of(hardLimit), Optional.of(softLimit), encapsulation, replay);
    }

    /** The same in UDP. */
    public PfKeySaOptions withEncapsulation(UdpPorts ports) {
        return new PfKeySaOptions(flags, replayWindow, hard, soft, Optional.of(ports), replay);
    }

    /** The same with 64-bit sequence numbers or a large window. */
    public PfKeySaOptions withReplay(SadbXQgateReplay wanted) {
        return new PfKeySaOptions(flags, replayWindow, hard, soft, encapsulation, Optional.of(wanted));
    }
}
