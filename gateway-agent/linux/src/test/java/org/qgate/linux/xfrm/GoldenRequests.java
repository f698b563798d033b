package org.qgate.linux.xfrm;

import java.util.Map;
import java.util.TreeMap;
import java.util.function.Consumer;
import org.qgate.linux.inet.IpFamily;
import org.qgate.linux.memory.LockedBytes;
import org.qgate.linux.memory.SecretArena;

/** What {@code iproute2.txt} was captured from, said in our words: a change for each name. */
final class GoldenRequests {

    static final int SPI = 0x1234;

    private static final XfrmAlgorithm GCM = XfrmAlgorithm.AES_GCM_16_256;
    private static final int PRIORITY = 1000;

    /** Interface index of the device that the capture offloads to. */
    private static final int CARD = 90;

    private final SecretArena arena;
    private final Map<String, Consumer<XfrmBatch>> changes = new TreeMap<>();

    GoldenRequests(SecretArena arena) {
        this.arena = arena;
        for (IpFamily family : new IpFamily[] {IpFamily.IPV4, IpFamily.IPV6}) {
            String suffix = family == IpFamily.IPV4 ? "-v4" : "-v6";
            addSas(family, suffix);
            addPolicies(family, suffix);
        }
        changes.put("flush-policies", XfrmBatch::flushPolicies);
    }

    /** All changes by name. */
    Map<String, Consumer<XfrmBatch>> changes() {
        return changes;
    }

    static XfrmSa sa(XfrmAlgorithm algorithm, IpFamily family) {
        return KernelCheckKeys.tunnel(algorithm, family, SPI);
    }

    /** Adds with a key of counting bytes. */
    Consumer<XfrmBatch> adding(XfrmSa sa) {
        return batch -> {
            byte[] counting = new byte[sa.algorithm().keyBytes()];
            for (int i = 0; i < counting.length; i++) {
                counting[i] = (byte) i;
            }
            try (LockedBytes key = arena.take(counting)) {
                batch.newSa(sa, key);
            }
        };
    }

    private void addSas(IpFamily family, String suffix) {
        for (XfrmAlgorithm algorithm : XfrmAlgorithm.values()) {
            changes.put(algorithm + suffix, adding(sa(algorithm, family)));
        }
        XfrmSa sa = sa(GCM, family);
        XfrmSaOptions none = XfrmSaOptions.NONE;
        XfrmMark mark = new XfrmMark(0x51, 0xFF);
        changes.put("legacy-window" + suffix, adding(sa.withOptions(none.withLegacyReplayWindow(32))));
        changes.put("limits" + suffix, adding(sa.withLimits(XfrmLifetimeCfg.hard(54, 1L << 36))));
        changes.put(
                "mark-ifid" + suffix, adding(sa.withOptions(none.withMark(mark).withInterfaceId(9))));
        XfrmEncapTmpl ports = new XfrmEncapTmpl(XfrmEncapTmpl.ESP_IN_UDP, 4500, 4501);
        changes.put("encap" + suffix, adding(sa.withOptions(none.withEncapsulation(ports))));
        int ecnAndDscp = XfrmStateFlags.NOECN | XfrmStateFlags.DECAP_DSCP;
        changes.put(
                "dscp-ecn" + suffix,
                adding(sa.withOptions(
                        none.withFlags(ecnAndDscp).withExtraFlags(XfrmStateFlags.EXTRA_DONT_ENCAP_DSCP))));
        changes.put("offload-out" + suffix, adding(sa.withOptions(none.withOffload(new XfrmUserOffload(CARD, 0)))));
        changes.put(
                "offload-in" + suffix,
                adding(sa.withOptions(none.withOffload(new XfrmUserOffload(CARD, XfrmUserOffload.INBOUND)))));
        changes.put("delete-sa" + suffix, batch -> batch.deleteSa(sa.key()));
        changes.put(
                "delete-sa-mark" + suffix,
                batch -> batch.deleteSa(sa.withOptions(none.withMark(mark)).key()));
        changes.put("flush-esp" + suffix, batch -> batch.flushSas(XfrmId.ESP));
    }

    private void addPolicies(IpFamily family, String suffix) {
        XfrmSelector selector = family == IpFamily.IPV4 ? PolicyChecks.V4 : PolicyChecks.V6;
        XfrmUserTmpl template = PolicyChecks.template(family, 0);
        XfrmPolicyOptions marked =
                XfrmPolicyOptions.NONE.withMark(new XfrmMark(1, 3)).withInterfaceId(8);
        XfrmSelector control = selector.withProtocol(17, PortMatch.ANY, PortMatch.exactly(4790));
        addPolicy("new-policy" + suffix, XfrmPolicy.protect(selector, XfrmDirection.OUT, PRIORITY, template));
        addPolicy("in-policy" + suffix, XfrmPolicy.protect(selector, XfrmDirection.IN, PRIORITY, template));
        addPolicy("fwd-policy" + suffix, XfrmPolicy.protect(selector, XfrmDirection.FWD, PRIORITY, template));
        addPolicy("block-policy" + suffix, XfrmPolicy.block(selector, XfrmDirection.OUT, 10_000));
        addPolicy("bypass-policy" + suffix, XfrmPolicy.bypass(control, XfrmDirection.OUT, 1));
        XfrmPolicy blockMarked =
                XfrmPolicy.block(selector, XfrmDirection.OUT, 5).withOptions(marked);
        addPolicy("mark-policy" + suffix, blockMarked);
        XfrmPolicy pinned = XfrmPolicy.protect(selector, XfrmDirection.OUT, PRIORITY, template.withSpi(0x7001));
        changes.put("update-policy-spi" + suffix, batch -> batch.updatePolicy(pinned));
        changes.put("delete-policy" + suffix, batch -> batch.deletePolicy(pinned.key()));
        changes.put("delete-mark-policy" + suffix, batch -> batch.deletePolicy(blockMarked.key()));
    }

    private void addPolicy(String name, XfrmPolicy policy) {
        changes.put(name, batch -> batch.newPolicy(policy));
    }
}
