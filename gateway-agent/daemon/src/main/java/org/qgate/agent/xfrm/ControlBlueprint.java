package org.qgate.agent.xfrm;

import java.util.concurrent.TimeUnit;
import org.qgate.agent.config.LinkConfiguration;
import org.qgate.agent.config.LinkEndpoints;
import org.qgate.core.model.SaLimits;
import org.qgate.linux.inet.IpAddress;
import org.qgate.linux.inet.IpPrefix;
import org.qgate.linux.xfrm.PortMatch;
import org.qgate.linux.xfrm.XfrmAlgorithm;
import org.qgate.linux.xfrm.XfrmDirection;
import org.qgate.linux.xfrm.XfrmId;
import org.qgate.linux.xfrm.XfrmLifetimeCfg;
import org.qgate.linux.xfrm.XfrmLifetimeCfg.Limit;
import org.qgate.linux.xfrm.XfrmMode;
import org.qgate.linux.xfrm.XfrmPolicy;
import org.qgate.linux.xfrm.XfrmSa;
import org.qgate.linux.xfrm.XfrmSaOptions;
import org.qgate.linux.xfrm.XfrmSelector;
import org.qgate.linux.xfrm.XfrmUserTmpl;

/** What protects a link's control port in the kernel, as values: AH in transport mode between the two gateways. */
final class ControlBlueprint {
    /** What AH is made with. */
    static final XfrmAlgorithm ALGORITHM = XfrmAlgorithm.HMAC_SHA_256_128;

    /** As many as the protocol's own window, so that AH refuses no message which that would take. */
    private static final int REPLAY_WINDOW = 1024;

    /** Sequence numbers have 32 bits and never come round. */
    private static final Limit NUMBERS = new Limit(1L << 31, (1L << 32) - 1);

    private static final long SOFT_SECONDS_BEFORE = TimeUnit.MINUTES.toSeconds(1);

    private static final int UDP = 17;

    private final LinkEndpoints endpoints;
    private final int reqid;
    private final int priority;

    ControlBlueprint(LinkConfiguration link) {
        this.endpoints = link.endpoints();
        this.reqid = link.policies().reqid();
        this.priority = (int) link.policies().priority() - 1;
    }

    XfrmId inboundId(int spi) {
        return new XfrmId(endpoints.local(), spi, XfrmId.AH);
    }

    XfrmId outboundId(int spi) {
        return new XfrmId(endpoints.peer(), spi, XfrmId.AH);
    }

    XfrmId id(boolean inbound, int spi) {
        return inbound ? inboundId(spi) : outboundId(spi);
    }

    XfrmSa sa(boolean inbound, int spi, SaLimits limits) {
        IpAddress source = inbound ? endpoints.peer() : endpoints.local();
        XfrmSaOptions options = inbound ? XfrmSaOptions.NONE.withLegacyReplayWindow(REPLAY_WINDOW) : XfrmSaOptions.NONE;
        XfrmLifetimeCfg lifetimes = new XfrmLifetimeCfg(
                new Limit(limits.softBytes(), limits.hardBytes()),
                NUMBERS,
                seconds(limits.hardAddSeconds()),
                seconds(limits.hardUseSeconds()));
        return new XfrmSa(id(inbound, spi), source, reqid, XfrmMode.TRANSPORT, ALGORITHM, lifetimes, options);
    }

    private static Limit seconds(long hard) {
        return new Limit(Math.max(1, hard - SOFT_SECONDS_BEFORE), hard);
    }

    /** Messages leave under the SA with this SPI and no other. */
    XfrmPolicy protect(int spi) {
        XfrmUserTmpl template = XfrmUserTmpl.required(outboundId(spi), endpoints.local(), reqid, XfrmMode.TRANSPORT);
        return XfrmPolicy.protect(outbound(), XfrmDirection.OUT, priority, template);
    }

    /** Messages leave without AH. */
    XfrmPolicy expose() {
        return XfrmPolicy.bypass(outbound(), XfrmDirection.OUT, priority);
    }

    private XfrmSelector outbound() {
        int port = endpoints.controlPort();
        return XfrmSelector.between(IpPrefix.host(endpoints.local()), IpPrefix.host(endpoints.peer()))
                .withProtocol(UDP, PortMatch.exactly(port), PortMatch.exactly(port));
    }
}
