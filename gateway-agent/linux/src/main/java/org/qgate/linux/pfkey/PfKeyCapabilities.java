package org.qgate.linux.pfkey;

import java.util.List;
import java.util.Optional;

/**
 * What the other end can do, as it says when asked to REGISTER.
 *
 * @param satype for which protocol
 * @param auth integrity algorithms
 * @param encrypt ciphers
 * @param replay sequence numbers of 64 bits and the largest window, where this product is on both sides
 */
public record PfKeyCapabilities(
        SadbSatype satype, SadbSupported auth, SadbSupported encrypt, Optional<SadbXQgateReplay> replay) {

    /** Whether it can do an algorithm with its key lengths. */
    public boolean has(PfKeyAlgorithm algorithm) {
        return algorithm.isIn(this);
    }

    static PfKeyCapabilities of(PfKeyMessage answer) {
        return new PfKeyCapabilities(
                answer.header().satype(),
                answer.supported(SadbExt.SUPPORTED_AUTH).orElse(new SadbSupported(SadbExt.SUPPORTED_AUTH, List.of())),
                answer.supported(SadbExt.SUPPORTED_ENCRYPT)
                        .orElse(new SadbSupported(SadbExt.SUPPORTED_ENCRYPT, List.of())),
                answer.replay());
    }
}
