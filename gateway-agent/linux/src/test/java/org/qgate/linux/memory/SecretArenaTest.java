package org.qgate.linux.memory;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.qgate.linux.libc.LinuxException;

class SecretArenaTest {

    private static byte[] random(int length, long seed) {
        byte[] bytes = new byte[length];
        new Random(seed).nextBytes(bytes);
        return bytes;
    }

    private static byte[] read(LockedBytes secret) {
        byte[] bytes = new byte[secret.length()];
        secret.copyTo(bytes);
        return bytes;
    }

    @Test
    void holdsWhatItWasGiven() throws LinuxException {
        try (SecretArena arena = SecretArena.open(4, 4);
                LockedBytes small = arena.copyOf(random(36, 1));
                LockedBytes large = arena.copyOf(random(256, 2))) {
            assertThat(read(small)).isEqualTo(random(36, 1));
            assertThat(read(large)).isEqualTo(random(256, 2));
            ByteBuffer part = ByteBuffer.allocateDirect(10);
            small.copyRangeTo(5, 10, part);
            byte[] got = new byte[10];
            part.flip().get(got);
            assertThat(got).isEqualTo(java.util.Arrays.copyOfRange(random(36, 1), 5, 15));
            assertThat(arena.used()).isEqualTo(2);
        }
    }

    @Test
    void lendsItsOwnBytesAndNoOthers() throws LinuxException {
        try (SecretArena arena = SecretArena.open(2, 0);
                LockedBytes first = arena.copyOf(random(36, 1))) {
            LockedBytes second = arena.copyOf(random(32, 2));
            byte[] seen = new byte[30];
            boolean returned = second.lend(2, 30, address -> {
                jnr.ffi.Pointer.wrap(jnr.ffi.Runtime.getSystemRuntime(), address)
                        .get(0, seen, 0, seen.length);
                return true;
            });
            assertThat(returned).isTrue();
            assertThat(seen).isEqualTo(java.util.Arrays.copyOfRange(random(32, 2), 2, 32));
            assertThat(first.lend(0, 36, address -> false)).isFalse();
            assertThatThrownBy(() -> second.lend(1, 32, address -> true)).isInstanceOf(IllegalArgumentException.class);
            second.close();
            assertThatThrownBy(() -> second.lend(0, 32, address -> true)).isInstanceOf(IllegalStateException.class);
        }
    }

    @Test
    void wipesTheSourceThatItTakes() throws LinuxException {
        byte[] source = random(32, 3);
        try (SecretArena arena = SecretArena.open(1, 0);
                LockedBytes secret = arena.take(source)) {
            assertThat(source).containsOnly(0);
            byte[] other = random(32, 4);
            secret.setAndWipe(other);
            assertThat(other).containsOnly(0);
            assertThat(read(secret)).isEqualTo(random(32, 4));
            byte[] none = random(32, 5);
            assertThatThrownBy(() -> arena.take(none)).isInstanceOf(SecretArenaFullException.class);
            assertThat(none).containsOnly(0);
        }
    }

    @Test
    void zeroesASlotWhenItIsClosed() throws LinuxException {
        try (SecretArena arena = SecretArena.open(1, 0)) {
            arena.copyOf(random(64, 6)).close();
            assertThat(arena.memory().get(0)).isZero();
            try (LockedBytes next = arena.allocate(64)) {
                assertThat(read(next)).containsOnly(0);
            }
        }
    }

    @Test
    void refusesUseAfterCloseAndForgivesASecondClose() throws LinuxException {
        try (SecretArena arena = SecretArena.open(2, 0)) {
            LockedBytes secret = arena.copyOf(random(32, 7));
            secret.close();
            LockedBytes heir = arena.copyOf(random(32, 8));
            secret.close();
            assertThat(secret.isClosed()).isTrue();
            assertThat(arena.used())
                    .as("the second close freed nobody else's slot")
                    .isOne();
            assertThatThrownBy(() -> read(secret)).isInstanceOf(IllegalStateException.class);
            assertThatThrownBy(() -> secret.set(new byte[32])).isInstanceOf(IllegalStateException.class);
            assertThatThrownBy(() -> secret.matches(heir)).isInstanceOf(IllegalStateException.class);
            assertThat(read(heir)).isEqualTo(random(32, 8));
            heir.close();
        }
    }

