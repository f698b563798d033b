package org.qgate.agent.pfkey;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import org.qgate.agent.config.LinkConfiguration;
import org.qgate.agent.config.TrafficSelector;
import org.qgate.agent.dataplane.TrafficCover;
import org.qgate.linux.inet.IpFamily;
import org.qgate.linux.libc.Errno;
import org.qgate.linux.libc.LinuxException;
import org.qgate.linux.pfkey.PfKeyAlgorithm;
import org.qgate.linux.pfkey.PfKeyCapabilities;
import org.qgate.linux.pfkey.PfKeyInstalledSa;
import org.qgate.linux.pfkey.PfKeyPolicy;
import org.qgate.linux.pfkey.PfKeyResult;
import org.qgate.linux.pfkey.PfKeySaName;
import org.qgate.linux.pfkey.PfKeySocket;
import org.qgate.linux.pfkey.SadbSa;
import org.qgate.linux.pfkey.SadbSatype;

/**
 * What happens to a link as a whole behind PF_KEY: preparing it before its first SA, taking its SAs away at a stop, and everything at
 * its removal. For the loop's thread.
 */
public final class PfkeyGateway {
    private final PfKeySocket socket;
    private final PfkeySaProgrammer programmer;

    /** Works through a socket; SAs found at the start are remembered by {@code programmer}. */
    public PfkeyGateway(PfKeySocket socket, PfkeySaProgrammer programmer) {
        this.socket = socket;
        this.programmer = programmer;
    }

    /**
     * Refuses what the other end cannot do, before any key is drawn for it.
     *
     * @return what it can do
     */
    public PfKeyCapabilities requireCapabilities(List<LinkConfiguration> links) throws IOException {
        requireFitting(links);
        PfKeyCapabilities capabilities = socket.register(SadbSatype.ESP);
        for (LinkConfiguration link : links) {
            PfKeyAlgorithm algorithm =
                    PfkeyBlueprint.algorithm(link.parameters().suite());
            if (!capabilities.has(algorithm)) {
                throw new IOException("link " + link.name() + ": suite "
                        + link.parameters().suite().configurationName()
                        + " is not among what PF_KEY offers; the kernel's has aes-cbc-256-hmac-sha-256 and vpn-b, for others"
                        + " take the data plane xfrm or the engine");
            }
        }
        return capabilities;
    }

    /** Refuses links that PF_KEY cannot describe. */
    static void requireFitting(List<LinkConfiguration> links) throws IOException {
        ReqidBlock.requireDistinct(links);
        for (LinkConfiguration link : links) {
            requireOneFamily(link);
        }
    }

    /** An SA of Linux's PF_KEY carries packets of the family of its own addresses only. */
    private static void requireOneFamily(LinkConfiguration link) throws IOException {
        IpFamily outer = link.endpoints().local().family();
        for (TrafficSelector selector : link.policies().selectors()) {
            if (selector.local().family() != outer) {
                throw new IOException("link " + link.name() + ": " + selector.local() + " in a tunnel over " + outer
                        + " needs the data plane xfrm: PF_KEY carries one address family only");
            }
        }
    }

    /**
     * Puts discarding, bypassing and inbound policies in place. OUT policies that a predecessor left stay: its SAs go on carrying
     * traffic.
     *
     * @return SAs that a predecessor left
     */
    public int prepare(PfkeyLink link) throws IOException {
        putConstant(link);
        List<PfKeyInstalledSa> left = ownSas(link);
        left.stream()
                .filter(sa -> sa.reqid() != link.reqids().inbound())
                .forEach(sa -> link.take(sa.name().spi(), sa.reqid()));
        keepInForce(link);
        programmer.rememberPredecessors(
                link.name(), left.stream().map(PfKeyInstalledSa::name).toList());
        return left.size();
    }

    private void putConstant(PfkeyLink link) throws IOException {
        for (PfKeyPolicy policy : link.plan().outboundDiscards()) {
            PfKeyResult result = socket.addPolicy(policy);
            require(link, result.isRefusedWith(Errno.EEXIST) || result.isDone(), "put in place", result);
        }
        List<PfKeyPolicy> others = new ArrayList<>(link.plan().bypasses());
        others.addAll(link.plan().inbound());
        update(link, others);
    }

