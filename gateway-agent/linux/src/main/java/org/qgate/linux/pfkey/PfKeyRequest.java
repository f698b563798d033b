package org.qgate.linux.pfkey;

import org.qgate.linux.memory.LockedBytes;

/**
 * One thing to ask for, together with others ({@link PfKeySocket#all}).
 *
 * @param type what
 * @param satype of which protocol
 * @param body the rest of the message
 */
public record PfKeyRequest(SadbMsgType type, SadbSatype satype, PfKeyBody body) {

    /** To add an SA; {@code key} is read when the request is sent. */
    public static PfKeyRequest add(PfKeySa sa, LockedBytes key) {
        return new PfKeyRequest(SadbMsgType.ADD, sa.name().satype(), writer -> sa.write(writer, key));
    }

    /** To delete an SA. */
    public static PfKeyRequest delete(PfKeySaName name) {
        return new PfKeyRequest(SadbMsgType.DELETE, name.satype(), writer -> {
            writer.add(SadbSa.named(name.spi()));
            name.writeAddresses(writer);
        });
    }

    /** To add a policy or to put it in the place of the one of its selector and direction; packets see the one or the other. */
    public static PfKeyRequest updatePolicy(PfKeyPolicy policy) {
        return new PfKeyRequest(SadbMsgType.X_SPDUPDATE, SadbSatype.UNSPEC, policy::write);
    }

    /** For messages to people. */
    @Override
    public String toString() {
        return type + " " + satype;
    }
}
