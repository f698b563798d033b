package org.qgate.linux.pfkey;

import java.util.Optional;

/** What a kernel or engine tells unasked. */
public sealed interface PfKeyEvent {

    /**
     * An SA was added, or completed after GETSPI.
     *
     * @param sa as it stands
     */
    record SaAdded(PfKeyInstalledSa sa) implements PfKeyEvent {}

    /**
     * An SA was deleted by somebody.
     *
     * @param last its last state
     */
    record SaDeleted(PfKeyInstalledSa last) implements PfKeyEvent {}

    /**
     * An SA has reached a lifetime.
     *
     * @param last its state
     * @param hard true when it is gone
     */
    record SaExpired(PfKeyInstalledSa last, boolean hard) implements PfKeyEvent {}

    /**
     * All SAs of a protocol were deleted.
     *
     * @param satype which, {@link SadbSatype#UNSPEC} for all
     */
    record SasFlushed(SadbSatype satype) implements PfKeyEvent {}

    /**
     * A packet needs an SA that is not there; it was dropped.
     *
     * @param satype which protocol
     * @param policyId of the policy that wants it
     * @param message everything that was told
     */
    record Acquired(SadbSatype satype, int policyId, PfKeyMessage message) implements PfKeyEvent {}

    /**
     * A policy was added, replaced or deleted, or all were.
     *
     * @param type what was done
     * @param policy which one, empty when all were deleted
     */
    record PolicyChanged(SadbMsgType type, Optional<PfKeyPolicy> policy) implements PfKeyEvent {}

    /**
     * Something that none of the above is.
     *
     * @param message what was told
     */
    record Other(PfKeyMessage message) implements PfKeyEvent {}

    /**
     * A message could not be read: what is known from events no longer holds.
     *
     * @param why what happened
     */
    record Lost(String why) implements PfKeyEvent {}

    /** What a message tells. */
    static PfKeyEvent of(PfKeyMessage message) {
        Optional<PfKeyInstalledSa> sa = PfKeyInstalledSa.of(message);
        return switch (message.header().type()) {
            case ADD, UPDATE -> sa.<PfKeyEvent>map(SaAdded::new).orElse(new Other(message));
            case DELETE -> sa.<PfKeyEvent>map(SaDeleted::new).orElse(new Other(message));
            case EXPIRE ->
                sa.<PfKeyEvent>map(last -> new SaExpired(
                                last, message.lifetime(SadbExt.LIFETIME_HARD).isPresent()))
                        .orElse(new Other(message));
            case FLUSH -> new SasFlushed(message.header().satype());
            case ACQUIRE ->
                new Acquired(
                        message.header().satype(),
                        message.policy().map(SadbXPolicy::id).orElse(0),
                        message);
            case X_SPDADD, X_SPDUPDATE, X_SPDDELETE, X_SPDDELETE2, X_SPDFLUSH ->
                new PolicyChanged(message.header().type(), PfKeyPolicy.of(message));
            default -> new Other(message);
        };
    }
}
