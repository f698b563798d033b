package org.qgate.agent.config;

import java.util.Optional;

/**
 * How a link's ESP packets are made, besides suite and limits.
 *
 * @param extendedSequenceNumbers 64-bit sequence numbers, which both ends must agree on
 * @param trafficClass DSCP and ECN
 * @param encapsulation ESP in UDP
 * @param offload a network card that does the work
 */
public record EspOptions(
        boolean extendedSequenceNumbers,
        TrafficClassRules trafficClass,
        Optional<UdpEncapsulation> encapsulation,
        Optional<NicOffload> offload) {
    /** Extended sequence numbers, the standard's traffic class, no UDP, no card. */
    public static final EspOptions STANDARD =
            new EspOptions(true, TrafficClassRules.STANDARD, Optional.empty(), Optional.empty());

    /** The same with a network card. */
    public EspOptions withOffload(NicOffload card) {
        return new EspOptions(extendedSequenceNumbers, trafficClass, encapsulation, Optional.of(card));
    }

    /** The same with ESP in UDP. */
    public EspOptions withEncapsulation(UdpEncapsulation ports) {
        return new EspOptions(extendedSequenceNumbers, trafficClass, Optional.of(ports), offload);
    }

    /** The same with 32-bit sequence numbers. */
    public EspOptions withoutExtendedSequenceNumbers() {
        return new EspOptions(false, trafficClass, encapsulation, offload);
    }

    /** The same with other rules for DSCP and ECN. */
    public EspOptions withTrafficClass(TrafficClassRules rules) {
        return new EspOptions(extendedSequenceNumbers, rules, encapsulation, offload);
    }
}
