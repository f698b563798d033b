package org.qgate.engine.keying;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import org.qgate.engine.filter.Decision;
import org.qgate.engine.filter.Policy;
import org.qgate.engine.filter.PolicyTable;
import org.qgate.engine.filter.PortRange;
import org.qgate.linux.pfkey.IpsecAction;
import org.qgate.linux.pfkey.IpsecDirection;
import org.qgate.linux.pfkey.IpsecLevel;
import org.qgate.linux.pfkey.IpsecMode;
import org.qgate.linux.pfkey.PfKeyMessage;
import org.qgate.linux.pfkey.PfKeyPolicy;
import org.qgate.linux.pfkey.PfKeySelector;
import org.qgate.linux.pfkey.SadbAddress;
import org.qgate.linux.pfkey.SadbExt;
import org.qgate.linux.pfkey.SadbExtension;
import org.qgate.linux.pfkey.SadbMsg;
import org.qgate.linux.pfkey.SadbMsgType;
import org.qgate.linux.pfkey.SadbProp;
import org.qgate.linux.pfkey.SadbSatype;
import org.qgate.linux.pfkey.SadbXIpsecrequest;
import org.qgate.linux.pfkey.SadbXPolicy;

/**
 * Requests about policies. The lowest priority number wins, among equals the one added first. Policies to forward are
 * kept and told, and need nothing here: what comes out of a tunnel meets the inbound ones. For one thread at a time.
 */
final class SpdRequests {

    private final PolicySink sink;
    private final TunnelReqids reqids;
    private final List<Entry> entries = new ArrayList<>();
    private int lastId;
    private int lastAcquire;

    private record Entry(PfKeyPolicy policy, Policy compiled) {
        boolean isFor(PfKeySelector selector, IpsecDirection direction) {
            return policy.selector().equals(selector) && policy.rule().direction() == direction;
        }
    }

    SpdRequests(PolicySink sink, TunnelReqids reqids) {
        this.sink = sink;
        this.reqids = reqids;
    }

    void add(PfKeyMessage message, boolean replace, Answers answers) throws Refusal {
        PfKeyPolicy asked = PfKeyPolicy.of(message).orElseThrow(() -> new Refusal(Refusal.EINVAL));
        int known = indexOf(asked.selector(), asked.rule().direction());
        if (known >= 0 && !replace) {
            throw new Refusal(Refusal.EEXIST);
        }
        if (entries.size() >= PolicyTable.POLICIES_MAX) {
            throw new Refusal(Refusal.ENOBUFS);
        }
        Policy compiled = compile(asked);
        int id = known >= 0 ? entries.get(known).policy().rule().id() : ++lastId;
        SadbXPolicy rule = new SadbXPolicy(
                asked.rule().action(),
                asked.rule().direction(),
                id,
                asked.rule().priority(),
                asked.rule().requests());
        Entry entry = new Entry(new PfKeyPolicy(asked.selector(), rule), compiled);
        if (known >= 0) {
            entries.set(known, entry);
        } else {
            entries.add(entry);
        }
        publish();
        answers.send(message.header().answer(0), describe(entry));
    }

    void delete(PfKeyMessage message, boolean byId, Answers answers) throws Refusal {
        Entry entry = byId ? byId(message) : bySelector(message);
        entries.remove(entry);
        publish();
        answers.send(message.header().answer(0), describe(entry));
    }

    void get(PfKeyMessage message, Answers answers) throws Refusal {
        answers.send(message.header().answer(0), describe(byId(message)));
    }

    void flush(PfKeyMessage message, Answers answers) {
        entries.clear();
        publish();
        answers.send(message.header().answer(0), List.of());
    }

    void dump(PfKeyMessage message, Answers answers) throws Refusal {
        if (entries.isEmpty()) {
            throw new Refusal(Refusal.ENOENT);
        }
        for (int i = 0; i < entries.size(); i++) {
            SadbMsg header = new SadbMsg(
                    message.header().type(),
                    SadbSatype.UNSPEC,
                    0,
                    entries.size() - 1 - i,
                    message.header().pid());
            answers.send(header, describe(entries.get(i)));
        }
    }

    /**
     * Tells that a packet of this policy was dropped because no SA stands (RFC 2367 section 3.1.6).
     *
     * @param proposal all there is, as a policy does not say which transform it wants
     */
    void acquire(Policy policy, SadbProp proposal, Answers answers) {
        for (Entry entry : entries) {
            SadbXPolicy rule = entry.policy().rule();
            if (rule.direction() == IpsecDirection.OUTBOUND && entry.compiled().equals(policy)) {
                rule.requests()
                        .get(0)
                        .tunnel()
                        .ifPresent(tunnel -> answers.send(nextAcquire(), wanted(rule, tunnel, proposal)));
                return;
            }
        }
    }