    @Test
    void refusesUseAfterTheArenaIsClosed() throws LinuxException {
        SecretArena arena = SecretArena.open(1, 0);
        LockedBytes secret = arena.copyOf(random(32, 9));
        arena.close();
        arena.close();
        assertThatThrownBy(() -> read(secret)).isInstanceOf(IllegalStateException.class);
        assertThatThrownBy(() -> arena.allocate(1)).isInstanceOf(IllegalStateException.class);
        secret.close();
        assertThat(secret.isClosed()).isTrue();
    }

    @Test
    void tellsWhatIsFull() throws LinuxException {
        try (SecretArena arena = SecretArena.open(1, 1);
                LockedBytes small = arena.allocate(20);
                LockedBytes overflow = arena.allocate(20)) {
            assertThat(small.length()).isEqualTo(overflow.length());
            assertThatThrownBy(() -> arena.allocate(20))
                    .isInstanceOf(SecretArenaFullException.class)
                    .hasMessageContaining("1 of 1 slots of 64 bytes, 1 of 1 slots of 256 bytes in use")
                    .hasMessageContaining("Raise the arena's slots");
        }
    }

    @Test
    void refusesLengthsThatDoNotFit() throws LinuxException {
        try (SecretArena arena = SecretArena.open(1, 1);
                LockedBytes secret = arena.allocate(16)) {
            assertThatThrownBy(() -> arena.allocate(0)).isInstanceOf(IllegalArgumentException.class);
            assertThatThrownBy(() -> arena.allocate(257)).isInstanceOf(IllegalArgumentException.class);
            assertThatThrownBy(() -> secret.set(new byte[15])).isInstanceOf(IllegalArgumentException.class);
            assertThatThrownBy(() -> secret.copyTo(new byte[17])).isInstanceOf(IllegalArgumentException.class);
            assertThatThrownBy(() -> secret.copyRangeTo(10, 7, ByteBuffer.allocate(20)))
                    .isInstanceOf(IllegalArgumentException.class);
            assertThatThrownBy(() -> SecretArena.open(-1, 0)).isInstanceOf(IllegalArgumentException.class);
        }
    }

    @Test
    void comparesAndCopiesWithoutLeavingTheArena() throws LinuxException {
        try (SecretArena arena = SecretArena.open(3, 1);
                LockedBytes block = arena.copyOf(random(200, 10));
                LockedBytes part = arena.allocate(32);
                LockedBytes same = arena.copyOf(java.util.Arrays.copyOfRange(random(200, 10), 7, 39));
                LockedBytes other = arena.copyOf(random(32, 11))) {
            part.setFrom(block, 7);
            assertThat(part.matches(same)).isTrue();
            assertThat(part.matches(other)).isFalse();
            assertThat(part.matches(block)).isFalse();
            ByteBuffer source = ByteBuffer.wrap(random(32, 11));
            part.set(source);
            assertThat(source.hasRemaining()).isFalse();
            assertThat(part.matches(other)).isTrue();
            assertThatThrownBy(() -> part.setFrom(block, 170)).isInstanceOf(IllegalArgumentException.class);
        }
    }

    @Test
    void neverShowsASecretInText() throws LinuxException {
        try (SecretArena arena = SecretArena.open(1, 0);
                LockedBytes secret = arena.copyOf(new byte[] {1, 2, 3})) {
            assertThat(secret).hasToString("LockedBytes(redacted)");
            assertThat(arena).hasToString("SecretArena(1 of 1 slots of 64 bytes, 0 of 0 slots of 256 bytes in use)");
        }
    }

    @Test
    void keepsSecretsApartThroughManyRounds() throws LinuxException {
        long seed = 20261122;
        Random random = new Random(seed);
        try (SecretArena arena = SecretArena.open(64, 32)) {
            Map<LockedBytes, byte[]> expected = new HashMap<>();
            List<LockedBytes> live = new ArrayList<>();
            for (int round = 0; round < 20_000; round++) {
                if (live.size() < 60 && random.nextInt(3) > 0) {
                    byte[] bytes = new byte[random.nextInt(4) == 0 && live.size() < 30 ? 200 : 1 + random.nextInt(64)];
                    random.nextBytes(bytes);
                    LockedBytes secret = arena.copyOf(bytes);
                    expected.put(secret, bytes);
                    live.add(secret);
                } else if (!live.isEmpty()) {
                    LockedBytes gone = live.remove(random.nextInt(live.size()));
                    assertThat(read(gone)).as("seed %d round %d", seed, round).isEqualTo(expected.remove(gone));
                    gone.close();
                }
                assertThat(arena.used()).as("seed %d round %d", seed, round).isEqualTo(live.size());
            }
            live.forEach(LockedBytes::close);
            assertThat(arena.used()).isZero();
        }
    }
}
