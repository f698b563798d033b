package org.qgate.core.session;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.EnumMap;
import java.util.Map;
import org.qgate.core.model.Channel;
import org.qgate.core.model.Direction;
import org.qgate.core.model.Versions;
import org.qgate.core.secret.DerivedKey;
import org.qgate.core.secret.Hkdf;
import org.qgate.core.secret.Hmac;
import org.qgate.core.secret.SecretBytes;
import org.qgate.core.wire.Nonce;
import org.qgate.core.wire.Tag;

/**
 * The keys of one epoch, derived from a bootstrap block, the provisioned secret and both ends' nonces; {@code
 * docs/protocol.md} section "Key derivation".
 */
public final class EpochKeys {
    private static final int KEY_BYTES = 32;
    /** SPIs 0 to 255 are reserved (RFC 4303 section 2.1). */
    private static final int SPI_MIN = 256;

    private final int version;
    private final long epoch;
    private final Map<Direction, Hmac> confirmKeys = new EnumMap<>(Direction.class);
    private final Map<Direction, Hmac> firstMessageKeys = new EnumMap<>(Direction.class);
    private final Hmac spiKey;

    private EpochKeys(int version, long epoch, byte[] epochSecret) {
        this.version = version;
        this.epoch = epoch;
        for (Direction direction : Direction.values()) {
            confirmKeys.put(direction, derived(epochSecret, "confirm", direction.code()));
            firstMessageKeys.put(direction, derived(epochSecret, "message", direction.code()));
        }
        spiKey = derived(epochSecret, "spi", 0);
    }

    /**
     * Derives the keys of an epoch.
     *
     * @param version of the protocol, of all messages of the epoch
     * @param seed the bits of the bootstrap block followed by the provisioned secret; the caller wipes it
     * @param linkTag names the link
     * @param epoch the epoch agreed on
     * @param proposer the nonce of the HELLO
     * @param answerer the nonce of its reply
     */
    public static EpochKeys derive(int version, byte[] seed, long linkTag, long epoch, Nonce proposer, Nonce answerer) {
        byte[] salt = ByteBuffer.allocate(2 * Nonce.LENGTH)
                .put(proposer.bytes())
                .put(answerer.bytes())
                .array();
        byte[] pseudorandomKey = Hkdf.extract(salt, seed);
        byte[] named = ByteBuffer.allocate(11 + 2 * Long.BYTES)
                .put(ascii("qgate epoch"))
                .putLong(linkTag)
                .putLong(epoch)
                .array();
        byte[] epochSecret = Hkdf.expand(pseudorandomKey, versioned(named, version), KEY_BYTES);
        try {
            return new EpochKeys(version, epoch, epochSecret);
        } finally {
            Arrays.fill(pseudorandomKey, (byte) 0);
            Arrays.fill(epochSecret, (byte) 0);
        }
    }

    private static Hmac derived(byte[] epochSecret, String label, int direction) {
        byte[] info = ByteBuffer.allocate(label.length() + 7)
                .put(ascii("qgate "))
                .put(ascii(label))
                .put((byte) direction)
                .array();
        byte[] key = Hkdf.expand(epochSecret, info, KEY_BYTES);
        try {
            return new Hmac(key);
        } finally {
            Arrays.fill(key, (byte) 0);
        }
    }

    static byte[] ascii(String text) {
        return text.getBytes(StandardCharsets.US_ASCII);
    }

    /** A label of a derivation that differs from version to version. */
    static byte[] label(String text, int version) {
        return versioned(ascii(text), version);
    }

    /** The first version is not named in what is derived, each later one is. */
    private static byte[] versioned(byte[] label, int version) {
        if (version == Versions.OLDEST) {
            return label;
        }
        byte[] named = Arrays.copyOf(label, label.length + 1);
        named[label.length] = (byte) version;
        return named;
    }

    /** The version of the protocol that the epoch was agreed on with. */
    public int version() {
        return version;
    }

    /** The epoch. */
    public long epoch() {
        return epoch;
    }

