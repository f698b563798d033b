package org.qgate.linux.pfkey;

import java.util.List;
import java.util.Optional;

/**
 * A message without keys.
 *
 * @param header what it asks or tells
 * @param extensions one of each type at most, in the order of the wire
 */
public record PfKeyMessage(SadbMsg header, List<SadbExtension> extensions) {

    /** Copies the list. */
    public PfKeyMessage {
        extensions = List.copyOf(extensions);
    }

    /** A message with these extensions. */
    public static PfKeyMessage of(SadbMsg header, SadbExtension... extensions) {
        return new PfKeyMessage(header, List.of(extensions));
    }

    /** The core of its SA. */
    public Optional<SadbSa> sa() {
        return find(SadbExt.SA, SadbSa.class);
    }

    /** One of {@code SadbExt.LIFETIME_*}. */
    public Optional<SadbLifetime> lifetime(int type) {
        return find(type, SadbLifetime.class);
    }

    /** One of {@code SadbExt.ADDRESS_*} or {@link SadbExt#X_NAT_T_OA}. */
    public Optional<SadbAddress> address(int type) {
        return find(type, SadbAddress.class);
    }

    /** That there is a key, {@link SadbExt#KEY_AUTH} or {@link SadbExt#KEY_ENCRYPT}. */
    public Optional<SadbKey> key(int type) {
        return find(type, SadbKey.class);
    }

    /** From which SPIs to choose. */
    public Optional<SadbSpirange> spirange() {
        return find(SadbExt.SPIRANGE, SadbSpirange.class);
    }

    /** Algorithms, {@link SadbExt#SUPPORTED_AUTH} or {@link SadbExt#SUPPORTED_ENCRYPT}. */
    public Optional<SadbSupported> supported(int type) {
        return find(type, SadbSupported.class);
    }

    /** What an ACQUIRE would accept. */
    public Optional<SadbProp> proposal() {
        return find(SadbExt.PROPOSAL, SadbProp.class);
    }

    /** Mode and reqid. */
    public Optional<SadbXSa2> sa2() {
        return find(SadbExt.X_SA2, SadbXSa2.class);
    }

    /** The policy. */
    public Optional<SadbXPolicy> policy() {
        return find(SadbExt.X_POLICY, SadbXPolicy.class);
    }

    /** Kind of ESP in UDP. */
    public Optional<SadbXNatTType> natTType() {
        return find(SadbExt.X_NAT_T_TYPE, SadbXNatTType.class);
    }

    /** A port of ESP in UDP, {@link SadbExt#X_NAT_T_SPORT} or {@link SadbExt#X_NAT_T_DPORT}. */
    public Optional<SadbXNatTPort> natTPort(int type) {
        return find(type, SadbXNatTPort.class);
    }

    /** Sequence numbers of 64 bits and larger windows, where this product is on both sides. */
    public Optional<SadbXQgateReplay> replay() {
        return find(SadbExt.X_QGATE_REPLAY, SadbXQgateReplay.class);
    }

    private <T extends SadbExtension> Optional<T> find(int type, Class<T> kind) {
        return extensions.stream()
                .filter(extension -> extension.extensionType() == type && kind.isInstance(extension))
                .map(kind::cast)
                .findFirst();
    }
}
