package org.qgate.core;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;
import static org.assertj.core.api.Assertions.fail;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.qgate.core.ProtocolDocument.Vector;
import org.qgate.core.model.Channel;
import org.qgate.core.model.Direction;
import org.qgate.core.model.GatewayId;
import org.qgate.core.model.LinkName;
import org.qgate.core.model.LinkParameters;
import org.qgate.core.model.LinkTimers;
import org.qgate.core.model.Suite;
import org.qgate.core.secret.Hkdf;
import org.qgate.core.secret.Hmac;
import org.qgate.core.secret.PlainSecret;
import org.qgate.core.secret.SecretBytes;
import org.qgate.core.session.EpochKeys;
import org.qgate.core.session.HelloKeys;
import org.qgate.core.wire.LinkTag;
import org.qgate.core.wire.Nonce;
import org.qgate.core.wire.Tag;

/** Holds names, key derivations and confirmations against the vectors of {@code docs/protocol.md}. */
class ProtocolVectorsTest {
    private static final ProtocolDocument DOCUMENT = ProtocolDocument.read();
    private static final List<Vector> VECTORS = DOCUMENT.vectors("vector");
    private static final byte[] PROBE = "any message".getBytes(StandardCharsets.US_ASCII);

    static Stream<Vector> vectors() {
        return VECTORS.stream();
    }

    static Vector vector(String name) {
        return VECTORS.stream()
                .filter(vector -> vector.name().equals(name))
                .findFirst()
                .orElseThrow();
    }

    /** The epoch of version 1 to which all vectors without a version belong. */
    static EpochKeys epochKeys() {
        return epochKeys(1);
    }

    /** The epoch to which the vectors of a version belong. */
    static EpochKeys epochKeys(int version) {
        Vector vector = vector(version == 1 ? "epoch-keys" : "epoch-keys-version-" + version);
        return helloKeys()
                .epochKeys(
                        version,
                        PlainSecret.of(vector.bytes("block")),
                        ByteBuffer.wrap(vector.bytes("linkTag")).getLong(),
                        vector.number("epoch"),
                        Nonce.of(vector.bytes("proposerNonce")),
                        Nonce.of(vector.bytes("answererNonce")));
    }

    static HelloKeys helloKeys() {
        return new HelloKeys(PlainSecret.of(vector("hello-keys").bytes("provisioned")));
    }

    @ParameterizedTest
    @MethodSource("vectors")
    void vectorHolds(Vector vector) {
        switch (vector.name().replaceFirst("-.*", "")) {
            case "link" -> linkTagHolds(vector);
            case "hello" -> helloKeysHold(vector);
            case "epoch" -> epochKeysHold(vector);
            case "spi" -> spiHolds(vector);
            case "message" -> messageKeyHolds(vector);
            case "ah" -> ahKeyHolds(vector);
            case "digest" -> digestHolds(vector);
            case "confirm" -> confirmationHolds(vector);
            default -> fail("no test knows the vector " + vector.name());
        }
    }

    @Test
    void everyKindOfVectorIsThere() {
        assertThat(vectors().map(vector -> vector.name().replaceFirst("-.*", "")))
                .contains("link", "hello", "epoch", "spi", "message", "ah", "digest", "confirm");
    }

    private static void linkTagHolds(Vector vector) {
        LinkTimers timers = LinkTimers.withPeriod(20_000_000);
        LinkName link = new LinkName(vector.text("link"));
        GatewayId low = new GatewayId(vector.text("low"));
        GatewayId high = new GatewayId(vector.text("high"));
        long expected = ByteBuffer.wrap(vector.bytes("linkTag")).getLong();
        assertThat(LinkTag.of(new LinkParameters(link, low, high, Suite.AES_GCM_256, timers)))
                .isEqualTo(expected);
        assertThat(LinkTag.of(new LinkParameters(link, high, low, Suite.AES_GCM_256, timers)))
                .isEqualTo(expected);
    }

    private static void helloKeysHold(Vector vector) {
        HelloKeys keys = new HelloKeys(PlainSecret.of(vector.bytes("provisioned")));
        assertThat(keys.linkTag(PROBE, PROBE.length)).isEqualTo(tag(vector.bytes("linkKey"), PROBE));
        assertThat(keys.blockTag(version(vector), PROBE, PROBE.length, PlainSecret.of(vector.bytes("block"))))
                .isEqualTo(tag(vector.bytes("blockKey"), PROBE));
    }

