package org.qgate.linux.pfkey;

import java.util.Optional;

/**
 * An SA as the other end has it, without keys.
 *
 * @param name its name
 * @param sa window, state, algorithms, flags
 * @param mode its mode, {@link IpsecMode#ANY} when not told
 * @param reqid 0 when not told
 * @param message everything that was told of it
 */
public record PfKeyInstalledSa(PfKeySaName name, SadbSa sa, IpsecMode mode, int reqid, PfKeyMessage message) {

    /** The SA in a message, empty when there is none. */
    public static Optional<PfKeyInstalledSa> of(PfKeyMessage message) {
        Optional<SadbXSa2> sa2 = message.sa2();
        return PfKeySaName.of(message)
                .flatMap(name -> message.sa()
                        .map(sa -> new PfKeyInstalledSa(
                                name,
                                sa,
                                sa2.flatMap(more -> IpsecMode.of(more.mode())).orElse(IpsecMode.ANY),
                                sa2.map(SadbXSa2::reqid).orElse(0),
                                message)));
    }

    /** Its algorithm, when it is one of ours and key lengths were told. */
    public Optional<PfKeyAlgorithm> algorithm() {
        return PfKeyAlgorithm.of(message);
    }

    /** Bytes that it has carried, 0 when not told. */
    public long bytes() {
        return message.lifetime(SadbExt.LIFETIME_CURRENT)
                .map(SadbLifetime::bytes)
                .orElse(0L);
    }
}
