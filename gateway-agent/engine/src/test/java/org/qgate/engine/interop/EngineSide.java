package org.qgate.engine.interop;

import java.util.ArrayList;
import java.util.List;
import org.qgate.engine.cipher.SaDirection;
import org.qgate.engine.filter.Decision;
import org.qgate.engine.filter.Policy;
import org.qgate.engine.filter.PolicyTable;
import org.qgate.engine.loop.Engine;
import org.qgate.engine.loop.EngineCounters;
import org.qgate.engine.loop.EngineOptions;
import org.qgate.linux.inet.IpAddress;
import org.qgate.linux.libc.LinuxException;
import org.qgate.linux.libc.NetworkNamespace;
import org.qgate.linux.memory.SecretArena;

/** The engine in a namespace. */
final class EngineSide implements Side, AutoCloseable {
    private static final int CAPACITY = 64;

    private final InteropNetwork.Site site;
    private final SecretArena arena;
    private final Engine engine;

    private EngineSide(InteropNetwork.Site site, SecretArena arena, Engine engine) {
        this.site = site;
        this.arena = arena;
        this.engine = engine;
    }

    static EngineSide start(InteropNetwork.Site site, List<InteropNetwork.Site> peers) throws LinuxException {
        EngineOptions options = new EngineOptions(
                InteropNetwork.TUN, site.outerAddresses(), Suite.UDP_PORT, InteropNetwork.LINK_MTU, CAPACITY);
        EngineOptions wanted =
                site.equals(InteropNetwork.ETHERNET) ? options.withEthernet(InteropNetwork.ethernet()) : options;
        Engine engine = NetworkNamespace.named(site.namespace())
                .call(() -> Engine.start(
                        wanted,
                        System::nanoTime,
                        new Engine.Listeners((direction, sa, expiry, usage) -> {}, policy -> {})));
        List<Policy> out = new ArrayList<>();
        List<Policy> in = new ArrayList<>();
        for (InteropNetwork.Site peer : peers) {
            Decision decision = Decision.protect(InteropNetwork.reqid(site, peer));
            out.add(Policy.of(site.inner4Prefix(), peer.inner4Prefix(), decision));
            out.add(Policy.of(site.inner6Prefix(), peer.inner6Prefix(), decision));
            in.add(Policy.of(peer.inner4Prefix(), site.inner4Prefix(), decision));
            in.add(Policy.of(peer.inner6Prefix(), site.inner6Prefix(), decision));
        }
        engine.setPolicies(new PolicyTable(out), new PolicyTable(in));
        return new EngineSide(site, SecretArena.open(2 * CAPACITY + 2, 1), engine);
    }

    EngineCounters counters() {
        return engine.counters();
    }

    int secrets() {
        return arena.used();
    }

    int sas() {
        return engine.store().all().size();
    }

    private boolean isMine(IpAddress address) {
        return site.outerAddresses().contains(address);
    }

    private SaDirection direction(Suite.Sa sa) {
        return isMine(sa.from()) ? SaDirection.OUTBOUND : SaDirection.INBOUND;
    }

    @Override
    public void add(Suite.Sa sa) throws Exception {
        engine.store().add(direction(sa), sa.suite().parameters(sa), arena.take(sa.key()), System.nanoTime());
    }

    @Override
    public void use(Suite.Sa sa) {
        if (!engine.store().use(sa.spi())) {
            throw new IllegalStateException("the engine does not have " + sa);
        }
    }

    @Override
    public void remove(Suite.Sa sa) {
        engine.store().delete(direction(sa), sa.spi());
    }

    @Override
    public long ticket() {
        return 0;
    }

    /** The engine's calls hold when they return. */
    @Override
    public boolean isDone(long ticket) {
        return true;
    }

    @Override
    public void close() {
        engine.close();
        arena.close();
    }
}
