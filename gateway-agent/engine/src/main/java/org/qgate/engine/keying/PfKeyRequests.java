package org.qgate.engine.keying;

import java.time.InstantSource;
import java.util.List;
import org.qgate.engine.cipher.CipherLibrary;
import org.qgate.engine.cipher.KeyStore;
import org.qgate.engine.filter.Policy;
import org.qgate.linux.pfkey.PfKeyDecoded;
import org.qgate.linux.pfkey.PfKeyKeys;
import org.qgate.linux.pfkey.PfKeyMessage;
import org.qgate.linux.pfkey.SadbMsg;

/** Answers PF_KEY messages, one at a time whoever sends them. */
final class PfKeyRequests {

    private final SaRequests sas;
    private final SpdRequests policies;
    private final CipherLibrary library;

    PfKeyRequests(KeyStore store, PolicySink sink, KeyingOptions options) {
        TunnelReqids reqids = new TunnelReqids();
        this.sas = new SaRequests(store, options, reqids, new SaDescription(InstantSource.system()));
        this.policies = new SpdRequests(sink, reqids);
        this.library = store.library();
    }

    /** Carries a message out and sends its answer, or several of a dump. What cannot be read is refused with EINVAL. */
    synchronized void handle(PfKeyDecoded decoded, Answers answers) {
        if (decoded instanceof PfKeyDecoded.Valid valid) {
            SadbMsg header = valid.message().header();
            try {
                dispatch(valid.message(), valid.keys(), answers);
            } catch (Refusal refusal) {
                answers.send(header.answer(refusal.errno().number()), List.of());
            }
        } else if (decoded instanceof PfKeyDecoded.Malformed malformed) {
            malformed.header().ifPresent(header -> answers.send(header.answer(Refusal.EINVAL.number()), List.of()));
        }
    }

    /** Tells of a policy that wants an SA, unless it is gone meanwhile. */
    synchronized void acquire(Policy policy, Answers answers) {
        policies.acquire(policy, Algorithms.proposal(library), answers);
    }

    private void dispatch(PfKeyMessage message, PfKeyKeys keys, Answers answers) throws Refusal {
        switch (message.header().type()) {
            case REGISTER -> answers.send(message.header().answer(0), Algorithms.supported(message, library));
            case GETSPI -> sas.getSpi(message, answers);
            case ADD, UPDATE -> sas.add(message, keys, answers);
            case DELETE -> sas.delete(message, answers);
            case GET -> sas.get(message, answers);
            case FLUSH -> sas.flush(message, answers);
            case DUMP -> sas.dump(message, answers);
            case X_SPDADD -> policies.add(message, false, answers);
            case X_SPDUPDATE -> policies.add(message, true, answers);
            case X_SPDDELETE -> policies.delete(message, false, answers);
            case X_SPDDELETE2 -> policies.delete(message, true, answers);
            case X_SPDGET -> policies.get(message, answers);
            case X_SPDDUMP -> policies.dump(message, answers);
            case X_SPDFLUSH -> policies.flush(message, answers);
            default -> throw new Refusal(Refusal.EOPNOTSUPP);
        }
    }
}
