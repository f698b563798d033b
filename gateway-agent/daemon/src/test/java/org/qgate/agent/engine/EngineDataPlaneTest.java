package org.qgate.agent.engine;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.qgate.agent.config.EngineConfiguration;
import org.qgate.agent.config.LinkConfiguration;
import org.qgate.agent.pfkey.ModelPfKey;
import org.qgate.agent.pfkey.PfkeyDataPlane;
import org.qgate.agent.pfkey.PfkeyTestLinks;
import org.qgate.agent.secret.LockedKeyMemory;
import org.qgate.agent.xfrm.TestLinks;
import org.qgate.core.model.LinkParameters;
import org.qgate.core.model.SaLimits;
import org.qgate.core.model.Suite;
import org.qgate.core.port.LinkEffect;
import org.qgate.core.port.LinkEvent;
import org.qgate.core.secret.SecretBytes;
import org.qgate.linux.libc.Errno;
import org.qgate.linux.libc.LinuxException;
import org.qgate.linux.memory.SecretArena;
import org.qgate.linux.netlink.NetlinkBuffers;
import org.qgate.linux.netlink.NetlinkConnection;
import org.qgate.linux.pfkey.PfKeyChannel;
import org.qgate.linux.rtnetlink.RouteSocket;

@Timeout(value = 60, unit = TimeUnit.SECONDS)
class EngineDataPlaneTest {
    private static final SaLimits LIMITS = new SaLimits(1 << 20, 1 << 24, 54, 60);
    private static final LinkConfiguration LINK = PfkeyTestLinks.alice(
            Suite.AES_CBC_256_HMAC_SHA_256, 7, PfkeyTestLinks.selector("10.1.0.0/24", "10.2.0.0/24"));
    private static final EngineConfiguration ENGINE =
            new EngineConfiguration("qgate-engine", true, Path.of("/run/e"), "qg0", 1500, 0, 5600, 5600);

    private final BlockingQueue<ModelEngine> coming = new LinkedBlockingQueue<>();
    private final BlockingQueue<LinkEvent> reports = new LinkedBlockingQueue<>();
    private final BlockingQueue<Boolean> changes = new LinkedBlockingQueue<>();
    private final AtomicLong nanos = new AtomicLong();
    private final List<ModelEngine> running = new ArrayList<>();
    private final List<List<LinkConfiguration>> employers = new ArrayList<>();
    private Optional<String> hindrance = Optional.empty();
    private SecretArena arena;
    private EngineDataPlane plane;
    private byte nextKey = 1;

    /** An engine that can be made to die. */
    private static final class ModelEngine {
        final ModelPfKey pfkey = new ModelPfKey();
        final AtomicBoolean ending = new AtomicBoolean();
        final EngineInstance instance =
                new EngineInstance(ProcessHandle.current(), new CompletableFuture<>(), false, ending::get);
        final CountDownLatch death = new CountDownLatch(1);
        private boolean asked;

        /** First the socket of requests, then that of events. */
        PfKeyChannel connect() {
            if (!asked) {
                asked = true;
                return pfkey.connect();
            }
            return new PfKeyChannel() {
                @Override
                public String peer() {
                    return "the model's events";
                }

                @Override
                public void send(ByteBuffer datagram) {
                    // REGISTER.
                }

                @Override
                public boolean offer(ByteBuffer datagram) {
                    throw new AssertionError("a client tells no events");
                }

                @Override
                public int receive(ByteBuffer into, int timeoutMillis) throws LinuxException {
                    try {
                        death.await();
                    } catch (InterruptedException e) {
                        Thread.currentThread().interrupt();
                    }
                    throw new LinuxException("receive", "the model", new Errno(104), "It is dead.");
                }

                @Override
                public void close() {
                    death.countDown();
                }
            };
        }
    }

    @BeforeEach
    void open() throws IOException {
        arena = SecretArena.open(128, 0);
        RouteSocket routes = new RouteSocket(new NetlinkConnection(new WillingRoutes(), NetlinkBuffers.plain()));
        plane = new EngineDataPlane(new EngineNetwork(routes, ENGINE), this::supervisor, this::session);
    }

    private EngineSupervisor supervisor(List<LinkConfiguration> links) {
        employers.add(links);
        return new EngineSupervisor(this::next, nanos::get, () -> changes.add(true));
    }

    @AfterEach
    void close() throws Exception {
        plane.close();
        arena.close();
    }

    private EngineInstance next() throws IOException, InterruptedException {
        if (hindrance.isPresent()) {
            throw new IOException(hindrance.get());
        }
        ModelEngine engine = coming.take();
        running.add(engine);
        return engine.instance;
    }

    private PfkeyDataPlane session(Collection<LinkConfiguration> links, Runnable lost) throws IOException {
        ModelEngine engine = running.get(running.size() - 1);
        return PfkeyDataPlane.open(
                engine::connect,
                List.copyOf(links),
                new PfkeyDataPlane.Listeners((link, event) -> reports.add(event), lost),
                new Random(1));
    }

