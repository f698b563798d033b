package org.qgate.linux.xfrm;

import java.util.List;
import org.qgate.linux.libc.LinuxException;
import org.qgate.linux.memory.LockedBytes;
import org.qgate.linux.netlink.NetlinkBatch;
import org.qgate.linux.netlink.NetlinkFlags;
import org.qgate.linux.netlink.NetlinkResult;

/**
 * Changes that go to the kernel together, in order, by one system call. One failing does not stop the others; each has
 * its own result. Keys are copied from locked memory into the locked send buffer and zeroed there after the send.
 */
public final class XfrmBatch {

    private static final int CREATE_NEW = NetlinkFlags.CREATE | NetlinkFlags.EXCL;

    private final NetlinkBatch batch;

    XfrmBatch(NetlinkBatch batch) {
        this.batch = batch;
    }

    /**
     * Adds an SA; {@code EEXIST} when one of that name is there, which then stays as it is.
     *
     * @param key {@link XfrmAlgorithm#keyBytes} bytes; may be closed as soon as this returns
     */
    public XfrmBatch newSa(XfrmSa sa, LockedBytes key) {
        batch.add(XfrmMessageType.NEWSA, CREATE_NEW, out -> SaMessages.install(out, sa, key));
        return this;
    }

    /**
     * Changes limits and the like of an SA. The kernel answers success and keeps the old key: never rekey by this.
     *
     * @param key the same key again, for the kernel wants one
     */
    public XfrmBatch updateSa(XfrmSa sa, LockedBytes key) {
        batch.add(XfrmMessageType.UPDSA, 0, out -> SaMessages.install(out, sa, key));
        return this;
    }

    /** Deletes an SA; {@code ESRCH} when there is none. */
    public XfrmBatch deleteSa(XfrmSaKey key) {
        batch.add(XfrmMessageType.DELSA, 0, out -> SaMessages.name(out, key));
        return this;
    }

    /** Deletes all SAs of a protocol in this namespace; 0 for all protocols, {@code ESRCH} when there was none. */
    public XfrmBatch flushSas(int protocol) {
        batch.add(XfrmMessageType.FLUSHSA, 0, out -> SaMessages.flush(out, protocol));
        return this;
    }

    /** Adds a policy; {@code EEXIST} when one of that key is there, whatever its priority. */
    public XfrmBatch newPolicy(XfrmPolicy policy) {
        batch.add(XfrmMessageType.NEWPOLICY, CREATE_NEW, out -> PolicyMessages.install(out, policy));
        return this;
    }

    /** Replaces the policy of that key, or adds it. A new SPI in its template serves from the very next packet. */
    public XfrmBatch updatePolicy(XfrmPolicy policy) {
        batch.add(XfrmMessageType.UPDPOLICY, 0, out -> PolicyMessages.install(out, policy));
        return this;
    }

    /** Deletes a policy; {@code ENOENT} when there is none. */
    public XfrmBatch deletePolicy(XfrmPolicyKey key) {
        batch.add(XfrmMessageType.DELPOLICY, 0, out -> PolicyMessages.name(out, key));
        return this;
    }

    /** Deletes all policies of this namespace but those of single sockets; {@code ESRCH} when there was none. */
    public XfrmBatch flushPolicies() {
        batch.add(XfrmMessageType.FLUSHPOLICY, 0, out -> {});
        return this;
    }

    /** Changes so far. */
    public int size() {
        return batch.size();
    }

    /** Whether nothing more fits: {@link NetlinkBatch#MESSAGES_MAX}. */
    public boolean isFull() {
        return batch.isFull();
    }

    /**
     * Sends it.
     *
     * @return one result a change, in their order
     * @throws LinuxException when it could not be sent, so nothing was changed
     */
    public List<NetlinkResult> send() throws LinuxException {
        return batch.send();
    }

    /** Forgets it. */
    public void discard() {
        batch.discard();
    }
}
