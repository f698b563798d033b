package org.qgate.engine.keying;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.ByteBuffer;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.qgate.engine.cipher.EspAlgorithm;
import org.qgate.engine.cipher.KeyStore;
import org.qgate.engine.cipher.Lifetime;
import org.qgate.engine.cipher.OutboundSa;
import org.qgate.engine.cipher.SaDirection;
import org.qgate.engine.cipher.SaParameters;
import org.qgate.engine.filter.Decision;
import org.qgate.engine.filter.Policy;
import org.qgate.engine.filter.PolicyTable;
import org.qgate.linux.inet.IpAddress;
import org.qgate.linux.inet.IpPrefix;
import org.qgate.linux.libc.Errno;
import org.qgate.linux.libc.Libc;
import org.qgate.linux.libc.LinuxException;
import org.qgate.linux.memory.LockedBytes;
import org.qgate.linux.memory.SecretArena;
import org.qgate.linux.pfkey.IpsecDirection;
import org.qgate.linux.pfkey.IpsecMode;
import org.qgate.linux.pfkey.PfKeyAlgorithm;
import org.qgate.linux.pfkey.PfKeyConnection;
import org.qgate.linux.pfkey.PfKeyEvent;
import org.qgate.linux.pfkey.PfKeyInstalledSa;
import org.qgate.linux.pfkey.PfKeyListener;
import org.qgate.linux.pfkey.PfKeyMessage;
import org.qgate.linux.pfkey.PfKeyParser;
import org.qgate.linux.pfkey.PfKeyPolicy;
import org.qgate.linux.pfkey.PfKeyRequest;
import org.qgate.linux.pfkey.PfKeyResult;
import org.qgate.linux.pfkey.PfKeySa;
import org.qgate.linux.pfkey.PfKeySaName;
import org.qgate.linux.pfkey.PfKeySaOptions;
import org.qgate.linux.pfkey.PfKeySelector;
import org.qgate.linux.pfkey.PfKeySocket;
import org.qgate.linux.pfkey.PfKeySubscription;
import org.qgate.linux.pfkey.PfKeyTransport;
import org.qgate.linux.pfkey.PfKeyWriter;
import org.qgate.linux.pfkey.SadbAddress;
import org.qgate.linux.pfkey.SadbExt;
import org.qgate.linux.pfkey.SadbExtension;
import org.qgate.linux.pfkey.SadbLifetime;
import org.qgate.linux.pfkey.SadbMsg;
import org.qgate.linux.pfkey.SadbMsgType;
import org.qgate.linux.pfkey.SadbSatype;
import org.qgate.linux.pfkey.SadbXIpsecrequest;
import org.qgate.linux.pfkey.SadbXNatTPort;
import org.qgate.linux.pfkey.SadbXNatTType;
import org.qgate.linux.pfkey.SadbXQgateReplay;

/** The engine's PF_KEY side, asked over its Unix socket by the client that the agent uses. */
class PfKeyServerTest {
    private static final IpAddress HERE = IpAddress.parse("192.0.2.1");
    private static final IpAddress THERE = IpAddress.parse("192.0.2.2");
    private static final PfKeySelector SELECTOR =
            PfKeySelector.between(IpPrefix.parse("10.1.0.0/16"), IpPrefix.parse("10.2.0.0/16"));
    private static final int REQID = 9;

    private final KeyStore store = new KeyStore(KeyStore.CAPACITY_DEFAULT);
    private volatile PolicyTable outbound = PolicyTable.EMPTY;
    private volatile PolicyTable inbound = PolicyTable.EMPTY;
    private SecretArena arena;
    private Path path;
    private PfKeyServer server;
    private PfKeySocket client;

    @BeforeEach
    void start(@TempDir Path folder) throws Exception {
        arena = SecretArena.open(256, 1);
        path = folder.resolve("pfkey");
        server = PfKeyServer.on(PfKeyListener.bind(path));
        KeyingOptions options = new KeyingOptions(HostAddresses.of(HERE), arena, () -> 0, new SecureRandom());
        server.serve(store, this::setPolicies, options);
        client = PfKeySocket.open(PfKeyTransport.unixSocket(path), 77, 1);
    }

    private void setPolicies(PolicyTable newOutbound, PolicyTable newInbound) {
        outbound = newOutbound;
        inbound = newInbound;
    }

    @AfterEach
    void stop() {
        client.close();
        server.close();
        store.flush();
        arena.close();
    }

