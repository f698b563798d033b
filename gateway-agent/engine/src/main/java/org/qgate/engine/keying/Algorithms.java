package org.qgate.engine.keying;

import java.util.ArrayList;
import java.util.List;
import org.qgate.engine.cipher.CipherLibrary;
import org.qgate.engine.cipher.EspAlgorithm;
import org.qgate.linux.pfkey.PfKeyAlgorithm;
import org.qgate.linux.pfkey.PfKeyMessage;
import org.qgate.linux.pfkey.SadbAlg;
import org.qgate.linux.pfkey.SadbAlgorithm;
import org.qgate.linux.pfkey.SadbComb;
import org.qgate.linux.pfkey.SadbExt;
import org.qgate.linux.pfkey.SadbExtension;
import org.qgate.linux.pfkey.SadbLifetime;
import org.qgate.linux.pfkey.SadbProp;
import org.qgate.linux.pfkey.SadbSupported;
import org.qgate.linux.pfkey.SadbXQgateReplay;

/** PF_KEY's numbers of the engine's transforms. */
final class Algorithms {

    /** As Linux proposes. */
    private static final int WINDOW_PROPOSED = 32;

    private static final SadbAlg NO_AUTH = new SadbAlg(SadbAlgorithm.NONE, 0, 0, 0);
    private static final SadbAlg HMAC_SHA_256 = new SadbAlg(SadbAlgorithm.AUTH_HMAC_SHA_256, 0, 256, 256);
    private static final SadbAlg AES_XCBC_MAC = new SadbAlg(SadbAlgorithm.AUTH_AES_XCBC_MAC, 0, 128, 128);
    private static final SadbAlg AES_CBC = new SadbAlg(SadbAlgorithm.ENCRYPT_AES_CBC, 16, 128, 256);
    private static final SadbAlg AES_CCM_16 = new SadbAlg(SadbAlgorithm.ENCRYPT_AES_CCM_16, 8, 152, 280);
    private static final SadbAlg AES_GCM_16 = new SadbAlg(SadbAlgorithm.ENCRYPT_AES_GCM_16, 8, 160, 288);
    private static final SadbAlg CHACHA20_POLY1305 = new SadbAlg(SadbAlgorithm.ENCRYPT_CHACHA20_POLY1305, 8, 288, 288);

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

    /** What a REGISTER is answered with; key lengths in bits, salt included. */
    static List<SadbExtension> supported(PfKeyMessage register, CipherLibrary library) {
        List<SadbAlg> ciphers = new ArrayList<>(List.of(AES_CBC, AES_GCM_16, CHACHA20_POLY1305));
        if (library.has(EspAlgorithm.AES_CCM_16_256)) {
            ciphers.add(AES_CCM_16);
        }
        List<SadbExtension> supported = new ArrayList<>();
        supported.add(new SadbSupported(SadbExt.SUPPORTED_AUTH, List.of(HMAC_SHA_256, AES_XCBC_MAC)));
        supported.add(new SadbSupported(SadbExt.SUPPORTED_ENCRYPT, ciphers));
        if (register.replay().isPresent()) {
            // Others might not pass over an extension that they do not know.
            supported.add(new SadbXQgateReplay(SadbXQgateReplay.WINDOW_MAX, true));
        }
        return supported;
    }

    /** What an ACQUIRE proposes. */
    static SadbProp proposal(CipherLibrary library) {
        List<SadbComb> combinations = new ArrayList<>(List.of(
                combination(NO_AUTH, AES_GCM_16),
                combination(NO_AUTH, CHACHA20_POLY1305),
                combination(HMAC_SHA_256, AES_CBC),
                combination(AES_XCBC_MAC, AES_CBC)));
        if (library.has(EspAlgorithm.AES_CCM_16_256)) {
            combinations.add(combination(NO_AUTH, AES_CCM_16));
        }
        return new SadbProp(WINDOW_PROPOSED, combinations);
    }

    private static SadbComb combination(SadbAlg auth, SadbAlg encrypt) {
        return new SadbComb(auth, encrypt, 0, SadbLifetime.soft(0, 0, 0), SadbLifetime.hard(0, 0, 0));
    }
}
