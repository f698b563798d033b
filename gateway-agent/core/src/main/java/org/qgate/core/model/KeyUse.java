package org.qgate.core.model;

/**
 * How a sender spends its keys.
 *
 * @param starvation what it does when there are too few
 * @param dataBitsPerKeyBit wanted data bits per key bit, by which the period follows the data rate; 0: the period is as
 *     configured
 */
public record KeyUse(Starvation starvation, long dataBitsPerKeyBit) {
    /** Highest ratio that may be asked for: 2^39 bits under 128 key bits. */
    public static final long DATA_BITS_PER_KEY_BIT_MAX = 1L << 32;
    /** Keeps to the configured period, and holds the key in use when keys run out. */
    public static final KeyUse DEFAULT = new KeyUse(Starvation.HOLD, 0);

    /** Refuses a ratio outside its range. */
    public KeyUse {
        if (dataBitsPerKeyBit < 0 || dataBitsPerKeyBit > DATA_BITS_PER_KEY_BIT_MAX) {
            throw new IllegalArgumentException(
                    dataBitsPerKeyBit + " data bits per key bit are outside 0 to " + DATA_BITS_PER_KEY_BIT_MAX);
        }
    }
}