    private PfKeyResult add(PfKeySa sa) {
        try (LockedBytes key = arena.take(new byte[sa.algorithm().keyBytes()])) {
            return client.add(sa, key);
        }
    }

    private static PfKeySa sa(int spi, boolean out, int reqid, PfKeyAlgorithm algorithm) {
        PfKeySaName name = new PfKeySaName(SadbSatype.ESP, spi, out ? HERE : THERE, out ? THERE : HERE);
        return new PfKeySa(name, IpsecMode.TUNNEL, reqid, algorithm, PfKeySaOptions.NONE);
    }

    @ParameterizedTest
    @EnumSource
    void takesEveryTransformOfTheEngine(EspAlgorithm algorithm) throws Exception {
        PfKeyAlgorithm numbers = Algorithms.numbers(algorithm);
        assertThat(client.register(SadbSatype.ESP).has(numbers)).isTrue();
        assertThat(add(sa(0x1000, true, REQID, numbers))).isInstanceOf(PfKeyResult.Done.class);
        assertThat(add(sa(0x1001, false, REQID, numbers))).isInstanceOf(PfKeyResult.Done.class);

        OutboundSa out = store.outboundInUse(REQID);
        assertThat(out).isNotNull();
        assertThat(out.parameters().algorithm()).isEqualTo(algorithm);
        assertThat(store.inbound(0x1001)).isNotNull();
        assertThat(client.dumpSas(SadbSatype.ESP)).hasSize(2);
    }

    @Test
    void carriesOptionsOver() throws Exception {
        PfKeySa plain = sa(0x1000, false, REQID, PfKeyAlgorithm.AES_GCM_16_256);
        PfKeySaOptions options = PfKeySaOptions.NONE
                .withLimits(SadbLifetime.hard(1_000, 60, 0), SadbLifetime.soft(500, 0, 30))
                .withEncapsulation(new PfKeySaOptions.UdpPorts(4500, 4501))
                .withReplay(new SadbXQgateReplay(256, true));
        add(new PfKeySa(plain.name(), plain.mode(), plain.reqid(), plain.algorithm(), options));

        SaParameters parameters =
                store.find(SaDirection.INBOUND, 0x1000).orElseThrow().parameters();
        assertThat(parameters.lifetime())
                .isEqualTo(Lifetime.UNLIMITED
                        .withBytes(500, 1_000)
                        .withSeconds(Lifetime.NO_LIMIT, 60)
                        .withUseSeconds(30, Lifetime.NO_LIMIT));
        assertThat(parameters.sequence()).isEqualTo(new SaParameters.SequenceRules(true, 256));
        assertThat(parameters.tunnel().encapsulation().destinationPort()).isEqualTo(4501);
        Optional<PfKeyInstalledSa> told = client.get(plain.name());
        assertThat(told.orElseThrow().reqid()).isEqualTo(REQID);
        assertThat(told.orElseThrow().sa().encrypt()).isEqualTo(PfKeyAlgorithm.AES_GCM_16_256.encrypt());
        assertThat(told.orElseThrow().algorithm()).as("keys are never told").isEmpty();
    }

    @Test
    void tellsLimitsAndPortsToGetAndDumpAlike() throws Exception {
        SadbLifetime hard = new SadbLifetime(SadbExt.LIFETIME_HARD, 7_000, 1L << 36, 60, 54);
        SadbLifetime soft = new SadbLifetime(SadbExt.LIFETIME_SOFT, 6_000, 1L << 35, 56, 50);
        PfKeySa plain = sa(0x1000, false, REQID, PfKeyAlgorithm.AES_GCM_16_256);
        PfKeySaOptions options = PfKeySaOptions.NONE
                .withReplayWindow(32)
                .withLimits(hard, soft)
                .withEncapsulation(new PfKeySaOptions.UdpPorts(4500, 4501));
        add(new PfKeySa(plain.name(), plain.mode(), plain.reqid(), plain.algorithm(), options));
        add(sa(0x1001, true, REQID, PfKeyAlgorithm.AES_GCM_16_256));

        PfKeyInstalledSa got = client.get(plain.name()).orElseThrow();
        assertThat(got.message().lifetime(SadbExt.LIFETIME_HARD)).contains(hard);
        assertThat(got.message().lifetime(SadbExt.LIFETIME_SOFT)).contains(soft);
        assertThat(got.message().lifetime(SadbExt.LIFETIME_CURRENT))
                .get()
                .satisfies(current -> assertThat(current.addSeconds()).isPositive())
                .satisfies(current -> assertThat(current.useSeconds()).isZero());
        assertThat(got.message().natTType()).contains(new SadbXNatTType(SadbXNatTType.ESP_IN_UDP));
        assertThat(got.message().natTPort(SadbExt.X_NAT_T_SPORT))
                .contains(new SadbXNatTPort(SadbExt.X_NAT_T_SPORT, 4500));
        assertThat(got.message().natTPort(SadbExt.X_NAT_T_DPORT))
                .contains(new SadbXNatTPort(SadbExt.X_NAT_T_DPORT, 4501));
        assertThat(got.sa().replay()).isEqualTo(32);
        List<PfKeyInstalledSa> dumped = client.dumpSas(SadbSatype.ESP);
        assertThat(dumped).hasSize(2);
        assertThat(dumped.get(1).message().extensions()).isEqualTo(got.message().extensions());
        assertThat(dumped.get(0).message().natTType()).isEmpty();
        assertThat(dumped.get(0).message().lifetime(SadbExt.LIFETIME_HARD)).contains(SadbLifetime.hard(0, 0, 0));
    }