    private SadbMsg nextAcquire() {
        // 0 is no number of an ACQUIRE.
        lastAcquire = lastAcquire == -1 ? 1 : lastAcquire + 1;
        return new SadbMsg(SadbMsgType.ACQUIRE, SadbSatype.ESP, 0, lastAcquire, 0);
    }

    private static List<SadbExtension> wanted(SadbXPolicy rule, SadbXIpsecrequest.Tunnel tunnel, SadbProp proposal) {
        return List.of(
                SadbAddress.source(tunnel.source()),
                SadbAddress.destination(tunnel.destination()),
                new SadbXPolicy(IpsecAction.IPSEC, rule.direction(), rule.id(), rule.priority(), List.of()),
                proposal);
    }

    private Entry byId(PfKeyMessage message) throws Refusal {
        SadbXPolicy named = message.policy().orElseThrow(() -> new Refusal(Refusal.EINVAL));
        return entries.stream()
                .filter(entry -> entry.policy().rule().id() == named.id())
                .findFirst()
                .orElseThrow(() -> new Refusal(Refusal.ENOENT));
    }

    private Entry bySelector(PfKeyMessage message) throws Refusal {
        PfKeyPolicy named = PfKeyPolicy.of(message).orElseThrow(() -> new Refusal(Refusal.EINVAL));
        int index = indexOf(named.selector(), named.rule().direction());
        if (index < 0) {
            throw new Refusal(Refusal.ENOENT);
        }
        return entries.get(index);
    }

    private int indexOf(PfKeySelector selector, IpsecDirection direction) {
        for (int i = 0; i < entries.size(); i++) {
            if (entries.get(i).isFor(selector, direction)) {
                return i;
            }
        }
        return -1;
    }

    private void publish() {
        sink.set(table(IpsecDirection.OUTBOUND), table(IpsecDirection.INBOUND));
    }

    private PolicyTable table(IpsecDirection direction) {
        return new PolicyTable(entries.stream()
                .filter(entry -> entry.policy().rule().direction() == direction)
                .sorted(Comparator.comparing(
                        entry -> Integer.toUnsignedLong(entry.policy().rule().priority())))
                .map(Entry::compiled)
                .toList());
    }

    private Policy compile(PfKeyPolicy asked) throws Refusal {
        PfKeySelector selector = asked.selector();
        try {
            return Policy.of(selector.source(), selector.destination(), decision(asked))
                    .with(
                            selector.protocol() == 0 ? Policy.ANY_PROTOCOL : selector.protocol(),
                            ports(selector.sourcePort()),
                            ports(selector.destinationPort()));
        } catch (IllegalArgumentException e) {
            throw new Refusal(Refusal.EINVAL);
        }
    }

    private static PortRange ports(int port) {
        return port == 0 ? PortRange.ANY : PortRange.of(port);
    }

    private Decision decision(PfKeyPolicy asked) throws Refusal {
        SadbXPolicy rule = asked.rule();
        if (rule.action() == IpsecAction.DISCARD) {
            return Decision.DISCARD;
        }
        if (rule.action() != IpsecAction.IPSEC) {
            return Decision.BYPASS;
        }
        SadbXIpsecrequest request =
                rule.requests().size() == 1 ? rule.requests().get(0) : null;
        // "Use" would let packets pass in clear when there is no SA, and other protocols or modes are not done here.
        boolean possible = request != null
                && request.protocol() == SadbSatype.ESP.protocol()
                && request.mode() == IpsecMode.TUNNEL
                && request.level() != IpsecLevel.USE
                && request.tunnel().isPresent();
        if (request == null || !possible) {
            throw new Refusal(Refusal.EOPNOTSUPP);
        }
        if (request.reqid() != 0) {
            return Decision.protect(request.reqid());
        }
        Optional<SadbXIpsecrequest.Tunnel> tunnel = request.tunnel();
        return Decision.protect(
                reqids.of(tunnel.orElseThrow().source(), tunnel.orElseThrow().destination()));
    }

    private static List<SadbExtension> describe(Entry entry) {
        PfKeySelector selector = entry.policy().selector();
        int protocol = selector.protocol() == 0 ? SadbAddress.ANY_PROTOCOL : selector.protocol();
        return List.of(
                new SadbAddress(SadbExt.ADDRESS_SRC, protocol, selector.source(), selector.sourcePort()),
                new SadbAddress(SadbExt.ADDRESS_DST, protocol, selector.destination(), selector.destinationPort()),
                entry.policy().rule());
    }
}
