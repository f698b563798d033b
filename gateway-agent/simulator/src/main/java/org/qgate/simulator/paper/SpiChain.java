package org.qgate.simulator.paper;

import java.nio.ByteBuffer;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;

/**
 * The paper's SPIs: each is the hash of the one before and a salt; seed and salt come from key bits. Read to the letter
 * the state is the SPI itself, so the chain runs into a cycle after some ten thousand steps.
 */
final class SpiChain {
    private static final int RESERVED_BELOW = 256;

    private final MessageDigest sha;
    private final long salt;
    private int spi;

    SpiChain(int seed, long salt) {
        try {
            this.sha = MessageDigest.getInstance("SHA-256");
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every JDK has SHA-256", e);
        }
        this.salt = salt;
        this.spi = seed;
    }

    /** The next SPI; reserved ones (RFC 4303 section 2.1) are passed over, which the paper does not mention. */
    int next() {
        do {
            sha.update(ByteBuffer.allocate(Integer.BYTES + Long.BYTES)
                    .putInt(spi)
                    .putLong(salt)
                    .flip());
            spi = ByteBuffer.wrap(sha.digest()).getInt();
        } while (Integer.compareUnsigned(spi, RESERVED_BELOW) < 0);
        return spi;
    }
}
