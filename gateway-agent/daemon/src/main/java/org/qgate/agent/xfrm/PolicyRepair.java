package org.qgate.agent.xfrm;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.qgate.linux.netlink.NetlinkResult;
import org.qgate.linux.xfrm.InstalledPolicy;
import org.qgate.linux.xfrm.XfrmBatch;
import org.qgate.linux.xfrm.XfrmPolicy;
import org.qgate.linux.xfrm.XfrmPolicyKey;
import org.qgate.linux.xfrm.XfrmSocket;

/**
 * Compares the policies of a link with those that should stand and puts them right, those that block first. For the loop's thread: no
 * key change is under way meanwhile. Asks for each policy by its name, so its work grows with the link and not with the host.
 */
final class PolicyRepair {
    private final XfrmSocket socket;

    PolicyRepair(XfrmSocket socket) {
        this.socket = socket;
    }

    /**
     * Looks and repairs.
     *
     * @return what was wrong, a few words a policy; empty when all stood
     */
    List<String> repair(XfrmLink link) throws IOException {
        List<String> wrong = new ArrayList<>();
        List<XfrmPolicy> missing = new ArrayList<>();
        for (XfrmPolicy policy : link.standing()) {
            Optional<InstalledPolicy> found = socket.getPolicy(policy.key());
            if (found.isEmpty() || !found.get().is(policy)) {
                missing.add(policy);
                wrong.add(words(policy) + (found.isEmpty() ? " was deleted" : " was changed"));
            }
        }
        List<XfrmPolicyKey> intruders = new ArrayList<>();
        for (XfrmPolicy policy : link.unwanted()) {
            if (socket.getPolicy(policy.key()).isPresent()) {
                intruders.add(policy.key());
                wrong.add("a policy for what goes out was added while nothing may leave");
            }
        }
        apply(link, missing, intruders);
        return wrong;
    }

    private void apply(XfrmLink link, List<XfrmPolicy> missing, List<XfrmPolicyKey> intruders) throws IOException {
        if (missing.isEmpty() && intruders.isEmpty()) {
            return;
        }
        XfrmBatch batch = socket.batch();
        missing.forEach(batch::updatePolicy);
        intruders.forEach(batch::deletePolicy);
        for (NetlinkResult result : batch.send()) {
            if (!result.isAcknowledged()) {
                throw new IOException("link " + link.name() + ": a policy could not be put right: " + result
                        + "; see 'ip xfrm policy'");
            }
        }
    }

    private static String words(XfrmPolicy policy) {
        return "a policy " + policy.action() + " " + policy.direction() + " from "
                + policy.selector().source() + " to " + policy.selector().destination();
    }
}