    @Test
    void onlyWhoKnowsLargeWindowsIsToldOfThem() throws Exception {
        assertThat(client.register(SadbSatype.ESP).replay())
                .contains(new SadbXQgateReplay(SadbXQgateReplay.WINDOW_MAX, true));
        PfKeyRequests requests = new PfKeyRequests(
                store,
                this::setPolicies,
                new KeyingOptions(HostAddresses.of(HERE), arena, () -> 0, new SecureRandom()));
        List<SadbExtension> answer = new ArrayList<>();
        SadbMsg register = SadbMsg.request(SadbMsgType.REGISTER, SadbSatype.ESP, 1, 2);
        ByteBuffer foreign = new PfKeyWriter(Libc.nativeBuffer(64)).write(PfKeyMessage.of(register));
        requests.handle(PfKeyParser.parse(foreign), (header, extensions) -> answer.addAll(extensions));
        assertThat(answer)
                .extracting(SadbExtension::extensionType)
                .containsExactly(SadbExt.SUPPORTED_AUTH, SadbExt.SUPPORTED_ENCRYPT);
    }

    @Test
    void tellsThoseThatRegisteredOfSasThatTrafficWants() throws Exception {
        SadbXIpsecrequest request = SadbXIpsecrequest.uniqueEspTunnel(HERE, THERE, REQID);
        client.addPolicy(PfKeyPolicy.protect(SELECTOR, IpsecDirection.OUTBOUND, 1_000, request));
        Policy wanting = outbound.policies().get(0);
        BlockingQueue<PfKeyEvent> events = new LinkedBlockingQueue<>(16);
        PfKeySubscription subscription =
                PfKeySubscription.open(PfKeyTransport.unixSocket(path), 78, List.of(SadbSatype.ESP));
        CompletableFuture<Void> reader = CompletableFuture.runAsync(() -> follow(subscription, events));
        assertThat(events.poll(20, TimeUnit.SECONDS)).isInstanceOf(PfKeyEvent.Other.class);
        server.wanted(Policy.of(SELECTOR.source(), SELECTOR.destination(), Decision.protect(REQID + 1)));
        server.wanted(wanting);
        server.wanted(wanting);

        assertThat(events.poll(20, TimeUnit.SECONDS)).isInstanceOfSatisfying(PfKeyEvent.Acquired.class, acquired -> {
            assertThat(acquired.policyId()).isEqualTo(1);
            assertThat(acquired.message().header().sequence()).isEqualTo(1);
            assertThat(acquired.message().address(SadbExt.ADDRESS_SRC)).contains(SadbAddress.source(HERE));
            assertThat(acquired.message().address(SadbExt.ADDRESS_DST)).contains(SadbAddress.destination(THERE));
            assertThat(acquired.message().proposal().orElseThrow().combinations())
                    .hasSize(5);
        });
        assertThat(events.poll(20, TimeUnit.SECONDS))
                .isInstanceOfSatisfying(
                        PfKeyEvent.Acquired.class,
                        acquired -> assertThat(acquired.message().header().sequence())
                                .isEqualTo(2));
        subscription.close();
        reader.get(20, TimeUnit.SECONDS);
        // The one that only asks was told nothing that it could take for an answer.
        assertThat(client.dumpPolicies()).hasSize(1);
    }

