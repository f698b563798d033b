package org.qgate.engine.cipher;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.ByteBuffer;
import java.util.Arrays;
import java.util.Random;
import javax.crypto.Cipher;
import javax.crypto.spec.SecretKeySpec;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import org.qgate.engine.packet.NetworkOrder;
import org.qgate.linux.libc.LinuxException;

/** The published vectors of the transforms, as whole ESP packets where there are any. */
class TransformVectorsTest {
    private static final int HEADROOM = EspTransform.PLAIN_HEADROOM_BYTES;
    private final Keys keys;

    TransformVectorsTest() throws LinuxException {
        keys = new Keys();
    }

    @AfterEach
    void wipe() {
        keys.close();
    }

    /** draft-mcgrew-gcm-test-01 section 4, RFC 7634 appendix A. The extended ones name the upper half of the number. */
    @ParameterizedTest
    @CsvSource({
        "AES_GCM_16_128, 4c80cdefbb5d10da906ac73c3613a6342e443b68, 0000432187654321, 00000000, 4956ed7e3b244cfe,"
                + "45000048699a000080114db7c0a80102c0a801010a9bf15638d3010000010000"
                + "00000000045f736970045f756470037369700963796265726369747902646b00"
                + "0021000101020201,"
                + "fecf537e729d5b07dc30df528dd22b768d1b98736696a6fd348509fa13ceac34"
                + "cfa2436f14a3f3cf65925bf1f4a13c5d15b21e1884f5ff6247aeabb786b93bce"
                + "61bc17d768fd9732459018148f6cbe722fd04796562dfdb4",
        "AES_GCM_16_256, abbccddef00112233445566778899aababbccddef00112233445566778899aab11223344,"
                + "4a2cbfe300000002, , 0102030405060708,"
                + "4500003069a6400080062690c0a801029389155e0a9e008b2dc57ee000000000"
                + "7002400020bf0000020405b40101040201020201,"
                + "ff425c9b724599df7a3bcd510194e00d6a78107f1b0b1cbf06efae9d65a5d763"
                + "748a637985771d347f0545659f14e99def842d8eb335f4eecfdbf831824b4c4915956c96",
        "CHACHA20_POLY1305, 808182838485868788898a8b8c8d8e8f909192939495969798999a9b9c9d9e9fa0a1a2a3,"
                + "0102030400000005, , 1011121314151617,"
                + "45000054a6f200004001e778c6336405c000020508005b7a3a080000553bec10"
                + "0007362708090a0b0c0d0e0f101112131415161718191a1b1c1d1e1f20212223"
                + "2425262728292a2b2c2d2e2f303132333435363701020204,"
                + "24039428b97f417e3c13753a4f05087b67c352e6a7fab1b982d466ef407ae5c6"
                + "14ee8099d52844eb61aa95dfab4c02f72aa71e7c4c4f64c9befe2facc638e8f3"
                + "cbec163fac469b502773f6fb94e664da9165b82829f641e0"
                + "76aaa8266b7fb0f7b11b369907e1ad43",
    })
    void combinedModesMakeThePublishedPackets(
            EspAlgorithm algorithm, String key, String header, String upper, String iv, String plain, String sealed) {
        boolean extended = upper != null;
        byte[] expected = Keys.bytes(header + iv + sealed);
        long sequence = NetworkOrder.getInt(expected, 4) & 0xFFFF_FFFFL;
        if (extended) {
            // The draft's packet has the upper half on the wire; its additional data are SPI, upper, lower half.
            sequence |= (long) Integer.parseUnsignedInt("87654321", 16) << 32;
            NetworkOrder.putInt(expected, 4, Integer.parseUnsignedInt(upper, 16));
            sequence = (sequence & ~0xFFFF_FFFFL) | Integer.parseUnsignedInt(upper, 16);
        }
        for (CipherLibrary library : CipherLibrary.values()) {
            AeadTransform transform = (AeadTransform) algorithm.transform(library, keys.hex(key), extended);
            byte[] payload = withHeadroom(Keys.bytes(plain));
            byte[] esp = new byte[expected.length];
            System.arraycopy(expected, 0, esp, 0, 16);

            transform.sealWithIv(payload, HEADROOM, payload.length - HEADROOM, esp, 0, sequence);
            assertThat(Keys.text(esp)).as("%s", library).isEqualTo(Keys.text(expected));

            byte[] opened = new byte[payload.length];
            assertThat(transform.open(esp, 0, esp.length, opened, HEADROOM, sequence))
                    .isTrue();
            assertThat(Keys.text(opened)).endsWith(plain);
            transform.close();
            assertThat(keys.used()).isZero();
        }
    }

