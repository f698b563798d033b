package org.qgate.agent.pfkey;

import java.io.IOException;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.qgate.agent.config.LinkConfiguration;
import org.qgate.linux.pfkey.SadbXIpsecrequest;

/**
 * The reqids of one link. Policies of PF_KEY take 1 to 16383 only, so each link has a block of {@value #SIZE}: the first for what
 * comes in, the others for generations of what goes out. A block follows from the configured reqid alone, so that an agent finds what
 * the one before it left.
 *
 * @param number 1 to {@link #BLOCKS}
 */
record ReqidBlock(int number) {
    /**
     * Reqids of one link. At periods of 1 ms 64 outbound SAs stand ready, one is in use, and 150 wait for their deletion (100 ms
     * of retirement, and at most 50 ms until somebody looks): 215, however long an agent is held up, for then no key changes.
     */
    static final int SIZE = 256;

    /** Links that one gateway can have over PF_KEY. */
    static final int BLOCKS = SadbXIpsecrequest.REQID_MAX / SIZE;

    ReqidBlock {
        if (number < 1 || number > BLOCKS) {
            throw new IllegalArgumentException("block " + number + " is outside 1.." + BLOCKS);
        }
    }

    /** The block of a configured reqid: one of 1 to {@link #BLOCKS} is taken as it is, a larger one is folded into them. */
    static ReqidBlock of(int reqid) {
        return new ReqidBlock(1 + Math.floorMod(reqid - 1, BLOCKS));
    }

    /** Fails if two links would have one block. */
    static void requireDistinct(List<LinkConfiguration> links) throws IOException {
        Map<ReqidBlock, String> owners = new HashMap<>();
        for (LinkConfiguration link : links) {
            String owner = owners.putIfAbsent(of(link.policies().reqid()), link.name());
            if (owner != null) {
                throw new IOException("links " + owner + " and " + link.name()
                        + " share a block of reqids over PF_KEY: set the reqid of each to another number of 1 to "
                        + BLOCKS);
            }
        }
    }

    /** For SAs and policies of what comes in. */
    int inbound() {
        return number * SIZE;
    }

    /** Generations that can stand at once. */
    static int generations() {
        return SIZE - 1;
    }

    /** The reqid of a generation, 0 to {@link #generations} - 1. */
    int outbound(int generation) {
        return number * SIZE + 1 + generation;
    }

    /** Whether a reqid is one of this link's. */
    boolean has(int reqid) {
        return reqid / SIZE == number;
    }
}