    /** The message key of index 0 of a direction. */
    public Hmac firstMessageKey(Direction direction) {
        return keyOf(firstMessageKeys, direction);
    }

    /** A message key of a higher index, from the bits of a CONTROL block. */
    public Hmac messageKey(Direction direction, long index, SecretBytes bits) {
        byte[] inputKeyMaterial = new byte[bits.length()];
        bits.copyTo(inputKeyMaterial, 0);
        byte[] salt = ByteBuffer.allocate(13 + 1 + 2 * Long.BYTES)
                .put(ascii("qgate control"))
                .put((byte) direction.code())
                .putLong(epoch)
                .putLong(index)
                .array();
        byte[] key = Hkdf.extract(salt, inputKeyMaterial);
        try {
            return new Hmac(key);
        } finally {
            Arrays.fill(inputKeyMaterial, (byte) 0);
            Arrays.fill(key, (byte) 0);
        }
    }

    /** The key of the AH SA of an index, from the bits of its CONTROL block: {@code docs/protocol.md} section 4.3. */
    public SecretBytes controlAhKey(Direction direction, long index, SecretBytes bits) {
        byte[] inputKeyMaterial = new byte[bits.length()];
        bits.copyTo(inputKeyMaterial, 0);
        byte[] salt = ByteBuffer.allocate(16 + 1 + 2 * Long.BYTES)
                .put(ascii("qgate control ah"))
                .put((byte) direction.code())
                .putLong(epoch)
                .putLong(index)
                .array();
        try {
            return new DerivedKey(Hkdf.extract(salt, inputKeyMaterial));
        } finally {
            Arrays.fill(inputKeyMaterial, (byte) 0);
        }
    }

    /** Stands for the bits of one index in confirmations; reveals nothing of them. */
    public Tag digest(Direction direction, Channel channel, long index, SecretBytes bits) {
        byte[] copy = new byte[bits.length()];
        bits.copyTo(copy, 0);
        try {
            return new Tag(keyOf(confirmKeys, direction)
                    .add((byte) 1)
                    .add((byte) channel.code())
                    .add(index)
                    .add(copy)
                    .finish());
        } finally {
            Arrays.fill(copy, (byte) 0);
        }
    }

    /** Confirms an offer: the digests of all its indexes, in order (decision 4). */
    public Tag confirmOffer(Direction direction, Channel channel, long firstIndex, Iterable<Tag> digests) {
        Hmac hmac = keyOf(confirmKeys, direction).add((byte) 2).add((byte) channel.code());
        hmac.add(firstIndex);
        digests.forEach(digest -> hmac.add(digest.bytes()));
        return new Tag(hmac.finish());
    }

    /**
     * Confirms a credit: the digests of the indexes above the retirement point that are installed, in order.
     *
     * @param installed index to digest, rising
     */
    public Tag confirmCredit(
            Direction direction, Channel channel, long retirementPoint, long topIndex, Map<Long, Tag> installed) {
        Hmac hmac = keyOf(confirmKeys, direction).add((byte) 3).add((byte) channel.code());
        hmac.add(retirementPoint).add(topIndex);
        installed.forEach((index, digest) -> hmac.add(index).add(digest.bytes()));
        return new Tag(hmac.finish());
    }

    /** SPI = PRF(epoch, direction, channel, index), skipping the reserved ones (decision 6). */
    public int spi(Direction direction, Channel channel, long index) {
        for (byte round = 0; ; round++) {
            ByteBuffer words = ByteBuffer.wrap(spiKey.add((byte) direction.code())
                    .add((byte) channel.code())
                    .add(index)
                    .add(round)
                    .finish());
            while (words.hasRemaining()) {
                int word = words.getInt();
                if (Integer.compareUnsigned(word, SPI_MIN) >= 0) {
                    return word;
                }
            }
        }
    }

    private static Hmac keyOf(Map<Direction, Hmac> keys, Direction direction) {
        Hmac key = keys.get(direction);
        if (key == null) {
            throw new IllegalStateException("no key for " + direction);
        }
        return key;
    }

    @Override
    public String toString() {
        return "EpochKeys[epoch " + epoch + "]";
    }
}
