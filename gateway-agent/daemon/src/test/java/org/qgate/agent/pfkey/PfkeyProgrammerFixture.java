package org.qgate.agent.pfkey;

import static org.qgate.agent.pfkey.PfkeyTestLinks.in;
import static org.qgate.agent.pfkey.PfkeyTestLinks.out;

import java.io.IOException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.qgate.agent.config.LinkConfiguration;
import org.qgate.agent.secret.LockedKeyMemory;
import org.qgate.core.model.SaLimits;
import org.qgate.core.model.Suite;
import org.qgate.core.port.LinkEffect;
import org.qgate.core.port.LinkEvent;
import org.qgate.core.secret.SecretBytes;
import org.qgate.linux.memory.SecretArena;
import org.qgate.linux.pfkey.IpsecDirection;
import org.qgate.linux.pfkey.PfKeyPolicy;
import org.qgate.linux.pfkey.PfKeySocket;
import org.qgate.linux.pfkey.SadbXIpsecrequest;

/** A programmer of one link with two selectors over a model of the other end. */
abstract class PfkeyProgrammerFixture {
    static final SaLimits LIMITS = new SaLimits(1 << 20, 1 << 24, 54, 60);
    static final LinkConfiguration CONFIGURATION = PfkeyTestLinks.alice(
            Suite.AES_CBC_256_HMAC_SHA_256,
            7,
            PfkeyTestLinks.selector("10.1.0.0/24", "10.2.0.0/24"),
            PfkeyTestLinks.selector("10.1.1.0/24", "10.2.0.0/24"));

    final ModelPfKey model = new ModelPfKey();
    final List<LinkEvent> reports = new ArrayList<>();
    final AcquireCount acquires = new AcquireCount();
    final PfkeyResidents residents = new PfkeyResidents((link, event) -> reports.add(event), acquires);
    SecretArena arena;
    PfKeySocket socket;
    PfkeySaProgrammer programmer;
    PfkeyGateway gateway;
    PfkeyLink link;
    byte nextKey = 1;

    @BeforeEach
    void open() throws IOException {
        arena = SecretArena.open(2048, 0);
        restart();
    }

    /** An agent that knows nothing of what the one before it did. */
    final int restart() throws IOException {
        socket = PfKeySocket.open(model::connect, 99, 1);
        programmer = new PfkeySaProgrammer(socket, residents);
        gateway = new PfkeyGateway(socket, programmer);
        link = new PfkeyLink(CONFIGURATION, gateway.requireCapabilities(List.of(CONFIGURATION)));
        return gateway.prepare(link);
    }

    @AfterEach
    void close() {
        socket.close();
        arena.close();
    }

    SecretBytes key() {
        byte[] bytes = new byte[Suite.AES_CBC_256_HMAC_SHA_256.keyBytes()];
        Arrays.fill(bytes, nextKey++);
        return new LockedKeyMemory(arena).take(bytes);
    }

    List<LinkEvent> execute(LinkEffect... effects) {
        List<LinkEvent> answers = new ArrayList<>();
        for (LinkEffect effect : effects) {
            programmer.add(link, effect);
        }
        programmer.execute((name, event) -> answers.add(event));
        return answers;
    }

    LinkEffect installOutbound(long index, int spi) {
        return new LinkEffect.InstallOutbound(out(index), spi, Suite.AES_CBC_256_HMAC_SHA_256, key(), LIMITS);
    }

    LinkEffect installInbound(long index, int spi) {
        return new LinkEffect.InstallInbound(in(index), spi, Suite.AES_CBC_256_HMAC_SHA_256, key(), LIMITS);
    }

    List<PfKeyPolicy> policies(IpsecDirection direction) {
        return model.policies().stream()
                .filter(policy -> policy.rule().direction() == direction)
                .toList();
    }

    List<Integer> outboundReqids() {
        return policies(IpsecDirection.OUTBOUND).stream()
                .flatMap(policy -> policy.rule().requests().stream())
                .map(SadbXIpsecrequest::reqid)
                .toList();
    }
}
