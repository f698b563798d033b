package org.qgate.core.session;

import java.util.Arrays;
import org.qgate.core.secret.Hkdf;
import org.qgate.core.secret.Hmac;
import org.qgate.core.secret.SecretBytes;
import org.qgate.core.wire.MessageCodec;
import org.qgate.core.wire.Nonce;
import org.qgate.core.wire.Tag;

/**
 * The two tags of HELLO messages: the block tag, made with QKD bits, and behind it the link tag, made with the provisioned
 * secret over the whole message and cheap to check (decision 16).
 */
public final class HelloKeys {
    private final SecretBytes provisioned;
    private final Hmac linkKey;

    /** Keys the link tag; the secret stays the caller's. */
    public HelloKeys(SecretBytes provisioned) {
        this.provisioned = provisioned;
        byte[] secret = new byte[provisioned.length()];
        provisioned.copyTo(secret, 0);
        byte[] extracted = Hkdf.extract(EpochKeys.ascii("qgate hello link"), secret);
        linkKey = new Hmac(extracted);
        Arrays.fill(secret, (byte) 0);
        Arrays.fill(extracted, (byte) 0);
    }

    /** The tag over everything in front of it, with the provisioned secret. */
    public byte[] linkTag(byte[] message, int length) {
        return linkKey.add(message, 0, length).finish(Tag.LENGTH);
    }

    /** Checks the link tag at the end of a datagram, which covers all of it. */
    public boolean linkTagMatches(byte[] datagram) {
        int end = datagram.length - Tag.LENGTH;
        return Hmac.equal(linkTag(datagram, end), Arrays.copyOfRange(datagram, end, datagram.length));
    }

    /**
     * The tag over everything in front of it, with the bits of the bootstrap block and the provisioned secret.
     *
     * <p>Each version has a key of its own: a proposal in two versions uses no key for two kinds of messages.
     */
    public byte[] blockTag(int version, byte[] message, int length, SecretBytes block) {
        byte[] seed = seed(block);
        byte[] extracted = Hkdf.extract(EpochKeys.label("qgate hello block", version), seed);
        try {
            return new Hmac(extracted).add(message, 0, length).finish(Tag.LENGTH);
        } finally {
            Arrays.fill(seed, (byte) 0);
            Arrays.fill(extracted, (byte) 0);
        }
    }

    /** Checks the block tag in front of the link tag. */
    public boolean blockTagMatches(int version, byte[] datagram, SecretBytes block) {
        int end = datagram.length - 2 * Tag.LENGTH;
        return Hmac.equal(blockTag(version, datagram, end, block), Arrays.copyOfRange(datagram, end, end + Tag.LENGTH));
    }

    /** Appends block tag and link tag. */
    public byte[] sealWithBlock(int version, byte[] message, SecretBytes block) {
        return seal(MessageCodec.append(message, blockTag(version, message, message.length, block)));
    }

    /** Appends the link tag. */
    public byte[] seal(byte[] message) {
        return MessageCodec.append(message, linkTag(message, message.length));
    }

    /** The keys of the epoch that this exchange agreed on. */
    public EpochKeys epochKeys(
            int version, SecretBytes block, long linkTag, long epoch, Nonce proposer, Nonce answerer) {
        byte[] seed = seed(block);
        try {
            return EpochKeys.derive(version, seed, linkTag, epoch, proposer, answerer);
        } finally {
            Arrays.fill(seed, (byte) 0);
        }
    }

    private byte[] seed(SecretBytes block) {
        byte[] seed = new byte[block.length() + provisioned.length()];
        block.copyTo(seed, 0);
        provisioned.copyTo(seed, block.length());
        return seed;
    }

    @Override
    public String toString() {
        return "HelloKeys[redacted]";
    }
}
