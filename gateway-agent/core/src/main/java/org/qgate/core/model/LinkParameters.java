package org.qgate.core.model;

/**
 * What both ends of a link agree on by configuration, and this end's timers.
 *
 * @param link the link's name, equal on both ends
 * @param self this gateway
 * @param peer the other gateway
 * @param suite the ESP algorithms, equal on both ends
 * @param timers this end's timers
 * @param keyUse how this end spends its keys
 * @param selectors stands for the traffic that the link protects, as its LOW end sees it; equal on both ends
 * @param controlAh whether the control port is to be under AH
 * @param versions of the protocol that this end speaks
 */
public record LinkParameters(
        LinkName link,
        GatewayId self,
        GatewayId peer,
        Suite suite,
        LinkTimers timers,
        KeyUse keyUse,
        long selectors,
        ControlAh controlAh,
        Versions versions) {
    /** A link without AH on its control port, which speaks all versions that this code knows. */
    public LinkParameters(
            LinkName link,
            GatewayId self,
            GatewayId peer,
            Suite suite,
            LinkTimers timers,
            KeyUse keyUse,
            long selectors) {
        this(link, self, peer, suite, timers, keyUse, selectors, ControlAh.OFF, Versions.ALL);
    }

    /** A link that keeps to its period and holds its key when keys run out. */
    public LinkParameters(LinkName link, GatewayId self, GatewayId peer, Suite suite, LinkTimers timers) {
        this(link, self, peer, suite, timers, KeyUse.DEFAULT, 0);
    }

    /** The same with AH on the control port, or without. */
    public LinkParameters withControlAh(ControlAh wanted) {
        return new LinkParameters(link, self, peer, suite, timers, keyUse, selectors, wanted, versions);
    }

    /** The same link at an end that speaks other versions. */
    public LinkParameters speaking(Versions others) {
        return new LinkParameters(link, self, peer, suite, timers, keyUse, selectors, controlAh, others);
    }

    /** This end's role. */
    public Role role() {
        return Role.of(self, peer);
    }
}