    /** RFC 3610 section 8, packet vector 1; NIST's CAVP, VNT192 with a nonce of 11 bytes. */
    @ParameterizedTest
    @CsvSource({
        "c0c1c2c3c4c5c6c7c8c9cacbcccdcecf, 00000003020100a0a1a2a3a4a5, 0001020304050607,"
                + "08090a0b0c0d0e0f101112131415161718191a1b1c1d1e,"
                + "588c979a61c663d2f066d0c2c0f989806d5f6b61dac38417e8d12cfdf926e0",
        "7a182e4e3367194662d614bb11da11e86596f724204f48ff, d3284d1de51559c1ddbfe6,"
                + "21214ac2314fdfe07bc4d066245a97b1a10470df2a6d6b926cdcbff07f5b61ef,"
                + "88a5c1c2ae4eb463a3283dc5c81f665b0f6d54495f6cc9d43aa8ee179d3950f8,"
                + "65ed1e3919d208e9e5267370b9cf9b1431ef0c584dd2cf057d243a03523ca7562a18840cac2199030c008741d74fb220",
    })
    void theModelOfCcmMakesThePublishedMessages(String key, String nonce, String aad, String plain, String sealed) {
        byte[] made = new CcmModel(Keys.bytes(key))
                .seal(Keys.bytes(nonce), Keys.bytes(aad), Keys.bytes(plain), (sealed.length() - plain.length()) / 2);
        assertThat(Keys.text(made)).isEqualTo(sealed);
    }

    /** RFC 4309 section 8 has no vectors; what it puts into nonce and additional data is written out here. */
    @ParameterizedTest
    @EnumSource(
            value = EspAlgorithm.class,
            names = {"AES_CCM_16_128", "AES_CCM_16_256"})
    void ccmMakesWhatTheModelMakes(EspAlgorithm algorithm) {
        Random random = new Random(4309);
        for (int length = 4; length < 3000; length += 1 + random.nextInt(90)) {
            byte[] material = new byte[algorithm.keyBytes()];
            random.nextBytes(material);
            byte[] cipherKey = Arrays.copyOf(material, material.length - 3);
            boolean extended = random.nextBoolean();
            long sequence = extended ? random.nextLong() >>> 1 : random.nextInt() & 0xFFFF_FFFFL;
            ByteBuffer nonce =
                    ByteBuffer.allocate(11).put(material, cipherKey.length, 3).putLong(sequence);
            ByteBuffer aad = ByteBuffer.allocate(extended ? 12 : 8).putInt(0x1234_5678);
            byte[] payload = new byte[HEADROOM + length];
            random.nextBytes(payload);
            byte[] plain = Arrays.copyOfRange(payload, HEADROOM, payload.length);
            byte[] expected = new CcmModel(cipherKey)
                    .seal(
                            nonce.array(),
                            (extended ? aad.putLong(sequence) : aad.putInt((int) sequence)).array(),
                            plain,
                            16);
            byte[] esp = new byte[16 + length + 16];
            NetworkOrder.putInt(esp, 0, 0x1234_5678);
            NetworkOrder.putInt(esp, 4, (int) sequence);

            EspTransform transform =
                    algorithm.transform(CipherLibrary.LIBCRYPTO, keys.hex(Keys.text(material)), extended);
            transform.seal(payload, HEADROOM, length, esp, 0, sequence);
            assertThat(Arrays.copyOfRange(esp, 16, esp.length))
                    .as("%d bytes", length)
                    .isEqualTo(expected);

            byte[] opened = new byte[payload.length];
            assertThat(transform.open(esp, 0, esp.length, opened, HEADROOM, sequence))
                    .isTrue();
            assertThat(Arrays.copyOfRange(opened, HEADROOM, opened.length)).isEqualTo(plain);
            esp[16 + random.nextInt(length + 16)] ^= 1;
            assertThat(transform.open(esp, 0, esp.length, opened, HEADROOM, sequence))
                    .isFalse();
            transform.close();
        }
        assertThat(keys.used()).isZero();
    }

