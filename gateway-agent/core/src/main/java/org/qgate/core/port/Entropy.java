package org.qgate.core.port;

/** Randomness for nonces and jitter; a seeded one in the simulator, the system's in the agent. */
public interface Entropy {
    /** Fills the array with unpredictable bytes. */
    void fill(byte[] target);

    /** A number from 0 to {@code bound - 1}. */
    long below(long bound);
}
