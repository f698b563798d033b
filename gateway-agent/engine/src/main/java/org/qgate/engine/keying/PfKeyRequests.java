package org.qgate.engine.keying;

import java.util.List;
import org.qgate.engine.cipher.KeyStore;
import org.qgate.linux.pfkey.PfKeyDecoded;
import org.qgate.linux.pfkey.PfKeyKeys;
import org.qgate.linux.pfkey.PfKeyMessage;
import org.qgate.linux.pfkey.SadbMsg;

/** Answers PF_KEY messages, one at a time whoever sends them. */
final class PfKeyRequests {

    private final SaRequests sas;
    private final SpdRequests policies;

    PfKeyRequests(KeyStore store, PolicySink sink, KeyingOptions options) {
        TunnelReqids reqids = new TunnelReqids();
        this.sas = new SaRequests(store, options, reqids);
        this.policies = new SpdRequests(sink, reqids);
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

    private void dispatch(PfKeyMessage message, PfKeyKeys keys, Answers answers) throws Refusal {
        switch (message.header().type()) {
            case REGISTER -> answers.send(message.header().answer(0), Algorithms.supported());
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
