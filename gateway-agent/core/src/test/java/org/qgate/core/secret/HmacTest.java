package org.qgate.core.secret;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.util.HexFormat;
import org.junit.jupiter.api.Test;

class HmacTest {
    private static final byte[] KEY = "Jefe".getBytes(StandardCharsets.US_ASCII);
    private static final byte[] DATA = "what do ya want for nothing?".getBytes(StandardCharsets.US_ASCII);

    /** Test case 2 of RFC 4231. */
    private static final byte[] EXPECTED =
            HexFormat.of().parseHex("5bdcc146bf60754e6a042426089575c75a003f089d2739839dec58b964ec3843");

    @Test
    void agreesWithRfc4231() {
        assertThat(new Hmac(KEY).add(DATA).finish()).isEqualTo(EXPECTED);
    }

    @Test
    void isReadyForTheNextMessage() {
        Hmac hmac = new Hmac(KEY);
        hmac.add(new byte[100]).finish();
        assertThat(hmac.add(DATA).finish()).isEqualTo(EXPECTED);
    }

    @Test
    void mayForgetItsKeyArray() {
        byte[] key = KEY.clone();
        Hmac hmac = new Hmac(key);
        java.util.Arrays.fill(key, (byte) 0);
        assertThat(hmac.add(DATA).finish()).isEqualTo(EXPECTED);
    }

    @Test
    void addsPartsBytesAndNumbersMostSignificantFirst() {
        byte[] whole = new Hmac(KEY)
                .add(HexFormat.of().parseHex("aabb010203040506070809cc"))
                .finish();
        byte[] parts = new Hmac(KEY)
                .add(HexFormat.of().parseHex("00aabb00"), 1, 2)
                .add((byte) 0x01)
                .add(0x0203040506070809L)
                .add((byte) 0xcc)
                .finish();
        assertThat(parts).isEqualTo(whole);
    }

    @Test
    void truncatesFromTheFront() {
        assertThat(new Hmac(KEY).add(DATA).finish(16)).isEqualTo(java.util.Arrays.copyOf(EXPECTED, 16));
    }

    @Test
    void comparesWholeArrays() {
        assertThat(Hmac.equal(EXPECTED, EXPECTED.clone())).isTrue();
        assertThat(Hmac.equal(EXPECTED, java.util.Arrays.copyOf(EXPECTED, 31))).isFalse();
        byte[] other = EXPECTED.clone();
        other[31] ^= 1;
        assertThat(Hmac.equal(EXPECTED, other)).isFalse();
    }

    @Test
    void saysNothingOfItsKey() {
        assertThat(new Hmac(KEY).toString()).isEqualTo("Hmac[redacted]");
    }
}
