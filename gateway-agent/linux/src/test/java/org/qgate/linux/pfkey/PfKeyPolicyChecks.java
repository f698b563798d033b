package org.qgate.linux.pfkey;

import static org.qgate.linux.pfkey.PfKeyCheckKeys.done;
import static org.qgate.linux.xfrm.KernelChecks.holds;
import static org.qgate.linux.xfrm.KernelChecks.same;

import java.util.List;
import java.util.Optional;
import org.qgate.linux.inet.IpFamily;
import org.qgate.linux.inet.IpPrefix;
import org.qgate.linux.libc.Errno;
import org.qgate.linux.libc.LinuxException;
import org.qgate.linux.xfrm.InstalledPolicy;
import org.qgate.linux.xfrm.KernelChecks;
import org.qgate.linux.xfrm.XfrmAction;
import org.qgate.linux.xfrm.XfrmSocket;

/** Policies. */
final class PfKeyPolicyChecks {

    static final PfKeySelector V4 = PfKeySelector.between(IpPrefix.parse("10.1.0.0/16"), IpPrefix.parse("10.2.0.0/16"));
    static final PfKeySelector V6 =
            PfKeySelector.between(IpPrefix.parse("2001:db8:1::/48"), IpPrefix.parse("2001:db8:2::/48"));

    private static final int PRIORITY = 1000;

    private final PfKeySocket socket;
    private final XfrmSocket xfrm;

    PfKeyPolicyChecks(PfKeySocket socket, XfrmSocket xfrm) {
        this.socket = socket;
        this.xfrm = xfrm;
    }

    void addTo(KernelChecks checks) {
        for (IpsecDirection direction : IpsecDirection.values()) {
            for (PfKeySelector selector : List.of(V4, V6)) {
                IpFamily family = selector.source().family();
                checks.check(direction + " policy for " + family + ": add, read back, update, delete", () -> {
                    life(PfKeyPolicy.protect(selector, direction, PRIORITY, request(family, 5)), 1);
                    life(PfKeyPolicy.discard(selector, direction, PRIORITY), 0);
                });
            }
        }
        checks.check("a bypass for one protocol and port", () -> {
            life(PfKeyPolicy.bypass(V4.withProtocol(17, 0, 4790), IpsecDirection.OUTBOUND, 1), 0);
        });
        checks.check("an update turns a discard into protection and changes its reqid", this::changes);
        checks.check("a reqid above the limit is replaced in silence", this::replacesLargeReqid);
    }

    static SadbXIpsecrequest request(IpFamily family, int reqid) {
        return SadbXIpsecrequest.uniqueEspTunnel(PfKeyCheckKeys.near(family), PfKeyCheckKeys.far(family), reqid);
    }

    private void life(PfKeyPolicy policy, int templates) throws LinuxException {
        done("added", socket.addPolicy(policy));
        PfKeyResult again = socket.addPolicy(policy);
        holds("EEXIST instead of " + again, again.isRefusedWith(Errno.EEXIST));
        done("updated", socket.updatePolicy(policy));
        List<PfKeyPolicy> all = socket.dumpPolicies();
        same(
                "read back",
                List.of(policy),
                all.stream().map(PfKeyPolicy::withoutId).toList());
        int id = all.get(0).rule().id();
        same(
                "by id",
                Optional.of(policy),
                socket.getPolicy(id, policy.rule().direction()).map(PfKeyPolicy::withoutId));
        InstalledPolicy seen = only();
        same(
                "priority over netlink",
                policy.rule().priority(),
                seen.info().properties().priority());
        same("templates over netlink", templates, seen.templates().size());
        same(
                "source over netlink",
                policy.selector().source(),
                seen.info().selector().source());
        IpsecDirection direction = policy.rule().direction();
        done("deleted", socket.deletePolicy(policy.selector(), direction));
        PfKeyResult absent = socket.deletePolicy(policy.selector(), direction);
        holds("ENOENT instead of " + absent, absent.isRefusedWith(Errno.ENOENT));
        same("after deletion", Optional.empty(), socket.getPolicy(id, direction));
        same("dump after deletion", List.of(), socket.dumpPolicies());
    }

    private InstalledPolicy only() throws LinuxException {
        List<InstalledPolicy> all = xfrm.dumpPolicies();
        same("policies over netlink", 1, all.size());
        return all.get(0);
    }

    private void changes() throws LinuxException {
        done("discard", socket.addPolicy(PfKeyPolicy.discard(V4, IpsecDirection.OUTBOUND, PRIORITY)));
        holds("blocks", only().does(XfrmAction.BLOCK));
        for (int reqid : new int[] {1, 2, SadbXIpsecrequest.REQID_MAX}) {
            done("update", socket.updatePolicy(protect(reqid)));
            same("reqid over netlink", reqid, only().templates().get(0).reqid());
        }
        done("discard again", socket.updatePolicy(PfKeyPolicy.discard(V4, IpsecDirection.OUTBOUND, PRIORITY)));
        holds("blocks again", only().does(XfrmAction.BLOCK));
        done("flushed", socket.flushPolicies());
    }

    private void replacesLargeReqid() throws LinuxException {
        int reqid = SadbXIpsecrequest.REQID_MAX + 1000;
        done("added", socket.updatePolicy(protect(reqid)));
        holds("another reqid", only().templates().get(0).reqid() != reqid);
        done("flushed", socket.flushPolicies());
    }

    private static PfKeyPolicy protect(int reqid) {
        return PfKeyPolicy.protect(V4, IpsecDirection.OUTBOUND, PRIORITY, request(IpFamily.IPV4, reqid));
    }
}