    private ModelEngine start() throws Exception {
        ModelEngine engine = new ModelEngine();
        coming.add(engine);
        plane.begin(List.of(LINK));
        assertThat(plane.prepare(LINK)).isZero();
        nanos.set(RestartPauses.LONG_LIFE_NANOS);
        return engine;
    }

    private ModelEngine replace() throws Exception {
        ModelEngine engine = new ModelEngine();
        coming.add(engine);
        assertThat(changes.take()).isTrue();
        return engine;
    }

    private SecretBytes key() {
        byte[] bytes = new byte[Suite.AES_CBC_256_HMAC_SHA_256.keyBytes()];
        Arrays.fill(bytes, nextKey++);
        return new LockedKeyMemory(arena).take(bytes);
    }

    private List<LinkEvent> execute(LinkEffect... effects) {
        List<LinkEvent> answers = new ArrayList<>();
        for (LinkEffect effect : effects) {
            plane.add(PfkeyTestLinks.NAME, effect);
        }
        plane.execute((name, event) -> answers.add(event));
        return answers;
    }

    private LinkEffect in(long index) {
        return new LinkEffect.InstallInbound(
                PfkeyTestLinks.in(index), 0x1000 + (int) index, Suite.AES_CBC_256_HMAC_SHA_256, key(), LIMITS);
    }

    private LinkEffect out(long index) {
        return new LinkEffect.InstallOutbound(
                PfkeyTestLinks.out(index), 0x2000 + (int) index, Suite.AES_CBC_256_HMAC_SHA_256, key(), LIMITS);
    }

    private static LinkEffect use(long index) {
        return new LinkEffect.SwitchOutbound(PfkeyTestLinks.out(index), 0x2000 + (int) index);
    }

    @Test
    void tellsOfEachSaThatDiedWithItsEngineAndGivesTheNextOneOnlyNewKeys() throws Exception {
        ModelEngine first = start();
        execute(in(1), out(1));
        execute(use(1));
        assertThat(first.pfkey.sas()).hasSize(2);

        first.death.countDown();
        assertThat(List.of(reports.take(), reports.take()))
                .containsExactlyInAnyOrder(
                        new LinkEvent.SaExpired(PfkeyTestLinks.in(1), true),
                        new LinkEvent.SaExpired(PfkeyTestLinks.out(1), true));
        assertThat(changes.take()).isTrue();
        assertThat(plane.outage()).hasValueSatisfying(why -> assertThat(why).contains("its PF_KEY connection broke"));

        // Installations wait and are not answered; what has no object any more is answered or let go.
        assertThat(execute(in(2), out(2), use(1), new LinkEffect.BlockOutbound("dead")))
                .containsExactly(
                        new LinkEvent.SwitchRefused(PfkeyTestLinks.out(1), "there is no engine"),
                        new LinkEvent.OutboundBlocked());

        ModelEngine second = replace();
        assertThat(execute())
                .containsExactly(
                        new LinkEvent.InboundInstalled(PfkeyTestLinks.in(2)),
                        new LinkEvent.OutboundInstalled(PfkeyTestLinks.out(2)));
        assertThat(second.pfkey.sas()).extracting(sa -> sa.name().spi()).containsExactlyInAnyOrder(0x1002, 0x2002);
        assertThat(execute(use(2))).containsExactly(new LinkEvent.OutboundSwitched(PfkeyTestLinks.out(2)));
        assertThat(plane.outage()).isEmpty();
    }

    @Test
    void anEngineThatIsEndingCountsAsGoneBeforeItsSocketsTellSo() throws Exception {
        ModelEngine first = start();
        execute(in(1), out(1));
        execute(use(1));
        first.ending.set(true);
        assertThat(changes.take()).isTrue();
        assertThat(execute(use(1)))
                .containsExactly(new LinkEvent.SwitchRefused(PfkeyTestLinks.out(1), "there is no engine"));
        assertThat(reports)
                .containsExactlyInAnyOrder(
                        new LinkEvent.SaExpired(PfkeyTestLinks.in(1), true),
                        new LinkEvent.SaExpired(PfkeyTestLinks.out(1), true));
        first.instance.ended().complete(null);
        replace();
        assertThat(plane.outage()).isEmpty();
    }

    @Test
    void forgetsWhatALinkWantedThatEndsMeanwhile() throws Exception {
        ModelEngine first = start();
        first.death.countDown();
        assertThat(changes.take()).isTrue();
        assertThat(execute(in(1))).isEmpty();
        plane.retreat(PfkeyTestLinks.NAME);
        ModelEngine second = replace();
        assertThat(execute()).isEmpty();
        assertThat(second.pfkey.sas()).isEmpty();
        assertThat(second.pfkey.policies()).isNotEmpty();
    }

    @Test
    void refusesSelectorsThatWouldLeadEspItselfIntoTheEngine() {
        LinkConfiguration whole = PfkeyTestLinks.alice(
                Suite.AES_CBC_256_HMAC_SHA_256, 7, PfkeyTestLinks.selector("10.1.0.0/24", "0.0.0.0/0"));
        coming.add(new ModelEngine());
        assertThatThrownBy(() -> plane.begin(List.of(whole)))
                .isInstanceOf(IOException.class)
                .hasMessageContaining("0.0.0.0/0")
                .hasMessageContaining("203.0.113.2");
    }

