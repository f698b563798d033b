package org.qgate.fleet.fake;

import java.time.Duration;
import java.util.Optional;
import org.qgate.fleet.gateway.ChangeAction;
import org.qgate.fleet.gateway.GatewayClient;
import org.qgate.fleet.gateway.GatewayException;
import org.qgate.fleet.gateway.LockGrant;
import org.qgate.fleet.gateway.Refusal;
import org.qgate.fleet.link.ChangeStatus;
import org.qgate.fleet.link.GatewayConfiguration;
import org.qgate.fleet.link.GatewayHealth;
import org.qgate.fleet.link.LinkSetting;

/** A client between which and its gateway things go wrong. */
public final class FaultyClient implements GatewayClient {
    private final GatewayClient client;
    private final Faults faults;

    public FaultyClient(GatewayClient client, Faults faults) {
        this.client = client;
        this.faults = faults;
    }

    /** What goes wrong with a call. */
    public enum Fault {
        /** Nothing. */
        NONE,
        /** The request is lost. */
        REQUEST_LOST,
        /** It is carried out, and the answer is lost. */
        ANSWER_LOST,
        /** The gateway refuses. */
        REFUSED
    }

    /** Chooses the fault of each call. May throw to play a client that is killed. */
    @FunctionalInterface
    public interface Faults {
        Fault of(String gateway, String call);
    }

    private interface Call<T> {
        T make() throws GatewayException;
    }

    private <T> T through(String call, Call<T> made) throws GatewayException {
        Fault fault = faults.of(client.name(), call);
        if (fault == Fault.REQUEST_LOST) {
            throw new GatewayException(Refusal.UNREACHABLE, client.name() + ": connection refused", null);
        }
        if (fault == Fault.REFUSED) {
            throw new GatewayException(Refusal.FAILED, client.name() + ": the kernel said no", null);
        }
        T answer = made.make();
        if (fault == Fault.ANSWER_LOST) {
            throw new GatewayException(Refusal.UNREACHABLE, client.name() + ": connection reset", null);
        }
        return answer;
    }

    @Override
    public String name() {
        return client.name();
    }

    @Override
    public String user() {
        return client.user();
    }

    @Override
    public GatewayHealth health() throws GatewayException {
        return through("health", client::health);
    }

    @Override
    public GatewayConfiguration configuration() throws GatewayException {
        return through("configuration", client::configuration);
    }

    @Override
    public LockGrant lock(String link, String transaction, long generation, Duration timeout) throws GatewayException {
        return through("lock", () -> client.lock(link, transaction, generation, timeout));
    }

    @Override
    public ChangeStatus prepare(String link, long token, Optional<LinkSetting> wanted) throws GatewayException {
        return through("prepare", () -> client.prepare(link, token, wanted));
    }

    @Override
    public ChangeStatus take(ChangeAction action, String link, long token) throws GatewayException {
        return through(action.name(), () -> client.take(action, link, token));
    }

    @Override
    public ChangeStatus commit(String link, long token, Duration confirmTimeout) throws GatewayException {
        return through("commit", () -> client.commit(link, token, confirmTimeout));
    }

    @Override
    public ChangeStatus breakLock(String link) throws GatewayException {
        return through("break-lock", () -> client.breakLock(link));
    }

    @Override
    public void close() {
        client.close();
    }
}
