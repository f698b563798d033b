package org.qgate.agent;

import java.security.SecureRandom;
import org.qgate.core.port.Entropy;

/** The operating system's randomness. */
final class SystemEntropy implements Entropy {
    private final SecureRandom random;

    SystemEntropy(SecureRandom random) {
        this.random = random;
    }

    @Override
    public void fill(byte[] target) {
        random.nextBytes(target);
    }

    @Override
    public long below(long bound) {
        return random.nextLong(bound);
    }
}
