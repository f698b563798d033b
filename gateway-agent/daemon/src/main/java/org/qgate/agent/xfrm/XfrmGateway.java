package org.qgate.agent.xfrm;

import java.io.IOException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.random.RandomGenerator;
import java.util.stream.Collectors;
import org.qgate.agent.config.LinkConfiguration;
import org.qgate.agent.dataplane.TrafficCover;
import org.qgate.core.model.LinkName;
import org.qgate.core.model.Suite;
import org.qgate.linux.inet.IpFamily;
import org.qgate.linux.libc.Errno;
import org.qgate.linux.libc.LinuxException;
import org.qgate.linux.memory.SecretArena;
import org.qgate.linux.netlink.NetlinkResult;
import org.qgate.linux.xfrm.InstalledPolicy;
import org.qgate.linux.xfrm.InstalledSa;
import org.qgate.linux.xfrm.XfrmAction;
import org.qgate.linux.xfrm.XfrmBatch;
import org.qgate.linux.xfrm.XfrmPolicy;
import org.qgate.linux.xfrm.XfrmPolicyKey;
import org.qgate.linux.xfrm.XfrmProbe;
import org.qgate.linux.xfrm.XfrmSaKey;
import org.qgate.linux.xfrm.XfrmSocket;
import org.qgate.linux.xfrm.XfrmSupport;

/**
 * What happens to a link as a whole in the kernel: preparing it before its first SA, taking its SAs away at a stop, and everything at its
 * removal. For the loop's thread.
 */
final class XfrmGateway {
    private final XfrmSocket socket;
    private final XfrmSaProgrammer programmer;
    private final PolicyWatch watch;
    /** Whose AH the policies for control messages are: links between the same addresses share one. */
    private final Map<XfrmPolicyKey, LinkName> controlOwners = new HashMap<>();

    /** Works through a socket; SAs found at the start are remembered by {@code programmer}, policies told to {@code watch}. */
    XfrmGateway(XfrmSocket socket, XfrmSaProgrammer programmer, PolicyWatch watch) {
        this.socket = socket;
        this.programmer = programmer;
        this.watch = watch;
    }

    /**
     * Puts block policies, bypasses and inbound policies in place, in this order. What a predecessor left stays as it is, its OUT
     * policies too: its SAs go on carrying traffic.
     *
     * @return SAs that a predecessor left
     */
    int prepare(XfrmLink link) throws IOException {
        if (link.hasControlAh()) {
            controlOwners.put(controlKey(link), link.name());
        }
        putConstant(link);
        exposeControl(link);
        replaceBootPolicies(link);
        List<XfrmSaKey> left = ownSas(link);
        programmer.rememberPredecessors(link.name(), left);
        return left.size();
    }

    private void putConstant(XfrmLink link) throws IOException {
        List<XfrmPolicy> policies = new ArrayList<>(link.plan().blocks());
        policies.addAll(bypasses(link));
        policies.addAll(link.plan().inbound());
        watch.enter(link.name(), policies);
        watch.enter(link.name(), link.plan().outbound(0));
        put(link, policies);
        link.putConstant(policies);
    }

    /** Changes which traffic a prepared link's policies are for: what is added blocks first, what goes blocks last. */
    void cover(XfrmLink link, TrafficCover cover) throws IOException {
        List<XfrmPolicy> before = inOrderOfRemoval(link);
        link.cover(cover);
        putConstant(link);
        put(link, link.outboundInForce());
        List<XfrmPolicy> now = inOrderOfRemoval(link);
        Set<XfrmPolicyKey> kept = now.stream().map(XfrmPolicy::key).collect(Collectors.toSet());
        List<XfrmPolicy> gone =
                before.stream().filter(policy -> !kept.contains(policy.key())).toList();
        watch.leave(link.name(), gone);
        delete(link, gone);
    }

    /** OUT policies stand here whether they are in force or a predecessor left them. */
    private List<XfrmPolicy> inOrderOfRemoval(XfrmLink link) {
        List<XfrmPolicy> policies = new ArrayList<>(link.plan().outbound(0));
        policies.addAll(link.plan().inbound());
        policies.addAll(bypasses(link));
        policies.addAll(link.plan().blocks());
        return policies;
    }

    private static XfrmPolicyKey controlKey(XfrmLink link) {
        return link.control().expose().key();
    }

    /** The link whose AH protects what leaves to this link's peer and port; it may be the link itself. */
    Optional<LinkName> controlOwner(LinkConfiguration link) {
        return Optional.ofNullable(
                controlOwners.get(new ControlBlueprint(link).expose().key()));
    }

    private List<XfrmPolicy> bypasses(XfrmLink link) {
        return link.plan().bypasses(controlOwners.containsKey(controlKey(link)));
    }

    /** Control messages leave without AH, whatever a predecessor or an epoch before had them leave under. */
    private void exposeControl(XfrmLink link) throws IOException {
        XfrmPolicy exposed = link.control().expose();
        if (link.hasControlAh()) {
            watch.enter(link.name(), List.of(exposed));
            put(link, List.of(exposed));
            link.putControlInForce(exposed);
        } else if (!controlOwners.containsKey(exposed.key())
                && bypasses(link).stream().noneMatch(policy -> policy.key().equals(exposed.key()))) {
            delete(link, List.of(exposed));
        }
    }

    /** Puts only the block policies in place. */
    void block(XfrmLink link) throws IOException {
        put(link, link.plan().blocks());
    }

