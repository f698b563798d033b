package org.qgate.engine.keying;

import java.util.List;
import org.qgate.engine.cipher.EspAlgorithm;
import org.qgate.linux.pfkey.PfKeyAlgorithm;
import org.qgate.linux.pfkey.SadbAlg;
import org.qgate.linux.pfkey.SadbAlgorithm;
import org.qgate.linux.pfkey.SadbExt;
import org.qgate.linux.pfkey.SadbExtension;
import org.qgate.linux.pfkey.SadbSupported;

/** PF_KEY's numbers of the engine's transforms. */
final class Algorithms {

    private Algorithms() {}

    static EspAlgorithm transform(PfKeyAlgorithm asked) throws Refusal {
        return switch (asked) {
            case AES_GCM_16_128 -> EspAlgorithm.AES_GCM_16_128;
            case AES_GCM_16_256 -> EspAlgorithm.AES_GCM_16_256;
            case AES_CCM_16_128 -> EspAlgorithm.AES_CCM_16_128;
            case AES_CCM_16_256 -> EspAlgorithm.AES_CCM_16_256;
            case CHACHA20_POLY1305 -> EspAlgorithm.CHACHA20_POLY1305;
            case AES_CBC_128_HMAC_SHA_256 -> EspAlgorithm.AES_CBC_128_HMAC_SHA_256_128;
            case AES_CBC_256_HMAC_SHA_256 -> EspAlgorithm.AES_CBC_256_HMAC_SHA_256_128;
            case AES_CBC_128_AES_XCBC_MAC_96 -> EspAlgorithm.AES_CBC_128_AES_XCBC_MAC_96;
            default -> throw new Refusal(Refusal.EPROTONOSUPPORT);
        };
    }

    static PfKeyAlgorithm numbers(EspAlgorithm transform) {
        return switch (transform) {
            case AES_GCM_16_128 -> PfKeyAlgorithm.AES_GCM_16_128;
            case AES_GCM_16_256 -> PfKeyAlgorithm.AES_GCM_16_256;
            case AES_CCM_16_128 -> PfKeyAlgorithm.AES_CCM_16_128;
            case AES_CCM_16_256 -> PfKeyAlgorithm.AES_CCM_16_256;
            case CHACHA20_POLY1305 -> PfKeyAlgorithm.CHACHA20_POLY1305;
            case AES_CBC_128_HMAC_SHA_256_128 -> PfKeyAlgorithm.AES_CBC_128_HMAC_SHA_256;
            case AES_CBC_256_HMAC_SHA_256_128 -> PfKeyAlgorithm.AES_CBC_256_HMAC_SHA_256;
            case AES_CBC_128_AES_XCBC_MAC_96 -> PfKeyAlgorithm.AES_CBC_128_AES_XCBC_MAC_96;
        };
    }

    /** What REGISTER is answered with; key lengths in bits, salt included. */
    static List<SadbExtension> supported() {
        return List.of(
                new SadbSupported(
                        SadbExt.SUPPORTED_AUTH,
                        List.of(
                                new SadbAlg(SadbAlgorithm.AUTH_HMAC_SHA_256, 0, 256, 256),
                                new SadbAlg(SadbAlgorithm.AUTH_AES_XCBC_MAC, 0, 128, 128))),
                new SadbSupported(
                        SadbExt.SUPPORTED_ENCRYPT,
                        List.of(
                                new SadbAlg(SadbAlgorithm.ENCRYPT_AES_CBC, 16, 128, 256),
                                new SadbAlg(SadbAlgorithm.ENCRYPT_AES_GCM_16, 8, 160, 288),
                                new SadbAlg(SadbAlgorithm.ENCRYPT_CHACHA20_POLY1305, 8, 288, 288))));
    }
}
