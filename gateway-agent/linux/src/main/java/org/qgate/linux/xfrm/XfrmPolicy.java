package org.qgate.linux.xfrm;

import java.util.List;

/**
 * A policy to be installed. The kernel tells policies apart by direction, selector, mark and interface id only: one of
 * another priority replaces it (see {@link XfrmSelector#user}).
 *
 * @param selector packets it is for
 * @param direction packets that it sees
 * @param action what to do with them
 * @param priority unsigned; the lowest number wins
 * @param templates SAs that packets must go through, innermost first; none for a block or a bypass
 * @param options the rest
 */
public record XfrmPolicy(
        XfrmSelector selector,
        XfrmDirection direction,
        XfrmAction action,
        int priority,
        List<XfrmUserTmpl> templates,
        XfrmPolicyOptions options) {

    /** Checks the number of templates. */
    public XfrmPolicy {
        templates = List.copyOf(templates);
        if (templates.size() > XfrmUserTmpl.COUNT_MAX) {
            throw new IllegalArgumentException(templates.size() + " templates exceed " + XfrmUserTmpl.COUNT_MAX);
        }
        if (action == XfrmAction.BLOCK && !templates.isEmpty()) {
            throw new IllegalArgumentException("a policy that blocks has no templates");
        }
    }

    /** Packets must go through one SA. */
    public static XfrmPolicy protect(
            XfrmSelector selector, XfrmDirection direction, int priority, XfrmUserTmpl template) {
        return new XfrmPolicy(
                selector, direction, XfrmAction.ALLOW, priority, List.of(template), XfrmPolicyOptions.NONE);
    }

    /** Packets are dropped. */
    public static XfrmPolicy block(XfrmSelector selector, XfrmDirection direction, int priority) {
        return new XfrmPolicy(selector, direction, XfrmAction.BLOCK, priority, List.of(), XfrmPolicyOptions.NONE);
    }

    /** Packets pass in clear. */
    public static XfrmPolicy bypass(XfrmSelector selector, XfrmDirection direction, int priority) {
        return new XfrmPolicy(selector, direction, XfrmAction.ALLOW, priority, List.of(), XfrmPolicyOptions.NONE);
    }

    /** The same with these options. */
    public XfrmPolicy withOptions(XfrmPolicyOptions other) {
        return new XfrmPolicy(selector, direction, action, priority, templates, other);
    }

    /** What deletes it. */
    public XfrmPolicyKey key() {
        return new XfrmPolicyKey(selector, direction, options.mark(), options.interfaceId());
    }
}
