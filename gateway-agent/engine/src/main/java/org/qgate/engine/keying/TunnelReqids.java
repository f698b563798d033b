package org.qgate.engine.keying;

import java.util.HashMap;
import java.util.Map;
import org.qgate.linux.inet.IpAddress;

/**
 * Reqids for SAs and policies that name none: those of one pair of addresses belong together, as with {@code setkey}. Ours
 * lie above all that PF_KEY programs choose by hand. For one thread at a time.
 */
final class TunnelReqids {

    /** Pairs that are remembered. */
    static final int PAIRS_MAX = 4096;

    private static final int FIRST = 0x4000_0000;

    private final Map<Pair, Integer> reqids = new HashMap<>();

    private record Pair(IpAddress source, IpAddress destination) {}

    int of(IpAddress source, IpAddress destination) throws Refusal {
        Pair pair = new Pair(source, destination);
        Integer known = reqids.get(pair);
        if (known != null) {
            return known;
        }
        if (reqids.size() >= PAIRS_MAX) {
            throw new Refusal(Refusal.ENOBUFS);
        }
        int reqid = FIRST + reqids.size();
        reqids.put(pair, reqid);
        return reqid;
    }

    /** What to tell of a reqid: 0 for one of ours. */
    static int told(int reqid) {
        return reqid >= FIRST ? 0 : reqid;
    }
}
