package org.qgate.agent.xfrm;

import org.qgate.agent.config.LinkConfiguration;
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

/** The SAs of one link, as values: ESP in tunnel mode with 64-bit sequence numbers. */
final class SaBlueprint {
    /** An outbound SA checks nothing; the kernel wants a window beside ESN all the same. */
    private static final int OUTBOUND_WINDOW = 1;

    /** How long before a hard limit of time the soft one reports, in seconds; the sender then moves on early. */
    private static final long SOFT_SECONDS_BEFORE = 4;

    private final LinkConfiguration link;
    private final XfrmAlgorithm algorithm;

    SaBlueprint(LinkConfiguration link) {
        this.link = link;
        this.algorithm = algorithm(link.parameters().suite());
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
        };
    }

    XfrmSa inbound(int spi, SaLimits limits) {
        return sa(
                inboundId(spi), link.endpoints().peer(), limits, link.policies().replayWindowPackets());
    }

    XfrmSa outbound(int spi, SaLimits limits) {
        return sa(outboundId(spi), link.endpoints().local(), limits, OUTBOUND_WINDOW);
    }

    XfrmId inboundId(int spi) {
        return new XfrmId(link.endpoints().local(), spi, algorithm.protocol());
    }

    XfrmId outboundId(int spi) {
        return new XfrmId(link.endpoints().peer(), spi, algorithm.protocol());
    }

    private XfrmSa sa(XfrmId id, IpAddress source, SaLimits limits, int window) {
        return new XfrmSa(
                id,
                source,
                link.policies().reqid(),
                XfrmMode.TUNNEL,
                algorithm,
                lifetimes(limits),
                XfrmSaOptions.NONE.withEsn(window));
    }

    private static XfrmLifetimeCfg lifetimes(SaLimits limits) {
        return new XfrmLifetimeCfg(
                new Limit(limits.softBytes(), limits.hardBytes()),
                Limit.UNLIMITED_VOLUME,
                seconds(limits.hardAddSeconds()),
                seconds(limits.hardUseSeconds()));
    }

    private static Limit seconds(long hard) {
        return new Limit(Math.max(1, hard - SOFT_SECONDS_BEFORE), hard);
    }
}