    private static void follow(PfKeySubscription subscription, BlockingQueue<PfKeyEvent> events) {
        try {
            boolean open = true;
            while (open) {
                open = subscription.next(events::add);
            }
        } catch (LinuxException e) {
            throw new IllegalStateException(e);
        }
    }

    @Test
    void aClientThatReadsNothingLosesEventsAndHoldsNobodyUp() throws Exception {
        client.register(SadbSatype.ESP);
        SadbXIpsecrequest request = SadbXIpsecrequest.uniqueEspTunnel(HERE, THERE, REQID);
        client.addPolicy(PfKeyPolicy.protect(SELECTOR, IpsecDirection.OUTBOUND, 1_000, request));
        Policy wanting = outbound.policies().get(0);
        for (int i = 0; i < 20_000; i++) {
            server.wanted(wanting);
        }
        assertThat(client.dumpPolicies()).hasSize(1);
    }

    @Test
    void doesWhatIsAskedTogetherInOrder() throws Exception {
        PfKeySa first = sa(0x1000, true, REQID, PfKeyAlgorithm.AES_GCM_16_256);
        PfKeySa second = sa(0x1001, true, REQID, PfKeyAlgorithm.AES_GCM_16_256);
        try (LockedBytes key = arena.take(new byte[first.algorithm().keyBytes()])) {
            List<PfKeyResult> results = client.all(List.of(
                    PfKeyRequest.add(first, key),
                    PfKeyRequest.add(first, key),
                    PfKeyRequest.add(second, key),
                    PfKeyRequest.delete(first.name())));
            assertThat(results).extracting(PfKeyResult::isDone).containsExactly(true, false, true, true);
            assertThat(results.get(1).isRefusedWith(Errno.EEXIST)).isTrue();
        }
        OutboundSa inUse = store.outboundInUse(REQID);
        assertThat(inUse).isNotNull();
        assertThat(inUse.parameters().spi()).isEqualTo(0x1001);
        assertThat(client.dumpSas(SadbSatype.ESP)).hasSize(1);
    }

    @Test
    void asksForNoMoreAtOnceThanBuffersHold() {
        PfKeyRequest one = PfKeyRequest.delete(
                sa(0x1000, true, REQID, PfKeyAlgorithm.AES_GCM_16_256).name());
        assertThat(client.all(Collections.nCopies(PfKeyConnection.REQUESTS_TOGETHER_MAX, one)))
                .hasSize(32)
                .allMatch(result -> result.isRefusedWith(Errno.ESRCH));
        assertThatThrownBy(() -> client.all(Collections.nCopies(PfKeyConnection.REQUESTS_TOGETHER_MAX + 1, one)))
                .isInstanceOf(IllegalArgumentException.class);
    }

    @Test
    void refusesAsAKernelDoes() throws Exception {
        PfKeySa first = sa(0x1000, true, REQID, PfKeyAlgorithm.AES_GCM_16_256);
        assertThat(add(first)).isInstanceOf(PfKeyResult.Done.class);
        assertThat(add(first).isRefusedWith(Errno.EEXIST)).isTrue();
        PfKeySa ah = new PfKeySa(
                new PfKeySaName(SadbSatype.AH, 0x1002, HERE, THERE),
                IpsecMode.TUNNEL,
                REQID,
                PfKeyAlgorithm.HMAC_SHA_256,
                PfKeySaOptions.NONE);
        assertThat(add(ah).isRefusedWith(Refusal.EPROTONOSUPPORT)).isTrue();
        PfKeySaName foreign = new PfKeySaName(SadbSatype.ESP, 0x1003, THERE, IpAddress.parse("192.0.2.3"));
        PfKeySa elsewhere =
                new PfKeySa(foreign, IpsecMode.TUNNEL, REQID, PfKeyAlgorithm.AES_GCM_16_256, PfKeySaOptions.NONE);
        assertThat(add(elsewhere).isRefusedWith(Refusal.EADDRNOTAVAIL)).isTrue();
        PfKeySaName absent = new PfKeySaName(SadbSatype.ESP, 0x1004, HERE, THERE);
        assertThat(client.delete(absent).isRefusedWith(Errno.ESRCH)).isTrue();
        assertThat(client.get(absent)).isEmpty();

        assertThat(client.delete(first.name())).isInstanceOf(PfKeyResult.Done.class);
        assertThat(store.all()).isEmpty();
        assertThat(arena.used()).isZero();
        assertThat(client.dumpSas(SadbSatype.ESP)).isEmpty();
    }

