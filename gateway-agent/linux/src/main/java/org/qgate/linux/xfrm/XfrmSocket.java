package org.qgate.linux.xfrm;

import java.util.List;
import java.util.Optional;
import org.qgate.linux.libc.Errno;
import org.qgate.linux.libc.LinuxException;
import org.qgate.linux.netlink.MessageBody;
import org.qgate.linux.netlink.MessageDecoder;
import org.qgate.linux.netlink.NetlinkConnection;
import org.qgate.linux.netlink.NetlinkFamily;

/**
 * Programs and reads the SAs and policies of one network namespace. For one thread; events come over {@link XfrmEvents}.
 *
 * <pre>{@code
 * try (XfrmSocket xfrm = XfrmSocket.open()) {
 *     List<NetlinkResult> results = xfrm.batch()
 *             .newSa(sa, key)
 *             .updatePolicy(policy)
 *             .deleteSa(old.key())
 *             .send();
 * }
 * }</pre>
 */
public final class XfrmSocket implements AutoCloseable {

    private final NetlinkConnection connection;

    /** Takes over the connection and closes it. */
    public XfrmSocket(NetlinkConnection connection) {
        this.connection = connection;
    }

    /**
     * Opens it in the calling thread's network namespace.
     *
     * @throws LinuxException when the kernel has no XFRM or the memory for keys in transit cannot be locked
     */
    public static XfrmSocket open() throws LinuxException {
        return new XfrmSocket(NetlinkConnection.open(NetlinkFamily.XFRM));
    }

    /** Its address, which the kernel names in events that it causes. */
    public int portId() {
        return connection.portId();
    }

    /** Starts a batch; the previous one must have been sent or discarded. */
    public XfrmBatch batch() {
        return new XfrmBatch(connection.batch());
    }

    /** All SAs, those that others installed included. */
    public List<InstalledSa> dumpSas() throws LinuxException {
        return connection.dump(XfrmMessageType.GETSA, SaMessages::dump, InstalledSa::read);
    }

    /** One SA with its counters, empty when there is none of that name. */
    public Optional<InstalledSa> getSa(XfrmSaKey key) throws LinuxException {
        return find(XfrmMessageType.GETSA, out -> SaMessages.name(out, key), InstalledSa::read, Errno.ESRCH);
    }

    /** All policies, those of single sockets included. */
    public List<InstalledPolicy> dumpPolicies() throws LinuxException {
        return connection.dump(XfrmMessageType.GETPOLICY, PolicyMessages::dump, InstalledPolicy::read);
    }

    /** One policy, empty when there is none of that key. */
    public Optional<InstalledPolicy> getPolicy(XfrmPolicyKey key) throws LinuxException {
        return find(
                XfrmMessageType.GETPOLICY, out -> PolicyMessages.name(out, key), InstalledPolicy::read, Errno.ENOENT);
    }

    private <T> Optional<T> find(int type, MessageBody body, MessageDecoder<T> decoder, Errno absent)
            throws LinuxException {
        try {
            return Optional.of(connection.query(type, body, decoder));
        } catch (LinuxException e) {
            if (e.errno().equals(absent)) {
                return Optional.empty();
            }
            throw e;
        }
    }

    /** Closes socket and buffers. */
    @Override
    public void close() {
        connection.close();
    }
}
