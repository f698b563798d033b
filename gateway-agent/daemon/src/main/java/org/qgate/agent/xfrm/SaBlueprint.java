package org.qgate.agent.xfrm;

import java.util.Optional;
import org.qgate.agent.config.LinkConfiguration;
import org.qgate.agent.config.TrafficClassRules;
import org.qgate.agent.network.TunnelBinding;
import org.qgate.core.model.SaLimits;
import org.qgate.core.model.Suite;
import org.qgate.linux.inet.IpAddress;
import org.qgate.linux.xfrm.XfrmAlgorithm;
import org.qgate.linux.xfrm.XfrmId;
import org.qgate.linux.xfrm.XfrmLifetimeCfg;
import org.qgate.linux.xfrm.XfrmLifetimeCfg.Limit;
import org.qgate.linux.xfrm.XfrmMode;
import org.qgate.linux.xfrm.XfrmSa;
import org.qgate.linux.xfrm.XfrmSaOptions;
import org.qgate.linux.xfrm.XfrmStateFlags;

/** The SAs of one link, as values: ESP in tunnel mode. */
final class SaBlueprint {
    /** An outbound SA checks nothing; the kernel wants a window beside ESN all the same. */
    private static final int OUTBOUND_ESN_WINDOW = 1;

    /** How long before a hard limit of time the soft one reports, in seconds; the sender then moves on early. */
    private static final long SOFT_SECONDS_BEFORE = 4;

    /** Sequence numbers without ESN: the sender moves on at the half, and the last one is never passed. */
    private static final Limit NUMBERS_OF_32_BITS = new Limit(1L << 31, (1L << 32) - 1);

    private final LinkConfiguration link;
    private final int interfaceId;
    private final Optional<LinkEncapsulation> encapsulation;

    SaBlueprint(LinkConfiguration link, TunnelBinding binding, Optional<LinkEncapsulation> encapsulation) {
        this.link = link;
        this.encapsulation = encapsulation;
        this.interfaceId = binding.interfaceId();
    }

    /** The kernel's name for a suite. */
    static XfrmAlgorithm algorithm(Suite suite) {
        return switch (suite) {
            case AES_GCM_128 -> XfrmAlgorithm.AES_GCM_16_128;
            case AES_GCM_256 -> XfrmAlgorithm.AES_GCM_16_256;
            case AES_CCM_128 -> XfrmAlgorithm.AES_CCM_16_128;
            case AES_CCM_256 -> XfrmAlgorithm.AES_CCM_16_256;
            case CHACHA20_POLY1305 -> XfrmAlgorithm.CHACHA20_POLY1305;
            case AES_CBC_256_HMAC_SHA_256 -> XfrmAlgorithm.AES_CBC_256_HMAC_SHA_256_128;
            case VPN_B -> XfrmAlgorithm.AES_CBC_128_AES_XCBC_MAC_96;
            case TRIPLE_DES_HMAC_SHA_256 -> XfrmAlgorithm.TRIPLE_DES_CBC_HMAC_SHA_256_128;
        };
    }

    XfrmSa inbound(int spi, Suite suite, SaLimits limits) {
        TrafficClassRules rules = link.esp().trafficClass();
        XfrmSaOptions options = options(link.policies().replayWindowPackets())
                .withFlags(rules.dscpInward() ? XfrmStateFlags.DECAP_DSCP : 0);
        XfrmSaOptions complete = encapsulation
                .map(udp -> options.withEncapsulation(udp.inbound()))
                .orElse(options);
        return sa(inboundId(spi), link.endpoints().peer(), suite, limits, complete);
    }

    XfrmSa outbound(int spi, Suite suite, SaLimits limits) {
        TrafficClassRules rules = link.esp().trafficClass();
        XfrmSaOptions options = options(isEsn() ? OUTBOUND_ESN_WINDOW : 0)
                .withExtraFlags(rules.dscpOutward() ? 0 : XfrmStateFlags.EXTRA_DONT_ENCAP_DSCP);
        XfrmSaOptions complete = encapsulation
                .map(udp -> options.withEncapsulation(udp.outbound()))
                .orElse(options);
        return sa(outboundId(spi), link.endpoints().local(), suite, limits, complete);
    }

    /** What the outbound SAs look like, for trying them. */
    XfrmSa sample() {
        return outbound(XfrmSa.RESERVED_SPI_MAX + 1, link.parameters().suite(), new SaLimits(1, 1, 1, 1));
    }

    private boolean isEsn() {
        return link.esp().extendedSequenceNumbers();
    }

    private XfrmSaOptions options(int window) {
        XfrmSaOptions numbered =
                isEsn() ? XfrmSaOptions.NONE.withEsn(window) : XfrmSaOptions.NONE.withLegacyReplayWindow(window);
        return numbered.withFlags(link.esp().trafficClass().ecn() ? 0 : XfrmStateFlags.NOECN)
                .withInterfaceId(interfaceId);
    }

    XfrmId inboundId(int spi) {
        return new XfrmId(link.endpoints().local(), spi, XfrmId.ESP);
    }

    XfrmId outboundId(int spi) {
        return new XfrmId(link.endpoints().peer(), spi, XfrmId.ESP);
    }

    private XfrmSa sa(XfrmId id, IpAddress source, Suite suite, SaLimits limits, XfrmSaOptions options) {
        return new XfrmSa(
                id, source, link.policies().reqid(), XfrmMode.TUNNEL, algorithm(suite), lifetimes(limits), options);
    }

    private XfrmLifetimeCfg lifetimes(SaLimits limits) {
        return new XfrmLifetimeCfg(
                new Limit(limits.softBytes(), limits.hardBytes()),
                isEsn() ? Limit.UNLIMITED_VOLUME : NUMBERS_OF_32_BITS,
                seconds(limits.hardAddSeconds()),
                seconds(limits.hardUseSeconds()));
    }

    private static Limit seconds(long hard) {
        return new Limit(Math.max(1, hard - SOFT_SECONDS_BEFORE), hard);
    }
}