    private static void epochKeysHold(Vector vector) {
        EpochKeys keys = epochKeys(version(vector));
        byte[] epochSecret = vector.bytes("epochSecret");
        for (Direction direction : Direction.values()) {
            String suffix = direction == Direction.LOW_TO_HIGH ? "LowToHigh" : "HighToLow";
            byte[] messageKey = vector.bytes("messageKey" + suffix);
            byte[] confirmKey = vector.bytes("confirmKey" + suffix);
            assertThat(expanded(epochSecret, "qgate message", direction.code())).isEqualTo(messageKey);
            assertThat(expanded(epochSecret, "qgate confirm", direction.code())).isEqualTo(confirmKey);
            assertThat(keys.firstMessageKey(direction).add(PROBE).finish())
                    .isEqualTo(new Hmac(messageKey).add(PROBE).finish());
            assertThat(keys.confirmOffer(direction, Channel.DATA, 1, List.of()))
                    .isEqualTo(new Tag(new Hmac(confirmKey)
                            .add((byte) 2)
                            .add((byte) 0)
                            .add(1L)
                            .finish()));
        }
        assertThat(expanded(epochSecret, "qgate spi", 0)).isEqualTo(vector.bytes("spiKey"));
    }

    private static void spiHolds(Vector vector) {
        byte[] prf = new Hmac(vector("epoch-keys").bytes("spiKey"))
                .add((byte) vector.number("direction"))
                .add((byte) vector.number("channel"))
                .add(vector.number("index"))
                .add((byte) 0)
                .finish();
        assertThat(prf).isEqualTo(vector.bytes("prf"));
        assertThat(epochKeys().spi(direction(vector), channel(vector), vector.number("index")))
                .isEqualTo(ByteBuffer.wrap(vector.bytes("spi")).getInt());
    }

    private static void messageKeyHolds(Vector vector) {
        assertThat(vector.number("epoch")).isEqualTo(epochKeys().epoch());
        Hmac key =
                epochKeys().messageKey(direction(vector), vector.number("index"), PlainSecret.of(vector.bytes("bits")));
        assertThat(key.add(PROBE).finish())
                .isEqualTo(new Hmac(vector.bytes("key")).add(PROBE).finish());
    }

    private static void ahKeyHolds(Vector vector) {
        assertThat(vector.number("epoch")).isEqualTo(epochKeys().epoch());
        SecretBytes key = epochKeys()
                .controlAhKey(direction(vector), vector.number("index"), PlainSecret.of(vector.bytes("bits")));
        byte[] bytes = new byte[key.length()];
        key.copyTo(bytes, 0);
        assertThat(bytes).isEqualTo(vector.bytes("key"));
        key.close();
        assertThatIllegalStateException().isThrownBy(() -> key.copyTo(bytes, 0));
    }

    private static void digestHolds(Vector vector) {
        PlainSecret bits = PlainSecret.of(vector.bytes("bits"));
        assertThat(epochKeys()
                        .digest(direction(vector), channel(vector), vector.number("index"), bits)
                        .bytes())
                .isEqualTo(vector.bytes("digest"));
    }

    private static void confirmationHolds(Vector vector) {
        List<Tag> digests = digests(vector.bytes("digests"));
        Tag expected = new Tag(vector.bytes("confirmation"));
        if (vector.name().startsWith("confirm-offer")) {
            assertThat(epochKeys()
                            .confirmOffer(direction(vector), channel(vector), vector.number("firstIndex"), digests))
                    .isEqualTo(expected);
            return;
        }
        Map<Long, Tag> installed = new LinkedHashMap<>();
        Iterator<Tag> next = digests.iterator();
        vector.numbers("installed").forEach(index -> installed.put(index, next.next()));
        assertThat(epochKeys()
                        .confirmCredit(
                                direction(vector),
                                channel(vector),
                                vector.number("retirementPoint"),
                                vector.number("topIndex"),
                                installed))
                .isEqualTo(expected);
    }

    private static List<Tag> digests(byte[] bytes) {
        List<Tag> digests = new ArrayList<>();
        for (int at = 0; at < bytes.length; at += Tag.LENGTH) {
            digests.add(new Tag(Arrays.copyOfRange(bytes, at, at + Tag.LENGTH)));
        }
        return digests;
    }

    private static byte[] expanded(byte[] secret, String label, int last) {
        byte[] info = Arrays.copyOf(label.getBytes(StandardCharsets.US_ASCII), label.length() + 1);
        info[label.length()] = (byte) last;
        return Hkdf.expand(secret, info, Hmac.LENGTH);
    }

    private static byte[] tag(byte[] key, byte[] message) {
        return new Hmac(key).add(message).finish(Tag.LENGTH);
    }

    /** Vectors say their version where it is not the first. */
    static int version(Vector vector) {
        return vector.fields().containsKey("version") ? (int) vector.number("version") : 1;
    }

    static Direction direction(Vector vector) {
        return vector.number("direction") == 0 ? Direction.LOW_TO_HIGH : Direction.HIGH_TO_LOW;
    }

    static Channel channel(Vector vector) {
        return Channel.of((int) vector.number("channel"));
    }
}
