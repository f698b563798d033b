package org.qgate.core.session;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.qgate.core.model.Channel;
import org.qgate.core.model.Direction;
import org.qgate.core.secret.Hkdf;
import org.qgate.core.secret.Hmac;
import org.qgate.core.secret.PlainSecret;
import org.qgate.core.wire.Nonce;
import org.qgate.core.wire.Tag;

class EpochKeysTest {
    private static final long LINK_TAG = 0xdd974b021af058ceL;
    private static final Nonce PROPOSER = nonce(0x10);
    private static final Nonce ANSWERER = nonce(0x20);
    private static final byte[] MESSAGE = {1, 2, 3};
    private static final PlainSecret BITS = PlainSecret.filled(9, 36);

    private final EpochKeys keys = EpochKeys.derive(1, seed(), LINK_TAG, 7, PROPOSER, ANSWERER);

    /** Bootstrap block and provisioned secret of the vectors in the specification. */
    private static byte[] seed() {
        byte[] seed = new byte[68];
        for (int i = 0; i < 36; i++) {
            seed[i] = (byte) (0x80 + i);
        }
        for (int i = 0; i < 32; i++) {
            seed[36 + i] = (byte) (0x40 + i);
        }
        return seed;
    }

    private static Nonce nonce(int first) {
        byte[] bytes = new byte[Nonce.LENGTH];
        for (int i = 0; i < bytes.length; i++) {
            bytes[i] = (byte) (first + i);
        }
        return Nonce.of(bytes);
    }

    private static String messageTag(EpochKeys keys, Direction direction) {
        return HexFormat.of()
                .formatHex(keys.firstMessageKey(direction).add(MESSAGE).finish());
    }

    /**
     * The indexes were found by a search over the PRF with the key of these vectors: the first word of their first round
     * is below 256, which happens once in 2^24 indexes.
     */
    @ParameterizedTest
    @CsvSource({
        "LOW_TO_HIGH, 26668126, 0000006b, f866a01a",
        "LOW_TO_HIGH, 38007034, 00000036, 8fc4e95d",
        "HIGH_TO_LOW, 20691160, 0000004f, 2d7c0e54"
    })
    void passesOverReservedSpis(Direction direction, long index, String first, String second) {
        byte[] prf = spiFunction(direction, index);
        assertThat(HexFormat.of().formatHex(prf)).startsWith(first + second);
        assertThat(keys.spi(direction, Channel.DATA, index)).isEqualTo(HexFormat.fromHexDigits(second));
    }

    private static byte[] spiFunction(Direction direction, long index) {
        byte[] salt = HexFormat.of().parseHex("101112131415161718191a1b1c1d1e1f202122232425262728292a2b2c2d2e2f");
        byte[] info = HexFormat.of().parseHex("716761746520" + "65706f6368" + "dd974b021af058ce" + "0000000000000007");
        byte[] epochSecret = Hkdf.expand(Hkdf.extract(salt, seed()), info, Hmac.LENGTH);
        byte[] spiKey = Hkdf.expand(epochSecret, "qgate spi\0".getBytes(StandardCharsets.US_ASCII), Hmac.LENGTH);
        return new Hmac(spiKey)
                .add((byte) direction.code())
                .add((byte) 0)
                .add(index)
                .add((byte) 0)
                .finish();
    }

    @Test
    void spisAreNeverReservedAndSeldomMeet() {
        Set<Integer> spis = new HashSet<>();
        int count = 0;
        for (Direction direction : Direction.values()) {
            for (Channel channel : Channel.values()) {
                for (long index = 1; index <= 2_000; index++) {
                    int spi = keys.spi(direction, channel, index);
                    assertThat(Integer.compareUnsigned(spi, 256)).isNotNegative();
                    spis.add(spi);
                    count++;
                }
            }
        }
        // 12,000 random numbers of 32 bits meet 0.017 times on average.
        assertThat(spis).hasSizeGreaterThanOrEqualTo(count - 1);
    }

    @Test
    void spiOfAnIndexDependsOnNothingBeforeIt() {
        int spi = keys.spi(Direction.LOW_TO_HIGH, Channel.DATA, 1L << 40);
        keys.spi(Direction.LOW_TO_HIGH, Channel.DATA, 1);
        EpochKeys again = EpochKeys.derive(1, seed(), LINK_TAG, 7, PROPOSER, ANSWERER);
        assertThat(again.spi(Direction.LOW_TO_HIGH, Channel.DATA, 1L << 40)).isEqualTo(spi);
    }

    @Test
    void everyInputOfAnEpochMatters() {
        byte[] otherSeed = seed();
        otherSeed[67] ^= 1;
        List<EpochKeys> epochs = List.of(
                keys,
                EpochKeys.derive(1, otherSeed, LINK_TAG, 7, PROPOSER, ANSWERER),
                EpochKeys.derive(1, seed(), LINK_TAG + 1, 7, PROPOSER, ANSWERER),
                EpochKeys.derive(1, seed(), LINK_TAG, 8, PROPOSER, ANSWERER),
                EpochKeys.derive(1, seed(), LINK_TAG, 7, nonce(0x11), ANSWERER),
                EpochKeys.derive(1, seed(), LINK_TAG, 7, PROPOSER, nonce(0x21)),
                EpochKeys.derive(1, seed(), LINK_TAG, 7, ANSWERER, PROPOSER),
                EpochKeys.derive(2, seed(), LINK_TAG, 7, PROPOSER, ANSWERER));
        Set<String> tags = new HashSet<>();
        Set<Integer> spis = new HashSet<>();
        Set<String> digests = new HashSet<>();
        for (EpochKeys epoch : epochs) {
            for (Direction direction : Direction.values()) {
                tags.add(messageTag(epoch, direction));
                spis.add(epoch.spi(direction, Channel.DATA, 1));
                digests.add(HexFormat.of()
                        .formatHex(
                                epoch.digest(direction, Channel.DATA, 1, BITS).bytes()));
            }
        }
        assertThat(tags).hasSize(2 * epochs.size());
        assertThat(spis).hasSize(2 * epochs.size());
        assertThat(digests).hasSize(2 * epochs.size());
    }