    private void summonForTheFirstLink() throws Exception {
        plane.admit(LINK, List.of());
        assertThat(plane.prepare(LINK)).isZero();
        plane.summon(LINK);
    }

    private ModelEngine firstEngine() throws Exception {
        summonForTheFirstLink();
        ModelEngine engine = new ModelEngine();
        coming.add(engine);
        assertThat(changes.take()).isTrue();
        return engine;
    }

    @Test
    void startsAnEngineForTheFirstLinkAndDoesNotWaitForIt() throws Exception {
        summonForTheFirstLink();
        assertThat(employers).containsExactly(List.of(LINK));
        assertThat(plane.serves(LINK)).isFalse();
        assertThat(plane.outage()).contains("the engine was not started yet");
        assertThat(execute(in(1))).isEmpty();

        ModelEngine engine = new ModelEngine();
        coming.add(engine);
        assertThat(changes.take()).isTrue();
        assertThat(plane.serves(LINK)).isTrue();
        assertThat(plane.outage()).isEmpty();
        assertThat(engine.pfkey.policies()).isNotEmpty();
        assertThat(execute()).containsExactly(new LinkEvent.InboundInstalled(PfkeyTestLinks.in(1)));
    }

    @Test
    void looksAfterTheEngineOfTheFirstLinkLikeAnyOther() throws Exception {
        ModelEngine first = firstEngine();
        assertThat(plane.serves(LINK)).isTrue();
        nanos.addAndGet(RestartPauses.LONG_LIFE_NANOS);
        first.death.countDown();
        assertThat(changes.take()).isTrue();
        assertThatThrownBy(() -> plane.serves(LINK))
                .isInstanceOf(IOException.class)
                .hasMessageContaining("is gone");
        ModelEngine second = replace();
        assertThat(plane.serves(LINK)).isTrue();
        assertThat(second.pfkey.policies()).isNotEmpty();
    }

    @Test
    void saysWhyNoEngineCanBeStartedForTheFirstLinkAndLetsThatBeUndone() throws Exception {
        hindrance = Optional.of("no such program");
        summonForTheFirstLink();
        assertThat(serving()).isEqualTo("link alice-bob: no engine can be started: no such program");

        plane.retreat(PfkeyTestLinks.NAME);
        plane.lift(PfkeyTestLinks.NAME);
        assertThat(plane.outage()).isEmpty();

        hindrance = Optional.empty();
        firstEngine();
        assertThat(plane.serves(LINK)).isTrue();
        assertThat(employers).hasSize(2);
    }

    /** Waits until it is known whether the engine serves. */
    private String serving() {
        try {
            while (!plane.serves(LINK)) {
                Thread.onSpinWait();
            }
            return "served";
        } catch (IOException e) {
            return String.valueOf(e.getMessage());
        }
    }

    @Test
    void keepsNoEngineBehindItsLastLinkAndStartsAnotherForTheNext() throws Exception {
        start();
        execute(in(1), out(1));
        plane.retreat(PfkeyTestLinks.NAME);
        plane.lift(PfkeyTestLinks.NAME);
        assertThat(plane.outage()).isEmpty();
        assertThat(running.get(0).death.getCount()).isZero();

        LinkConfiguration moved = PfkeyTestLinks.alice(
                Suite.AES_CBC_256_HMAC_SHA_256, 8, PfkeyTestLinks.selector("10.1.0.0/24", "10.3.0.0/24"));
        plane.admit(moved, List.of());
        plane.prepare(moved);
        plane.summon(moved);
        coming.add(new ModelEngine());
        assertThat(changes.take()).isTrue();
        assertThat(plane.serves(moved)).isTrue();
        assertThat(employers).containsExactly(List.of(LINK), List.of(moved));
    }

    @Test
    void takesALinkAtAnAddressThatNoLinkHadWhenTheEngineWasStarted() throws Exception {
        start();
        LinkConfiguration here = PfkeyTestLinks.alice(
                Suite.AES_CBC_256_HMAC_SHA_256, 9, PfkeyTestLinks.selector("10.1.9.0/24", "10.9.0.0/24"));
        LinkParameters carol = TestLinks.carol().parameters();
        LinkConfiguration elsewhere = new LinkConfiguration(
                new LinkParameters(
                        carol.link(),
                        carol.self(),
                        carol.peer(),
                        here.parameters().suite(),
                        carol.timers()),
                TestLinks.carol().endpoints(),
                here.secretFile(),
                here.policies(),
                here.esp(),
                here.keySource(),
                here.network());
        plane.admit(elsewhere, List.of(LINK));
        plane.prepare(elsewhere);
        plane.summon(elsewhere);
        assertThat(plane.serves(elsewhere)).isTrue();
        assertThat(employers).containsExactly(List.of(LINK));
    }
}
