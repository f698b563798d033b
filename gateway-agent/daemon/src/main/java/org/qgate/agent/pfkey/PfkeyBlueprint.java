package org.qgate.agent.pfkey;

import java.util.Optional;
import org.qgate.agent.config.LinkConfiguration;
import org.qgate.core.model.SaLimits;
import org.qgate.core.model.Suite;
import org.qgate.linux.pfkey.IpsecMode;
import org.qgate.linux.pfkey.PfKeyAlgorithm;
import org.qgate.linux.pfkey.PfKeyCapabilities;
import org.qgate.linux.pfkey.PfKeySa;
import org.qgate.linux.pfkey.PfKeySaName;
import org.qgate.linux.pfkey.PfKeySaOptions;
import org.qgate.linux.pfkey.SadbLifetime;
import org.qgate.linux.pfkey.SadbSatype;
import org.qgate.linux.pfkey.SadbXQgateReplay;

/** The SAs of one link, as values: ESP in tunnel mode, with 64-bit sequence numbers where the other end has them. */
final class PfkeyBlueprint {
    /** How long before a hard limit of time the soft one reports, in seconds; the sender then moves on early. */
    private static final long SOFT_SECONDS_BEFORE = 4;

    private final LinkConfiguration link;
    private final Optional<SadbXQgateReplay> replay;

    PfkeyBlueprint(LinkConfiguration link, PfKeyCapabilities capabilities) {
        this.link = link;
        this.replay = capabilities.replay();
    }

    /** The numbers of a suite. */
    static PfKeyAlgorithm algorithm(Suite suite) {
        return switch (suite) {
            case AES_GCM_128 -> PfKeyAlgorithm.AES_GCM_16_128;
            case AES_GCM_256 -> PfKeyAlgorithm.AES_GCM_16_256;
            case AES_CCM_128 -> PfKeyAlgorithm.AES_CCM_16_128;
            case AES_CCM_256 -> PfKeyAlgorithm.AES_CCM_16_256;
            case CHACHA20_POLY1305 -> PfKeyAlgorithm.CHACHA20_POLY1305;
            case AES_CBC_256_HMAC_SHA_256 -> PfKeyAlgorithm.AES_CBC_256_HMAC_SHA_256;
            case VPN_B -> PfKeyAlgorithm.AES_CBC_128_AES_XCBC_MAC_96;
            case TRIPLE_DES_HMAC_SHA_256 ->
                throw new IllegalArgumentException(
                        "suite " + suite.configurationName() + " is not programmed over PF_KEY; use data-plane xfrm");
        };
    }

    PfKeySa inbound(int spi, Suite suite, SaLimits limits, int reqid) {
        return sa(inboundName(spi), suite, limits, reqid, link.policies().replayWindowPackets());
    }

    PfKeySa outbound(int spi, Suite suite, SaLimits limits, int reqid) {
        return sa(outboundName(spi), suite, limits, reqid, 0);
    }

    PfKeySaName inboundName(int spi) {
        return new PfKeySaName(
                SadbSatype.ESP, spi, link.endpoints().peer(), link.endpoints().local());
    }

    PfKeySaName outboundName(int spi) {
        return new PfKeySaName(
                SadbSatype.ESP, spi, link.endpoints().local(), link.endpoints().peer());
    }

    private PfKeySa sa(PfKeySaName name, Suite suite, SaLimits limits, int reqid, int window) {
        PfKeySaOptions options = PfKeySaOptions.NONE
                .withReplayWindow(Math.min(window, PfKeySaOptions.LINUX_WINDOW_MAX))
                .withLimits(
                        SadbLifetime.hard(limits.hardBytes(), limits.hardAddSeconds(), limits.hardUseSeconds()),
                        SadbLifetime.soft(
                                limits.softBytes(),
                                softSeconds(limits.hardAddSeconds()),
                                softSeconds(limits.hardUseSeconds())));
        PfKeySaOptions complete = replay.map(most -> options.withReplay(new SadbXQgateReplay(
                        Math.min(window, most.windowPackets()),
                        most.esn() && link.esp().extendedSequenceNumbers())))
                .orElse(options);
        return new PfKeySa(name, IpsecMode.TUNNEL, reqid, algorithm(suite), complete);
    }

    private static long softSeconds(long hard) {
        return Math.max(1, hard - SOFT_SECONDS_BEFORE);
    }
}
