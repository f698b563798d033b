package org.qgate.engine.cipher;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.qgate.engine.Packets;
import org.qgate.linux.inet.IpAddress;
import org.qgate.linux.libc.LinuxException;

class KeyStoreTest {
    private static final EspAlgorithm GCM = EspAlgorithm.AES_GCM_16_256;
    private static final Tunnel TUNNEL = Tunnel.between(IpAddress.parse("192.0.2.1"), IpAddress.parse("192.0.2.2"));
    private static final long SECOND = 1_000_000_000L;

    private final Keys keys;
    private final KeyStore store = new KeyStore(KeyStore.CAPACITY_DEFAULT);

    KeyStoreTest() throws LinuxException {
        keys = new Keys();
    }

    @AfterEach
    void wipe() {
        keys.close();
    }

    private boolean add(SaDirection direction, int spi, Lifetime lifetime) throws KeyStoreFullException {
        SaParameters parameters = SaParameters.of(spi, 7, GCM, TUNNEL).with(lifetime);
        return store.add(direction, parameters, keys.random(GCM, spi), 0);
    }

    @Test
    void holdsThirtyTwoSasPerDirectionAndNoMore() throws KeyStoreFullException {
        for (int i = 0; i < 32; i++) {
            assertThat(add(SaDirection.INBOUND, 0x1000 + i, Lifetime.UNLIMITED)).isTrue();
            assertThat(add(SaDirection.OUTBOUND, 0x1000 + i, Lifetime.UNLIMITED))
                    .isTrue();
        }
        assertThatThrownBy(() -> add(SaDirection.INBOUND, 0x2000, Lifetime.UNLIMITED))
                .isInstanceOf(KeyStoreFullException.class)
                .hasMessageContaining("32");
        assertThat(keys.used()).isEqualTo(64);
        for (int i = 0; i < 32; i++) {
            InboundSa found = store.inbound(0x1000 + i);
            assertThat(found).isNotNull();
            assertThat(found.parameters().spi()).isEqualTo(0x1000 + i);
        }
        assertThat(store.inbound(0x2000)).isNull();
        store.flush();
        assertThat(keys.used()).isZero();
        assertThat(store.all()).isEmpty();
    }

    @Test
    void leavesTheOtherSaOfAnSpiAlone() throws KeyStoreFullException {
        add(SaDirection.OUTBOUND, 0x1000, Lifetime.UNLIMITED);
        OutboundSa first = store.outboundInUse(7);
        assertThat(add(SaDirection.OUTBOUND, 0x1000, Lifetime.UNLIMITED)).isFalse();
        assertThat(store.outboundInUse(7)).isSameAs(first);
        assertThat(keys.used()).isEqualTo(1);
    }

    @Test
    void switchesOnlyWhenTold() throws KeyStoreFullException {
        add(SaDirection.OUTBOUND, 0x1000, Lifetime.UNLIMITED);
        add(SaDirection.OUTBOUND, 0x1001, Lifetime.UNLIMITED);
        assertThat(spiInUse()).isEqualTo(0x1000);
        assertThat(store.use(0x1001)).isTrue();
        assertThat(spiInUse()).isEqualTo(0x1001);
        assertThat(store.use(0x1002)).isFalse();
        assertThat(spiInUse()).isEqualTo(0x1001);
        assertThat(store.delete(SaDirection.OUTBOUND, 0x1001)).isTrue();
        assertThat(store.outboundInUse(7)).isNull();
    }

    private int spiInUse() {
        OutboundSa sa = store.outboundInUse(7);
        assertThat(sa).isNotNull();
        return sa.parameters().spi();
    }

    @Test
    void tellsSoftThenHardLimitsAndWipes() throws KeyStoreFullException {
        add(SaDirection.OUTBOUND, 0x1000, Lifetime.UNLIMITED.withSeconds(10, 20));
        add(SaDirection.INBOUND, 0x1001, Lifetime.UNLIMITED.withSeconds(5, 30));
        List<String> told = new ArrayList<>();
        ExpiryListener listener = (direction, sa, expiry, usage) ->
                told.add(direction + " " + Integer.toHexString(sa.parameters().spi()) + " " + expiry);
        for (long second = 0; second < 40; second++) {
            store.expire(second * SECOND, listener);
            store.expire(second * SECOND, listener);
        }
        assertThat(told)
                .containsExactly("INBOUND 1001 SOFT", "OUTBOUND 1000 SOFT", "OUTBOUND 1000 HARD", "INBOUND 1001 HARD");
        assertThat(keys.used()).isZero();
        assertThat(store.outboundInUse(7)).isNull();
    }

    @Test
    void countsSecondsOfUseFromTheFirstPacket() throws KeyStoreFullException {
        add(SaDirection.OUTBOUND, 0x1000, Lifetime.UNLIMITED.withUseSeconds(10, 20));
        OutboundSa sa = store.outboundInUse(7);
        assertThat(sa).isNotNull();
        List<String> told = new ArrayList<>();
        byte[] plain = new byte[300];
        byte[] packet = Packets.udp(Packets.V4_A, Packets.V4_B, 100, new Random(1));
        for (long second = 0; second < 140; second++) {
            long now = second * SECOND;
            if (second == 100 || second == 105) {
                System.arraycopy(packet, 0, plain, 16, 100);
                assertThat(sa.encapsulate(plain, 16, 100, new byte[300], 0, now))
                        .isPositive();
            }
            store.expire(
                    now,
                    (direction, gone, expiry, usage) -> told.add(
                            expiry + " at " + usage.ageNanos() / SECOND + " after " + usage.useNanos() / SECOND));
        }
        assertThat(told).containsExactly("SOFT at 110 after 10", "HARD at 120 after 20");
        assertThat(keys.used()).isZero();
    }

    @Test
    void countsBytesAndPacketsAgainstTheLifetime() throws KeyStoreFullException {
        add(SaDirection.OUTBOUND, 0x1000, Lifetime.UNLIMITED.withBytes(100, 250));
        OutboundSa sa = store.outboundInUse(7);
        assertThat(sa).isNotNull();
        byte[] plain = new byte[300];
        byte[] packet = Packets.udp(Packets.V4_A, Packets.V4_B, 100, new Random(1));
        List<Expiry> told = new ArrayList<>();
        for (int i = 0; i < 4; i++) {
            System.arraycopy(packet, 0, plain, 16, 100);
            int result = sa.encapsulate(plain, 16, 100, new byte[300], 0, 0);
            assertThat(result > 0).isEqualTo(i < 3);
            store.expire(0, (direction, gone, expiry, usage) -> told.add(expiry));
        }
        assertThat(told).containsExactly(Expiry.SOFT, Expiry.HARD);
        assertThat(sa.isClosed()).isTrue();
    }

    @Test
    void takesNoReservedSpiAndNoReqidZero() {
        assertThatThrownBy(() -> SaParameters.of(255, 1, GCM, TUNNEL)).isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> SaParameters.of(256, 0, GCM, TUNNEL)).isInstanceOf(IllegalArgumentException.class);
    }
}