    @Test
    void switchesByOneReqidForEachGeneration() {
        for (int generation = 1; generation <= 3; generation++) {
            add(sa(0x1000 + generation, true, generation, PfKeyAlgorithm.AES_GCM_16_256));
            PfKeyPolicy policy = PfKeyPolicy.protect(
                    SELECTOR,
                    IpsecDirection.OUTBOUND,
                    1_000,
                    SadbXIpsecrequest.uniqueEspTunnel(HERE, THERE, generation));
            assertThat(client.updatePolicy(policy)).isInstanceOf(PfKeyResult.Done.class);
            assertThat(outbound.policies()).hasSize(1);
            assertThat(outbound.policies().get(0).decision()).isEqualTo(Decision.protect(generation));
        }
    }

    @Test
    void ordersPoliciesByPriority() throws Exception {
        client.addPolicy(PfKeyPolicy.discard(SELECTOR, IpsecDirection.OUTBOUND, 2_000));
        client.addPolicy(PfKeyPolicy.bypass(SELECTOR.withProtocol(17, 0, 500), IpsecDirection.OUTBOUND, 500));
        client.addPolicy(PfKeyPolicy.discard(SELECTOR.reversed(), IpsecDirection.INBOUND, 2_000));
        PfKeyPolicy again = PfKeyPolicy.discard(SELECTOR, IpsecDirection.OUTBOUND, 1);
        assertThat(client.addPolicy(again).isRefusedWith(Errno.EEXIST)).isTrue();

        assertThat(outbound.policies().stream().map(policy -> policy.decision()))
                .containsExactly(Decision.BYPASS, Decision.DISCARD);
        assertThat(inbound.policies()).hasSize(1);
        assertThat(client.dumpPolicies()).hasSize(3);
        assertThat(client.deletePolicy(SELECTOR, IpsecDirection.OUTBOUND)).isInstanceOf(PfKeyResult.Done.class);
        assertThat(outbound.policies()).hasSize(1);
    }

    @Test
    void tiesSasAndPoliciesWithoutReqidByTheirAddresses() {
        add(sa(0x1000, true, 0, PfKeyAlgorithm.AES_CBC_128_HMAC_SHA_256));
        SadbXIpsecrequest request = SadbXIpsecrequest.uniqueEspTunnel(HERE, THERE, 0);
        client.addPolicy(PfKeyPolicy.protect(SELECTOR, IpsecDirection.OUTBOUND, 0, request));
        OutboundSa used =
                store.outboundInUse(outbound.policies().get(0).decision().reqid());
        assertThat(used).isNotNull();
        assertThat(used.parameters().spi()).isEqualTo(0x1000);
    }

    @Test
    void survivesNoise() {
        long seed = 7;
        Random random = new Random(seed);
        PfKeyRequests requests = new PfKeyRequests(
                store, this::setPolicies, new KeyingOptions(HostAddresses.of(HERE), arena, () -> 0, random));
        List<Integer> answered = new ArrayList<>();
        for (int round = 0; round < 20_000; round++) {
            int bytes = 16 + 8 * random.nextInt(20);
            ByteBuffer datagram = Libc.nativeBuffer(bytes);
            for (int i = 0; i < bytes; i++) {
                datagram.put(i, (byte) (random.nextInt(4) == 0 ? random.nextInt(24) : 0));
            }
            datagram.put(0, (byte) 2);
            datagram.put(1, (byte) (1 + random.nextInt(24)));
            datagram.put(3, (byte) (random.nextBoolean() ? 3 : 0));
            datagram.putShort(4, (short) (bytes / 8));
            for (int at = 16; at < bytes; ) {
                int length = Math.min(bytes - at, 8 * (1 + random.nextInt(4)));
                datagram.putShort(at, (short) (length / 8));
                datagram.putShort(at + 2, (short) (1 + random.nextInt(23)));
                at += length;
            }
            requests.handle(PfKeyParser.parse(datagram), (header, extensions) -> answered.add(header.errno()));
        }
        assertThat(answered).as("seed %d", seed).contains(0, Errno.EINVAL.number());
        assertThat(arena.used()).isLessThanOrEqualTo(2 * KeyStore.CAPACITY_DEFAULT);
    }
}
