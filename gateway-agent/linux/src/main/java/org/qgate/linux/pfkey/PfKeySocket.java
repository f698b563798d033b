package org.qgate.linux.pfkey;

import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.qgate.linux.libc.Errno;
import org.qgate.linux.libc.LinuxException;
import org.qgate.linux.memory.LockedBytes;

/**
 * Programs and reads the SAs and policies of a kernel or engine. For one thread; events come over {@link
 * PfKeySubscription}.
 *
 * <pre>{@code
 * try (PfKeySocket socket = PfKeySocket.open(PfKeyTransport.kernel(), pid, firstSequence)) {
 *     PfKeyResult added = socket.add(sa, key);
 *     PfKeyResult switched = socket.updatePolicy(policy);
 * }
 * }</pre>
 */
public final class PfKeySocket implements AutoCloseable {

    /** Says that this end knows it; kernels pass over it. */
    private static final SadbXQgateReplay KNOWN_REPLAY = new SadbXQgateReplay(SadbXQgateReplay.WINDOW_MAX, true);

    private final PfKeyConnection connection;
    private final Map<SadbSatype, PfKeyCapabilities> registered = new EnumMap<>(SadbSatype.class);

    /** Takes over the connection and closes it. */
    public PfKeySocket(PfKeyConnection connection) {
        this.connection = connection;
    }

    /** Opens a connection; see {@link PfKeyConnection#open} for the numbers. */
    public static PfKeySocket open(PfKeyTransport transport, int pid, int firstSequence) throws LinuxException {
        return new PfKeySocket(PfKeyConnection.open(transport, pid, firstSequence));
    }

    /**
     * Asks what there is for a protocol, once: Linux refuses to register a socket twice, so later calls return the first
     * answer. From then on this socket gets events too, which it passes over.
     *
     * @throws LinuxException when the other end does not answer, or cannot do the protocol at all
     */
    public PfKeyCapabilities register(SadbSatype satype) throws LinuxException {
        PfKeyCapabilities known = registered.get(satype);
        if (known != null) {
            return known;
        }
        PfKeyResult result = connection.request(SadbMsgType.REGISTER, satype, writer -> writer.add(KNOWN_REPLAY));
        if (result instanceof PfKeyResult.Done done) {
            PfKeyCapabilities told = PfKeyCapabilities.of(done.answer());
            registered.put(satype, told);
            return told;
        }
        throw failure("learn which algorithms there are for " + satype, result);
    }

    /** Reserves an SPI out of a range, for UPDATE to complete; the answer names it. */
    public PfKeyResult getSpi(PfKeySaName ends, IpsecMode mode, int reqid, SadbSpirange range) {
        return connection.request(SadbMsgType.GETSPI, ends.satype(), writer -> {
            ends.writeAddresses(writer);
            writer.add(new SadbXSa2(mode.number(), 0, reqid)).add(range);
        });
    }

    /**
     * Asks for several things at once; see {@link PfKeyConnection#requests}.
     *
     * @return what became of each, in the same order
     */
    public List<PfKeyResult> all(List<PfKeyRequest> requests) {
        return connection.requests(requests);
    }

    /** Adds an SA. */
    public PfKeyResult add(PfKeySa sa, LockedBytes key) {
        return all(List.of(PfKeyRequest.add(sa, key))).get(0);
    }

    /** Completes a larval SA. Of a mature one Linux changes lifetimes alone and keeps the old key without a word. */
    public PfKeyResult update(PfKeySa sa, LockedBytes key) {
        return connection.request(SadbMsgType.UPDATE, sa.name().satype(), writer -> sa.write(writer, key));
    }

    /** Deletes an SA; the answer holds its last state. */
    public PfKeyResult delete(PfKeySaName name) {
        return all(List.of(PfKeyRequest.delete(name))).get(0);
    }

    /** Reads an SA, empty when there is none of that name. */
    public Optional<PfKeyInstalledSa> get(PfKeySaName name) throws LinuxException {
        PfKeyResult result = connection.request(SadbMsgType.GET, name.satype(), writer -> writeName(writer, name));
        if (result instanceof PfKeyResult.Done done) {
            return PfKeyInstalledSa.of(done.answer());
        }
        if (result.isRefusedWith(Errno.ESRCH)) {
            return Optional.empty();
        }
        throw failure("read SA " + name, result);
    }

    private static void writeName(PfKeyWriter writer, PfKeySaName name) {
        writer.add(SadbSa.named(name.spi()));
        name.writeAddresses(writer);
    }

    /** All SAs of a protocol, or of all with {@link SadbSatype#UNSPEC}. */
    public List<PfKeyInstalledSa> dumpSas(SadbSatype satype) throws LinuxException {
        return connection.dump(SadbMsgType.DUMP, satype).stream()
                .flatMap(message -> PfKeyInstalledSa.of(message).stream())
                .toList();
    }

    /** Deletes all SAs of a protocol, of whomever. */
    public PfKeyResult flushSas(SadbSatype satype) {
        return connection.request(SadbMsgType.FLUSH, satype, PfKeyBody.NONE);
    }

    /** Adds a policy; refused with {@code EEXIST} where one of its selector and direction stands. */
    public PfKeyResult addPolicy(PfKeyPolicy policy) {
        return connection.request(SadbMsgType.X_SPDADD, SadbSatype.UNSPEC, policy::write);
    }

    /** Adds a policy or puts it in the place of the one of its selector and direction; packets see the one or the other. */
    public PfKeyResult updatePolicy(PfKeyPolicy policy) {
        return all(List.of(PfKeyRequest.updatePolicy(policy))).get(0);
    }

    /** Deletes the policy of a selector and direction. */
    public PfKeyResult deletePolicy(PfKeySelector selector, IpsecDirection direction) {
        return connection.request(
                SadbMsgType.X_SPDDELETE, SadbSatype.UNSPEC, PfKeyPolicy.discard(selector, direction, 0)::write);
    }

    /** Reads a policy by the id that a dump or an ACQUIRE names, empty when there is none. */
    public Optional<PfKeyPolicy> getPolicy(int id, IpsecDirection direction) throws LinuxException {
        SadbXPolicy named = new SadbXPolicy(IpsecAction.DISCARD, direction, id, 0, List.of());
        PfKeyResult result = connection.request(SadbMsgType.X_SPDGET, SadbSatype.UNSPEC, writer -> writer.add(named));
        if (result instanceof PfKeyResult.Done done) {
            return PfKeyPolicy.of(done.answer());
        }
        if (result.isRefusedWith(Errno.ENOENT)) {
            return Optional.empty();
        }
        throw failure("read policy " + Integer.toUnsignedString(id), result);
    }

    /** All policies. */
    public List<PfKeyPolicy> dumpPolicies() throws LinuxException {
        return connection.dump(SadbMsgType.X_SPDDUMP, SadbSatype.UNSPEC).stream()
                .flatMap(message -> PfKeyPolicy.of(message).stream())
                .toList();
    }

    /** Deletes all policies, of whomever. */
    public PfKeyResult flushPolicies() {
        return connection.request(SadbMsgType.X_SPDFLUSH, SadbSatype.UNSPEC, PfKeyBody.NONE);
    }

    private static LinuxException failure(String what, PfKeyResult result) {
        Errno errno = result instanceof PfKeyResult.Refused refused ? refused.errno() : Errno.ETIMEDOUT;
        return new LinuxException(
                what, "PF_KEY, " + result, errno, "Check the module af_key, esp4, esp6 and CAP_NET_ADMIN.");
    }

    /** Closes socket and buffers. */
    @Override
    public void close() {
        connection.close();
    }
}
