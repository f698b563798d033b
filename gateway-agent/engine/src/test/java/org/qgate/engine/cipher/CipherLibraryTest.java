package org.qgate.engine.cipher;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.Arrays;
import java.util.Random;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.qgate.engine.packet.NetworkOrder;
import org.qgate.linux.libc.LinuxException;

/** Two libraries nobody here wrote must agree byte by byte. */
class CipherLibraryTest {
    private static final int HEADROOM = EspTransform.PLAIN_HEADROOM_BYTES;
    private final Keys keys;

    CipherLibraryTest() throws LinuxException {
        keys = new Keys();
    }

    @AfterEach
    void wipe() {
        keys.close();
    }

    @Test
    void prefersLibcryptoWhereItIs() {
        assertThat(CipherLibrary.best()).isEqualTo(CipherLibrary.LIBCRYPTO);
        assertThat(new KeyStore(1).library()).isEqualTo(CipherLibrary.LIBCRYPTO);
    }

    @ParameterizedTest
    @EnumSource(
            value = EspAlgorithm.class,
            names = {"AES_GCM_16_128", "AES_GCM_16_256", "CHACHA20_POLY1305"})
    void bothSealTheSameBytesAndOpenEachOther(EspAlgorithm algorithm) {
        Random random = new Random(11);
        for (int length = 4; length < 3000; length += 1 + random.nextInt(90)) {
            boolean extended = random.nextBoolean();
            long sequence = extended ? random.nextLong() >>> 1 : random.nextInt() & 0xFFFF_FFFFL;
            EspTransform java =
                    algorithm.transform(CipherLibrary.JAVA_RUNTIME, keys.random(algorithm, length), extended);
            EspTransform openssl =
                    algorithm.transform(CipherLibrary.LIBCRYPTO, keys.random(algorithm, length), extended);
            byte[] plain = new byte[HEADROOM + length];
            random.nextBytes(plain);

            byte[] byJava = seal(java, plain, length, sequence);
            byte[] byOpenssl = seal(openssl, plain, length, sequence);
            assertThat(byOpenssl).as("%d bytes", length).isEqualTo(byJava);

            assertThat(open(openssl, byJava, length, sequence))
                    .isEqualTo(Arrays.copyOfRange(plain, HEADROOM, HEADROOM + length));
            assertThat(open(java, byOpenssl, length, sequence))
                    .isEqualTo(Arrays.copyOfRange(plain, HEADROOM, HEADROOM + length));
            java.close();
            openssl.close();
        }
        assertThat(keys.used()).isZero();
    }

    @ParameterizedTest
    @EnumSource
    void everyFlippedBitIsNoticedAndTheGenuinePacketStillOpens(CipherLibrary library) {
        EspTransform transform =
                EspAlgorithm.AES_GCM_16_256.transform(library, keys.random(EspAlgorithm.AES_GCM_16_256, 1), true);
        byte[] plain = new byte[HEADROOM + 40];
        byte[] esp = seal(transform, plain, 40, 7);
        for (int bit = 0; bit < esp.length * Byte.SIZE; bit++) {
            boolean ofSequence = bit / Byte.SIZE >= 4 && bit / Byte.SIZE < 8;
            esp[bit / Byte.SIZE] ^= (byte) (1 << bit % Byte.SIZE);
            // The number on the wire is not authenticated where the whole one is.
            assertThat(transform.open(esp, 0, esp.length, new byte[HEADROOM + 40], HEADROOM, 7))
                    .isEqualTo(ofSequence);
            esp[bit / Byte.SIZE] ^= (byte) (1 << bit % Byte.SIZE);
        }
        assertThat(transform.open(esp, 0, esp.length, new byte[HEADROOM + 40], HEADROOM, 7))
                .isTrue();
        transform.close();
    }

    @Test
    void aClosedKeyServesNoMore() {
        EspTransform transform = EspAlgorithm.AES_GCM_16_128.transform(
                CipherLibrary.LIBCRYPTO, keys.random(EspAlgorithm.AES_GCM_16_128, 1), false);
        transform.close();
        transform.close();
        assertThat(keys.used()).isZero();
        assertThatThrownBy(() -> seal(transform, new byte[HEADROOM + 40], 40, 1))
                .isInstanceOf(IllegalStateException.class)
                .hasMessageContaining("closed");
    }

    private static byte[] seal(EspTransform transform, byte[] plain, int length, long sequence) {
        byte[] esp = new byte[AeadTransform.HEADER_BYTES + AeadTransform.IV_BYTES + length + AeadTransform.ICV_BYTES];
        NetworkOrder.putInt(esp, 0, 0x1234_5678);
        NetworkOrder.putInt(esp, 4, (int) sequence);
        transform.seal(plain, HEADROOM, length, esp, 0, sequence);
        return esp;
    }

    private static byte[] open(EspTransform transform, byte[] esp, int length, long sequence) {
        byte[] plain = new byte[HEADROOM + length];
        assertThat(transform.open(esp, 0, esp.length, plain, HEADROOM, sequence))
                .isTrue();
        return Arrays.copyOfRange(plain, HEADROOM, HEADROOM + length);
    }
}