    @Test
    void bothEndsDeriveTheSame() {
        EpochKeys other = EpochKeys.derive(1, seed(), LINK_TAG, 7, PROPOSER, ANSWERER);
        assertThat(messageTag(other, Direction.LOW_TO_HIGH)).isEqualTo(messageTag(keys, Direction.LOW_TO_HIGH));
        assertThat(other.epoch()).isEqualTo(7);
    }

    @Test
    void digestsTellDirectionChannelIndexAndBitsApart() {
        Set<String> digests = new HashSet<>();
        for (Direction direction : Direction.values()) {
            for (Channel channel : List.of(Channel.DATA, Channel.CONTROL)) {
                for (long index = 1; index <= 3; index++) {
                    for (PlainSecret bits : List.of(BITS, PlainSecret.filled(8, 36))) {
                        digests.add(HexFormat.of()
                                .formatHex(keys.digest(direction, channel, index, bits)
                                        .bytes()));
                    }
                }
            }
        }
        assertThat(digests).hasSize(2 * 2 * 3 * 2);
    }

    @Test
    void offerConfirmationsBindTheirRange() {
        Tag one = keys.digest(Direction.LOW_TO_HIGH, Channel.DATA, 1, BITS);
        Tag two = keys.digest(Direction.LOW_TO_HIGH, Channel.DATA, 2, BITS);
        List<Tag> confirmations = new ArrayList<>();
        confirmations.add(keys.confirmOffer(Direction.LOW_TO_HIGH, Channel.DATA, 1, List.of(one, two)));
        confirmations.add(keys.confirmOffer(Direction.LOW_TO_HIGH, Channel.DATA, 1, List.of(two, one)));
        confirmations.add(keys.confirmOffer(Direction.LOW_TO_HIGH, Channel.DATA, 1, List.of(one)));
        confirmations.add(keys.confirmOffer(Direction.LOW_TO_HIGH, Channel.DATA, 2, List.of(one, two)));
        confirmations.add(keys.confirmOffer(Direction.LOW_TO_HIGH, Channel.CONTROL, 1, List.of(one, two)));
        confirmations.add(keys.confirmOffer(Direction.HIGH_TO_LOW, Channel.DATA, 1, List.of(one, two)));
        assertThat(confirmations).doesNotHaveDuplicates();
    }

    @Test
    void creditConfirmationsBindWindowAndVoids() {
        Tag digest = keys.digest(Direction.LOW_TO_HIGH, Channel.DATA, 1, BITS);
        List<Tag> confirmations = new ArrayList<>();
        for (Direction direction : Direction.values()) {
            confirmations.add(keys.confirmCredit(direction, Channel.DATA, 0, 2, Map.of(1L, digest)));
        }
        Map<Long, Tag> both = new TreeMap<>(Map.of(1L, digest, 2L, digest));
        confirmations.add(keys.confirmCredit(Direction.LOW_TO_HIGH, Channel.DATA, 0, 2, Map.of(2L, digest)));
        confirmations.add(keys.confirmCredit(Direction.LOW_TO_HIGH, Channel.DATA, 0, 2, both));
        confirmations.add(keys.confirmCredit(Direction.LOW_TO_HIGH, Channel.DATA, 0, 2, Map.of()));
        confirmations.add(keys.confirmCredit(Direction.LOW_TO_HIGH, Channel.DATA, 0, 1, Map.of(1L, digest)));
        confirmations.add(keys.confirmCredit(Direction.LOW_TO_HIGH, Channel.CONTROL, 0, 2, Map.of(1L, digest)));
        assertThat(confirmations).doesNotHaveDuplicates();
    }

    @Test
    void messageKeysTellDirectionAndIndexApart() {
        Set<String> tags = new HashSet<>();
        for (Direction direction : Direction.values()) {
            tags.add(messageTag(keys, direction));
            for (long index = 1; index <= 3; index++) {
                tags.add(HexFormat.of()
                        .formatHex(keys.messageKey(direction, index, BITS)
                                .add(MESSAGE)
                                .finish()));
            }
        }
        assertThat(tags).hasSize(8);
    }

    @Test
    void leavesTheBitsToTheirOwner() {
        PlainSecret bits = PlainSecret.filled(3, 36);
        keys.messageKey(Direction.LOW_TO_HIGH, 1, bits);
        keys.digest(Direction.LOW_TO_HIGH, Channel.DATA, 1, bits);
        assertThat(bits.isClosed()).isFalse();
        assertThat(keys).hasToString("EpochKeys[epoch 7]");
    }
}
