package org.qgate.linux.xfrm;

import org.qgate.linux.netlink.MessageWriter;

/** Bodies of the requests about policies. */
final class PolicyMessages {

    private PolicyMessages() {}

    /** NEWPOLICY or UPDPOLICY. */
    static void install(MessageWriter out, XfrmPolicy policy) {
        XfrmPolicyOptions options = policy.options();
        new XfrmUserpolicyInfo(
                        policy.selector(),
                        options.limits(),
                        XfrmLifetimeCur.ZERO,
                        new XfrmUserpolicyInfo.Properties(
                                policy.priority(),
                                0,
                                policy.direction().number(),
                                policy.action().number(),
                                options.flags(),
                                0))
                .write(out.buffer());
        if (!policy.templates().isEmpty()) {
            int start = out.begin(XfrmAttribute.TMPL);
            for (XfrmUserTmpl template : policy.templates()) {
                template.write(out.buffer());
            }
            out.end(start);
        }
        CommonAttributes.mark(out, options.mark());
        CommonAttributes.interfaceId(out, options.interfaceId());
        options.offload().ifPresent(card -> CommonAttributes.offload(out, card));
    }

    /** DELPOLICY or GETPOLICY. */
    static void name(MessageWriter out, XfrmPolicyKey key) {
        new XfrmUserpolicyId(key.selector(), 0, key.direction().number()).write(out.buffer());
        CommonAttributes.mark(out, key.mark());
        CommonAttributes.interfaceId(out, key.interfaceId());
    }

    /** The request for a dump. */
    static void dump(MessageWriter out) {
        new XfrmUserpolicyId(XfrmSelector.ANY, 0, 0).write(out.buffer());
    }
}
