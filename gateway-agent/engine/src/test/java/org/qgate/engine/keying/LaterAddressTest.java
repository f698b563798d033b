package org.qgate.engine.keying;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.security.SecureRandom;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.qgate.engine.cipher.KeyStore;
import org.qgate.engine.cipher.SaDirection;
import org.qgate.linux.inet.IpAddress;
import org.qgate.linux.memory.LockedBytes;
import org.qgate.linux.memory.SecretArena;
import org.qgate.linux.pfkey.IpsecMode;
import org.qgate.linux.pfkey.PfKeyAlgorithm;
import org.qgate.linux.pfkey.PfKeyListener;
import org.qgate.linux.pfkey.PfKeyResult;
import org.qgate.linux.pfkey.PfKeySa;
import org.qgate.linux.pfkey.PfKeySaName;
import org.qgate.linux.pfkey.PfKeySaOptions;
import org.qgate.linux.pfkey.PfKeySocket;
import org.qgate.linux.pfkey.PfKeyTransport;
import org.qgate.linux.pfkey.SadbSatype;

/** A link that came after the engine's start may end at another address of the host. */
class LaterAddressTest {
    private static final int SPI = 0x1000;
    private static final IpAddress FIRST = IpAddress.parse("192.0.2.1");
    private static final IpAddress LATER = IpAddress.parse("192.0.2.11");
    private static final IpAddress PEER = IpAddress.parse("192.0.2.2");
    private static final IpAddress STRANGER = IpAddress.parse("192.0.2.3");

    private final HostAddresses own = HostAddresses.receivingAt(FIRST, LATER);
    private final KeyStore store = new KeyStore(8);
    private SecretArena arena;
    private PfKeyServer server;
    private PfKeySocket client;

    @BeforeEach
    void start(@TempDir Path folder) throws Exception {
        arena = SecretArena.open(16, 1);
        Path path = folder.resolve("pfkey");
        server = PfKeyServer.on(PfKeyListener.bind(path));
        server.serve(store, (outbound, inbound) -> {}, new KeyingOptions(own, arena, () -> 0, new SecureRandom()));
        client = PfKeySocket.open(PfKeyTransport.unixSocket(path), 77, 1);
    }

    @AfterEach
    void stop() {
        client.close();
        server.close();
        store.flush();
        arena.close();
    }

    private PfKeyResult add(IpAddress source, IpAddress destination) {
        PfKeySaName name = new PfKeySaName(SadbSatype.ESP, SPI, source, destination);
        PfKeySa sa = new PfKeySa(name, IpsecMode.TUNNEL, 7, PfKeyAlgorithm.AES_GCM_16_256, PfKeySaOptions.NONE);
        try (LockedBytes key = arena.take(new byte[sa.algorithm().keyBytes()])) {
            return client.add(sa, key);
        }
    }

    @ParameterizedTest
    @EnumSource
    void isTakenInWithItsFirstSa(SaDirection direction) {
        boolean out = direction == SaDirection.OUTBOUND;
        assertThat(add(out ? LATER : PEER, out ? PEER : LATER)).isInstanceOf(PfKeyResult.Done.class);
        assertThat(store.find(direction, SPI)).isPresent();
        assertThat(own.receiving()).containsExactlyInAnyOrder(FIRST, LATER);
    }

    @ParameterizedTest
    @EnumSource
    void isNotTakenInIfItIsNoneOfTheHosts(SaDirection direction) {
        boolean out = direction == SaDirection.OUTBOUND;
        assertThat(add(out ? STRANGER : PEER, out ? PEER : STRANGER).isRefusedWith(Refusal.EADDRNOTAVAIL))
                .isTrue();
        assertThat(own.receiving()).containsExactly(FIRST);
        assertThat(arena.used()).isZero();
    }
}
