package org.qgate.agent.pfkey;

import org.qgate.linux.inet.IpPrefix;
import org.qgate.linux.pfkey.PfKeyEvent;
import org.qgate.linux.pfkey.SadbAddress;
import org.qgate.linux.pfkey.SadbExt;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * ACQUIREs: packets that found no SA. They were dropped, and nothing is done about them: keys come at their time, and no packet
 * calls for one. For the thread that reads events.
 */
final class AcquireCount {
    private static final Logger LOG = LoggerFactory.getLogger(AcquireCount.class);

    private long count;

    /** Counts one. The log has the 1st, 2nd, 4th, 8th and so on, so that it cannot be flooded. */
    void add(PfKeyEvent.Acquired acquired) {
        count++;
        if (Long.bitCount(count) == 1) {
            LOG.warn(
                    "PF_KEY policy {}: packets were dropped because no SA from {} to {} stands; told {} times so far",
                    acquired.policyId(),
                    address(acquired, SadbExt.ADDRESS_SRC),
                    address(acquired, SadbExt.ADDRESS_DST),
                    count);
        }
    }

    private static String address(PfKeyEvent.Acquired acquired, int type) {
        return acquired.message()
                .address(type)
                .map(SadbAddress::prefix)
                .map(IpPrefix::address)
                .map(Object::toString)
                .orElse("an unknown address");
    }

    /** How many there were. */
    long count() {
        return count;
    }
}