    /** Changes which traffic a prepared link's policies are for. */
    void cover(PfkeyLink link, TrafficCover cover) throws IOException {
        List<PfKeyPolicy> before = inOrderOfRemoval(link);
        link.cover(cover);
        putConstant(link);
        if (link.protects()) {
            update(link, link.outboundInForce());
        }
        Set<List<Object>> kept =
                inOrderOfRemoval(link).stream().map(PfkeyGateway::name).collect(Collectors.toSet());
        List<PfKeyPolicy> gone =
                before.stream().filter(policy -> !kept.contains(name(policy))).toList();
        delete(link, gone);
    }

    /** What stands of a link, by selectors and directions, which are all that names a policy. */
    private static List<PfKeyPolicy> inOrderOfRemoval(PfkeyLink link) {
        List<PfKeyPolicy> all = new ArrayList<>(link.plan().bypasses());
        all.addAll(link.plan().inboundDiscards());
        all.addAll(link.plan().outboundDiscards());
        return all;
    }

    private static List<Object> name(PfKeyPolicy policy) {
        return List.of(policy.selector(), policy.rule().direction());
    }

    /** A switch that fails goes back to what a predecessor's policies did. */
    private void keepInForce(PfkeyLink link) throws LinuxException {
        List<PfKeyPolicy> standing =
                socket.dumpPolicies().stream().map(PfKeyPolicy::withoutId).toList();
        List<PfKeyPolicy> inForce = link.plan().outboundDiscards().stream()
                .map(discard -> standing.stream()
                        .filter(each -> each.selector().equals(discard.selector())
                                && each.rule().direction() == discard.rule().direction())
                        .findFirst()
                        .orElse(discard))
                .toList();
        link.putInForce(inForce);
    }

    /** Larval SAs are no predecessor's: Linux makes one for each packet that misses its SA, and drops it after seconds. */
    private List<PfKeyInstalledSa> ownSas(PfkeyLink link) throws LinuxException {
        return socket.dumpSas(SadbSatype.ESP).stream()
                .filter(sa -> sa.sa().state() != SadbSa.STATE_LARVAL)
                .filter(sa -> link.reqids().has(sa.reqid()) && isBetweenOurs(link, sa.name()))
                .toList();
    }

    private static boolean isBetweenOurs(PfkeyLink link, PfKeySaName name) {
        return name.equals(link.blueprint().inboundName(name.spi()))
                || name.equals(link.blueprint().outboundName(name.spi()));
    }

    /** Takes all SAs away; policies discard from here on, so nothing passes in clear. */
    public void retreat(PfkeyLink link) throws IOException {
        List<PfKeyPolicy> discards = new ArrayList<>(link.plan().outboundDiscards());
        discards.addAll(link.plan().inboundDiscards());
        update(link, discards);
        link.putInForce(link.plan().outboundDiscards());
        for (PfKeyInstalledSa sa : ownSas(link)) {
            PfKeyResult result = socket.delete(sa.name());
            require(link, result.isRefusedWith(Errno.ESRCH) || result.isDone(), "deleted with its SAs", result);
            link.release(sa.name().spi());
        }
    }

    /** Takes all policies away: from here on the link's traffic is routed like any other. */
    public void lift(PfkeyLink link) throws IOException {
        delete(link, inOrderOfRemoval(link));
    }

    private void delete(PfkeyLink link, List<PfKeyPolicy> policies) throws IOException {
        for (PfKeyPolicy policy : policies) {
            PfKeyResult result =
                    socket.deletePolicy(policy.selector(), policy.rule().direction());
            require(link, result.isRefusedWith(Errno.ENOENT) || result.isDone(), "deleted", result);
        }
    }

    private void update(PfkeyLink link, List<PfKeyPolicy> policies) throws IOException {
        for (PfKeyPolicy policy : policies) {
            PfKeyResult result = socket.updatePolicy(policy);
            require(link, result.isDone(), "put in place", result);
        }
    }

    private static void require(PfkeyLink link, boolean done, String what, PfKeyResult result) throws IOException {
        if (!done) {
            throw new IOException("link " + link.name() + ": a policy could not be " + what + " over PF_KEY: " + result
                    + "; the agent needs CAP_NET_ADMIN and the module af_key, or the engine running");
        }
    }
}
