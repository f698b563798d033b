package org.qgate.agent.pfkey;

import java.nio.ByteBuffer;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Predicate;
import org.qgate.linux.libc.Errno;
import org.qgate.linux.libc.Libc;
import org.qgate.linux.pfkey.PfKeyChannel;
import org.qgate.linux.pfkey.PfKeyDecoded;
import org.qgate.linux.pfkey.PfKeyInstalledSa;
import org.qgate.linux.pfkey.PfKeyMessage;
import org.qgate.linux.pfkey.PfKeyParser;
import org.qgate.linux.pfkey.PfKeyPolicy;
import org.qgate.linux.pfkey.PfKeySaName;
import org.qgate.linux.pfkey.PfKeyWriter;
import org.qgate.linux.pfkey.SadbAlg;
import org.qgate.linux.pfkey.SadbAlgorithm;
import org.qgate.linux.pfkey.SadbExt;
import org.qgate.linux.pfkey.SadbExtension;
import org.qgate.linux.pfkey.SadbKey;
import org.qgate.linux.pfkey.SadbMsg;
import org.qgate.linux.pfkey.SadbMsgType;
import org.qgate.linux.pfkey.SadbSupported;

/** The other end of PF_KEY as far as the programmer can tell: one SA of a name, one policy of a selector and direction. */
public final class ModelPfKey implements PfKeyChannel {
    private final Map<PfKeySaName, PfKeyMessage> sas = new LinkedHashMap<>();
    private final Map<List<Object>, PfKeyMessage> policies = new LinkedHashMap<>();
    private final Deque<byte[]> answers = new ArrayDeque<>();
    private final List<SadbMsgType> log = new ArrayList<>();
    private final Deque<Fault> faults = new ArrayDeque<>();
    private List<SadbAlg> ciphers = List.of(new SadbAlg(SadbAlgorithm.ENCRYPT_AES_CBC, 8, 128, 256));

    private boolean registered;

    /** A new connection, to what stands already. */
    public PfKeyChannel connect() {
        registered = false;
        return this;
    }

    /** Refuses, or with errno 0 does not answer, the next request that it concerns. */
    private record Fault(Predicate<PfKeyMessage> concerns, int errno) {}

    void refuseNext(SadbMsgType type, Errno errno) {
        faults.add(new Fault(message -> message.header().type() == type, errno.number()));
    }

    /** Does the next request of a type, but its answer is lost. */
    void loseAnswerTo(SadbMsgType type) {
        faults.add(new Fault(message -> message.header().type() == type, 0));
    }

    void setCiphers(SadbAlg... algorithms) {
        ciphers = List.of(algorithms);
    }

    List<SadbMsgType> log() {
        return log;
    }

    public List<PfKeyInstalledSa> sas() {
        return sas.values().stream()
                .map(message -> PfKeyInstalledSa.of(message).orElseThrow())
                .toList();
    }

    public List<PfKeyPolicy> policies() {
        return policies.values().stream()
                .map(message -> PfKeyPolicy.of(message).orElseThrow())
                .toList();
    }

    @Override
    public String peer() {
        return "the model";
    }

    @Override
    public void send(ByteBuffer datagram) {
        if (!(PfKeyParser.parse(datagram) instanceof PfKeyDecoded.Valid valid)) {
            throw new AssertionError("a malformed request");
        }
        PfKeyMessage request = valid.message();
        log.add(request.header().type());
        Fault fault = faults.peek();
        boolean faulty = fault != null && fault.concerns.test(request);
        if (faulty) {
            faults.remove();
            if (fault.errno != 0) {
                answer(request.header().answer(fault.errno), List.of());
                return;
            }
        }
        int before = answers.size();
        carryOut(request);
        while (faulty && answers.size() > before) {
            answers.removeLast();
        }
    }

    @Override
    public boolean offer(ByteBuffer datagram) {
        send(datagram);
        return true;
    }

    private void carryOut(PfKeyMessage request) {
        switch (request.header().type()) {
            case REGISTER -> {
                // As Linux does it: once for a socket.
                answer(
                        request.header().answer(registered ? Errno.EEXIST.number() : 0),
                        registered ? List.of() : capabilities());
                registered = true;
            }
            case ADD -> change(request, sas.putIfAbsent(name(request), withoutKeys(request)) != null, Errno.EEXIST);
            case DELETE -> change(request, sas.remove(name(request)) == null, Errno.ESRCH);
            case X_SPDADD -> change(request, policies.putIfAbsent(key(request), request) != null, Errno.EEXIST);
            case X_SPDUPDATE -> {
                policies.put(key(request), request);
                answer(request.header(), List.of());
            }
            case X_SPDDELETE -> change(request, policies.remove(key(request)) == null, Errno.ENOENT);
            case DUMP -> dump(request, List.copyOf(sas.values()));
            case X_SPDDUMP -> dump(request, List.copyOf(policies.values()));
            default -> throw new AssertionError("not expected: " + request.header());
        }
    }

    private List<SadbExtension> capabilities() {
        return List.of(
                new SadbSupported(
                        SadbExt.SUPPORTED_AUTH,
                        List.of(
                                new SadbAlg(SadbAlgorithm.AUTH_HMAC_SHA_256, 0, 256, 256),
                                new SadbAlg(SadbAlgorithm.AUTH_AES_XCBC_MAC, 0, 128, 128))),
                new SadbSupported(SadbExt.SUPPORTED_ENCRYPT, ciphers));
    }

    private void change(PfKeyMessage request, boolean refused, Errno errno) {
        answer(request.header().answer(refused ? errno.number() : 0), List.of());
    }

    private void dump(PfKeyMessage request, List<PfKeyMessage> table) {
        if (table.isEmpty()) {
            answer(request.header().answer(Errno.ENOENT.number()), List.of());
        }
        SadbMsg asked = request.header();
        for (int i = 0; i < table.size(); i++) {
            int count = i == table.size() - 1 ? 0 : i + 1;
            answer(
                    new SadbMsg(asked.type(), table.get(i).header().satype(), 0, count, asked.pid()),
                    table.get(i).extensions());
        }
    }

    private static PfKeyMessage withoutKeys(PfKeyMessage message) {
        return new PfKeyMessage(
                message.header(),
                message.extensions().stream()
                        .filter(extension -> !(extension instanceof SadbKey))
                        .toList());
    }

    private static PfKeySaName name(PfKeyMessage message) {
        return PfKeySaName.of(message).orElseThrow();
    }

    private static List<Object> key(PfKeyMessage message) {
        PfKeyPolicy policy = PfKeyPolicy.of(message).orElseThrow();
        return List.of(policy.selector(), policy.rule().direction());
    }

    private void answer(SadbMsg header, List<SadbExtension> extensions) {
        ByteBuffer written = new PfKeyWriter(Libc.nativeBuffer(SadbMsg.MESSAGE_BYTES_MAX))
                .write(new PfKeyMessage(header, extensions));
        byte[] bytes = new byte[written.remaining()];
        written.get(bytes);
        answers.add(bytes);
    }

    @Override
    public int receive(ByteBuffer into, int timeoutMillis) {
        return Optional.ofNullable(answers.poll())
                .map(bytes -> {
                    into.put(into.position(), bytes);
                    return bytes.length;
                })
                .orElse(NOTHING);
    }

    @Override
    public void close() {
        // Nothing is open.
    }
}