    /** What blocked the link since boot goes, now that the agent's own policies block. */
    private void replaceBootPolicies(XfrmLink link) throws IOException {
        List<XfrmPolicy> found = new ArrayList<>();
        for (XfrmPolicy policy : link.plan().blocksAtBoot()) {
            Optional<InstalledPolicy> standing = socket.getPolicy(policy.key());
            if (standing.isPresent() && standing.get().does(XfrmAction.BLOCK)) {
                found.add(policy);
            }
        }
        if (!found.isEmpty()) {
            delete(link, found);
        }
    }

    private void put(XfrmLink link, List<XfrmPolicy> policies) throws IOException {
        if (policies.isEmpty()) {
            return;
        }
        XfrmBatch batch = socket.batch();
        policies.forEach(batch::updatePolicy);
        for (NetlinkResult result : batch.send()) {
            if (!result.isAcknowledged()) {
                throw new IOException("link " + link.name() + ": a policy could not be put in place: " + result
                        + "; the agent needs CAP_NET_ADMIN and a kernel with XFRM");
            }
        }
    }

    /** Refuses suites that the kernel cannot do, before any key is drawn for them. */
    void requireAlgorithms(List<LinkConfiguration> links, SecretArena arena, RandomGenerator entropy)
            throws IOException {
        Set<List<Object>> probed = new HashSet<>();
        for (LinkConfiguration link : links) {
            Suite suite = link.parameters().suite();
            IpFamily family = link.endpoints().local().family();
            if (probed.add(List.of(SaBlueprint.algorithm(suite), family))) {
                requireSuite("link " + link.name(), suite, family, arena, entropy);
            }
        }
    }

    /** Fails if the kernel cannot do a suite, for {@code whom}; tried with an SA of a random key. */
    void requireSuite(String whom, Suite suite, IpFamily family, SecretArena arena, RandomGenerator entropy)
            throws IOException {
        XfrmSupport support = new XfrmProbe(socket, arena, entropy).probe(SaBlueprint.algorithm(suite), family);
        if (support instanceof XfrmSupport.Unavailable unavailable) {
            throw new IOException(whom + ": suite " + suite.configurationName() + ": " + unavailable.why());
        }
    }

    /** Whether the kernel can do AH for a link; tried with an SA of a random key. */
    XfrmSupport controlAh(LinkConfiguration link, SecretArena arena, RandomGenerator entropy) throws IOException {
        return new XfrmProbe(socket, arena, entropy)
                .probe(ControlBlueprint.ALGORITHM, link.endpoints().local().family());
    }

    private List<XfrmSaKey> ownSas(XfrmLink link) throws LinuxException {
        return socket.dumpSas().stream()
                .filter(sa -> sa.info().properties().reqid() == link.reqid())
                .map(InstalledSa::key)
                .toList();
    }

    /** Takes the protecting policies and all SAs away; the block policies stay, so nothing passes in clear. */
    void retreat(XfrmLink link) throws IOException {
        List<XfrmPolicy> policies = new ArrayList<>(link.plan().outbound(0));
        policies.addAll(link.plan().inbound());
        link.putNothingInForce();
        link.putConstant(link.plan().blocks());
        delete(link, policies);
        exposeControl(link);
        deleteSas(link);
    }

    /** Takes the block policies away: from here on the link's traffic is routed like any other. */
    void lift(XfrmLink link) throws IOException {
        controlOwners.remove(controlKey(link), link.name());
        List<XfrmPolicy> policies = new ArrayList<>(bypasses(link));
        if (!controlOwners.containsKey(controlKey(link))) {
            policies.add(link.control().expose());
        }
        policies.addAll(link.plan().blocks());
        watch.leave(link.name());
        link.putConstant(List.of());
        delete(link, policies);
    }

    private void delete(XfrmLink link, List<XfrmPolicy> policies) throws IOException {
        if (policies.isEmpty()) {
            return;
        }
        XfrmBatch batch = socket.batch();
        policies.forEach(policy -> batch.deletePolicy(policy.key()));
        for (NetlinkResult result : batch.send()) {
            if (!result.isAcknowledged() && !result.isRefusedWith(Errno.ENOENT)) {
                throw new IOException("link " + link.name() + ": a policy could not be deleted: " + result
                        + "; see 'ip xfrm policy'");
            }
        }
    }

    private void deleteSas(XfrmLink link) throws IOException {
        List<XfrmSaKey> all = ownSas(link);
        int from = 0;
        while (from < all.size()) {
            XfrmBatch batch = socket.batch();
            while (from < all.size() && !batch.isFull()) {
                batch.deleteSa(all.get(from));
                from++;
            }
            for (NetlinkResult result : batch.send()) {
                if (!result.isAcknowledged() && !result.isRefusedWith(Errno.ESRCH)) {
                    throw new IOException("link " + link.name() + ": an SA could not be deleted: " + result
                            + "; see 'ip xfrm state'");
                }
            }
        }
    }

    /** An outbound SA as it stands now. */
    Optional<InstalledSa> outbound(XfrmLink link, int spi) throws IOException {
        return socket.getSa(XfrmSaKey.of(link.blueprint().outboundId(spi)));
    }

    /** An inbound SA as it stands now. */
    Optional<InstalledSa> inbound(XfrmLink link, int spi) throws IOException {
        return socket.getSa(XfrmSaKey.of(link.blueprint().inboundId(spi)));
    }
}