    /** RFC 3602 section 4, cases 7 and 8: tunnel mode, without integrity there, so the code behind is our own. */
    @ParameterizedTest
    @CsvSource({
        "0123456789abcdef0123456789abcdef,"
                + "45000054090400004001f988c0a87b03c0a87bc808009f76a90a0100b49c083d"
                + "02a2040008090a0b0c0d0e0f101112131415161718191a1b1c1d1e1f20212223"
                + "2425262728292a2b2c2d2e2f30313233343536370102030405060708090a0a04,"
                + "0000876500000002f4e765244f6407adf13dc1380f673f37"
                + "773b5241a4c449225e4f3ce5ed611b0c237ca96cf74a93013c1b0ea1a0cf70f8"
                + "e4ecaec78ac53aad7a0f022b859243c647752e94a859352b8a4d4d2decd136e5"
                + "c177f132ad3fbfb2201ac9904c74ee0a109e0ca1e4dfe9d5a100b842f1c22f0d",
        "0123456789abcdef0123456789abcdef,"
                + "45000044090c00004001f990c0a87b03c0a87bc80800d63caa0a0200c69c083d"
                + "a3de0300ffffffffffffffffffffffffffffffffffffffffffffffffffffffff"
                + "ffffffff0102030405060708090a0a04,"
                + "000087650000000585d47224b5f3dd5d2101d4ea8dffab22"
                + "15b92683819596a8047232cc00f7048fe45318e11f8a0f62ede3c3fc61203bb5"
                + "0f980a08c9843fd3a1b06d5c07ff9639b7eb7dfb3512e5de435e7207ed971ef3"
                + "d2726d9b5ef6affc6d17a0decbb13892",
    })
    void chainingMakesThePublishedPackets(String key, String plain, String published) throws Exception {
        byte[] expected = Keys.bytes(published);
        CbcTransform transform = (CbcTransform) EspAlgorithm.AES_CBC_128_AES_XCBC_MAC_96.transform(
                keys.hex(key + "000102030405060708090a0b0c0d0e0f"), false);
        byte[] clear = Keys.bytes(plain);
        byte[] payload = withHeadroom(clear);
        Cipher ecb = Cipher.getInstance("AES/ECB/NoPadding");
        ecb.init(Cipher.DECRYPT_MODE, new SecretKeySpec(Keys.bytes(key), "AES"));
        ecb.doFinal(expected, 8, 16, payload, 0);
        byte[] esp = Arrays.copyOf(expected, expected.length + 12);
        Arrays.fill(esp, 8, esp.length, (byte) 0);

        transform.sealWithIvSource(payload, HEADROOM, clear.length, esp, 0, 2);
        assertThat(Keys.text(Arrays.copyOf(esp, expected.length))).isEqualTo(published);

        byte[] opened = new byte[payload.length];
        assertThat(transform.open(esp, 0, esp.length, opened, HEADROOM, 2)).isTrue();
        assertThat(Arrays.copyOfRange(opened, HEADROOM, opened.length)).isEqualTo(clear);
    }

