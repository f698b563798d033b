package org.qgate.linux.xfrm;

import static org.qgate.linux.xfrm.KernelChecks.holds;
import static org.qgate.linux.xfrm.KernelChecks.same;

import java.util.List;
import java.util.Optional;
import org.qgate.linux.inet.IpFamily;
import org.qgate.linux.inet.IpPrefix;
import org.qgate.linux.libc.Errno;
import org.qgate.linux.libc.LinuxException;
import org.qgate.linux.netlink.NetlinkResult;

/** Policies. They need no ESP, so these checks pass on a kernel without it too. */
final class PolicyChecks {

    static final XfrmSelector V4 = XfrmSelector.between(IpPrefix.parse("10.1.0.0/16"), IpPrefix.parse("10.2.0.0/16"));
    static final XfrmSelector V6 =
            XfrmSelector.between(IpPrefix.parse("2001:db8:1::/48"), IpPrefix.parse("2001:db8:2::/48"));

    private static final int PRIORITY = 1000;

    private final XfrmSocket xfrm;

    PolicyChecks(XfrmSocket xfrm) {
        this.xfrm = xfrm;
    }

    void addTo(KernelChecks checks) {
        for (XfrmDirection direction : XfrmDirection.values()) {
            for (XfrmSelector selector : List.of(V4, V6)) {
                checks.check(
                        direction + " policy for " + selector.family() + ": add, read back, update, delete", () -> {
                            readsBack(
                                    XfrmPolicy.protect(selector, direction, PRIORITY, template(selector.family(), 0)));
                        });
                checks.check(direction + " block for " + selector.family(), () -> {
                    readsBack(XfrmPolicy.block(selector, direction, PRIORITY));
                });
            }
        }
        checks.check("a bypass for one protocol and port", () -> {
            XfrmSelector control = V4.withProtocol(17, PortMatch.ANY, PortMatch.exactly(4790));
            readsBack(XfrmPolicy.bypass(control, XfrmDirection.OUT, 1));
            readsBack(XfrmPolicy.bypass(control.reversed(), XfrmDirection.IN, 1));
        });
        checks.check("mark and interface id", () -> {
            readsBack(XfrmPolicy.block(V4, XfrmDirection.OUT, PRIORITY)
                    .withOptions(
                            XfrmPolicyOptions.NONE.withMark(new XfrmMark(1, 3)).withInterfaceId(8)));
        });
        checks.check("an update switches the SPI of the template", this::switchesSpi);
        checks.check("another priority replaces, another user field stands beside", this::tellsApartByUserOnly);
        checks.check("a policy with an SA of an impossible mode is refused with a text", this::tellsWhy);
    }

    static XfrmUserTmpl template(IpFamily family, int spi) {
        return XfrmUserTmpl.espTunnel(
                KernelCheckKeys.near(family), KernelCheckKeys.far(family), spi, KernelCheckKeys.REQID);
    }

    private void readsBack(XfrmPolicy policy) throws LinuxException {
        NetlinkResult added = xfrm.batch().newPolicy(policy).send().get(0);
        holds("added: " + added, added.isAcknowledged());
        NetlinkResult again = xfrm.batch().newPolicy(policy).send().get(0);
        holds("EEXIST instead of " + again, again.isRefusedWith(Errno.EEXIST));
        assertSame(policy, only());
        assertSame(policy, xfrm.getPolicy(policy.key()).orElseThrow());
        NetlinkResult updated = xfrm.batch().updatePolicy(policy).send().get(0);
        holds("updated: " + updated, updated.isAcknowledged());
        assertSame(policy, only());
        NetlinkResult deleted = xfrm.batch().deletePolicy(policy.key()).send().get(0);
        holds("deleted: " + deleted, deleted.isAcknowledged());
        same("after deletion", Optional.empty(), xfrm.getPolicy(policy.key()));
        NetlinkResult absent = xfrm.batch().deletePolicy(policy.key()).send().get(0);
        holds("ENOENT instead of " + absent, absent.isRefusedWith(Errno.ENOENT));
    }

    private InstalledPolicy only() throws LinuxException {
        List<InstalledPolicy> policies = xfrm.dumpPolicies();
        same("policies", 1, policies.size());
        return policies.get(0);
    }

    private static void assertSame(XfrmPolicy wanted, InstalledPolicy found) {
        same("selector", wanted.selector(), found.info().selector());
        same("priority", wanted.priority(), found.info().properties().priority());
        holds("direction", found.isFor(wanted.direction()));
        holds("action", found.does(wanted.action()));
        same("templates", wanted.templates(), found.templates());
        same("mark", wanted.options().mark(), found.mark());
        same("interface id", wanted.options().interfaceId(), found.interfaceId());
    }

    private void switchesSpi() throws LinuxException {
        XfrmUserTmpl template = template(IpFamily.IPV4, 0x7001);
        XfrmPolicy first = XfrmPolicy.protect(V4, XfrmDirection.OUT, PRIORITY, template);
        XfrmPolicy second = XfrmPolicy.protect(V4, XfrmDirection.OUT, PRIORITY, template.withSpi(0x7002));
        holds("first", xfrm.batch().updatePolicy(first).send().get(0).isAcknowledged());
        assertSame(first, only());
        holds("second", xfrm.batch().updatePolicy(second).send().get(0).isAcknowledged());
        assertSame(second, only());
        holds("flushed", xfrm.batch().flushPolicies().send().get(0).isAcknowledged());
        same("policies left", List.of(), xfrm.dumpPolicies());
    }

    private void tellsApartByUserOnly() throws LinuxException {
        XfrmPolicy low = XfrmPolicy.block(V4, XfrmDirection.OUT, PRIORITY);
        XfrmPolicy high = XfrmPolicy.block(V4, XfrmDirection.OUT, 2 * PRIORITY);
        xfrm.batch().updatePolicy(low).updatePolicy(high).send();
        assertSame(high, only());
        XfrmPolicy beside = XfrmPolicy.block(V4.withUser(1), XfrmDirection.OUT, PRIORITY);
        holds("beside", xfrm.batch().newPolicy(beside).send().get(0).isAcknowledged());
        same("both stand", 2, xfrm.dumpPolicies().size());
        xfrm.batch().deletePolicy(beside.key()).send();
        assertSame(high, only());
        xfrm.batch().flushPolicies().send();
    }

    private void tellsWhy() throws LinuxException {
        XfrmUserTmpl odd = new XfrmUserTmpl(
                new XfrmId(KernelCheckKeys.far(IpFamily.IPV4), 0, 99),
                KernelCheckKeys.near(IpFamily.IPV4),
                1,
                XfrmMode.TUNNEL.number(),
                0,
                false,
                XfrmUserTmpl.AlgorithmMasks.ANY);
        NetlinkResult result = xfrm.batch()
                .newPolicy(XfrmPolicy.protect(V4, XfrmDirection.OUT, PRIORITY, odd))
                .send()
                .get(0);
        holds("EINVAL instead of " + result, result.isRefusedWith(Errno.EINVAL));
        holds(
                "a text in " + result,
                !((NetlinkResult.Refused) result).extendedText().isEmpty());
    }
}
