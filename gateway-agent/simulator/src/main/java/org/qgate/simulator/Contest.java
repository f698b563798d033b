package org.qgate.simulator;

import java.util.Optional;
import org.qgate.simulator.paper.PaperSettings;

/**
 * What runs in a world.
 *
 * @param paper the settings of the paper's protocol if that one runs, else the core runs
 * @param mutation the bug planted in the core
 * @param judge what becomes of broken invariants
 * @param audited whether every key and message is audited; the paper's have no names to audit by
 */
record Contest(Optional<PaperSettings> paper, Mutation mutation, Judge judge, boolean audited) {
    private static final int IP_AND_UDP_BYTES = 28;
    private static final int IP_AND_TCP_BYTES = 40;
    /** AH with an ICV of 12 bytes (RFC 4302 section 2). */
    private static final int AH_BYTES = 24;

    /** Bytes in front of a control message on the wire. */
    int headerBytes() {
        if (paper.isEmpty()) {
            return IP_AND_UDP_BYTES;
        }
        return AH_BYTES + (paper.get().stream() ? IP_AND_TCP_BYTES : IP_AND_UDP_BYTES);
    }

    /** The core, with a bug, judged strictly. */
    static Contest core(Mutation mutation) {
        return new Contest(Optional.empty(), mutation, Judge.strict(), true);
    }

    /** A protocol that is measured: what it breaks is counted. */
    static Contest measured(ProtocolKind protocol, int installedSas) {
        return new Contest(protocol.paper(installedSas), Mutation.NONE, Judge.counting(), false);
    }
}