    /** RFC 3566 section 4. */
    @ParameterizedTest
    @CsvSource({
        "'', 75f0251d528ac01c4573dfd584d79f29",
        "000102, 5b376580ae2f19afe7219ceef172756f",
        "000102030405060708090a0b0c0d0e0f, d2a246fa349b68a79998a4394ff7a263",
        "000102030405060708090a0b0c0d0e0f10111213, 47f51b4564966215b8985c63055ed308",
        "000102030405060708090a0b0c0d0e0f101112131415161718191a1b1c1d1e1f, f54f0ec8d2b9f3d36807734bd5283fd4",
        "000102030405060708090a0b0c0d0e0f101112131415161718191a1b1c1d1e1f2021, becbb3bccdb518a30677d5481fb6b4d8",
    })
    void xcbcMakesThePublishedCodes(String message, String code) {
        assertThat(code(new AesXcbcMac(Keys.bytes("000102030405060708090a0b0c0d0e0f")), Keys.bytes(message)))
                .startsWith(code);
    }

    @Test
    void xcbcTakesAThousandBytes() {
        assertThat(code(new AesXcbcMac(Keys.bytes("000102030405060708090a0b0c0d0e0f")), new byte[1000]))
                .startsWith("f0dafee895db30253761103b5d84528f");
    }

    /** RFC 4868 section 2.7.2.1, AUTH256-1 to AUTH256-4. */
    @ParameterizedTest
    @CsvSource({
        "0b0b0b0b0b0b0b0b0b0b0b0b0b0b0b0b0b0b0b0b0b0b0b0b0b0b0b0b0b0b0b0b, 4869205468657265,"
                + "198a607eb44bfbc69903a0f1cf2bbdc5",
        "4a6566654a6566654a6566654a6566654a6566654a6566654a6566654a656665,"
                + "7768617420646f2079612077616e7420666f72206e6f7468696e673f, 167f928588c5cc2eef8e3093caa0e87c",
        "aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa,"
                + "dddddddddddddddddddddddddddddddddddddddddddddddddd"
                + "dddddddddddddddddddddddddddddddddddddddddddddddddd, cdcb1220d1ecccea91e53aba3092f962",
        "0102030405060708090a0b0c0d0e0f101112131415161718191a1b1c1d1e1f20,"
                + "cdcdcdcdcdcdcdcdcdcdcdcdcdcdcdcdcdcdcdcdcdcdcdcdcd"
                + "cdcdcdcdcdcdcdcdcdcdcdcdcdcdcdcdcdcdcdcdcdcdcdcdcd, 372efcf9b40b35c2115b1346903d2ef4",
    })
    void hmacMakesThePublishedCodes(String key, String message, String code) {
        assertThat(code(new HmacSha256(Keys.bytes(key)), Keys.bytes(message))).startsWith(code);
    }

    @Test
    void suffixCountsAsIfItStoodBehindTheMessage() {
        byte[] key = Keys.bytes("000102030405060708090a0b0c0d0e0f");
        for (int length = 0; length < 50; length++) {
            byte[] message = new byte[length + 4];
            NetworkOrder.putInt(message, length, 0x01020304);
            for (Integrity integrity : new Integrity[] {new AesXcbcMac(key), new HmacSha256(key)}) {
                byte[] whole = new byte[32];
                byte[] split = new byte[32];
                integrity.compute(message, 0, length + 4, 0, 0, whole);
                integrity.compute(message, 0, length, 0x01020304, 4, split);
                assertThat(split).as("%d bytes", length).isEqualTo(whole);
            }
        }
    }

    private static String code(Integrity integrity, byte[] message) {
        byte[] code = new byte[32];
        integrity.compute(message, 0, message.length, 0, 0, code);
        return Keys.text(code);
    }

    private static byte[] withHeadroom(byte[] payload) {
        byte[] with = new byte[HEADROOM + payload.length];
        System.arraycopy(payload, 0, with, HEADROOM, payload.length);
        return with;
    }
}
