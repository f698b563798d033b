package org.qgate.agent.secret;

import org.qgate.core.secret.SecretBytes;

/** Where the agent's secrets rest: {@link LockedKeyMemory}, or plain memory in tests. */
@FunctionalInterface
public interface KeyMemory {
    /** Takes over a secret: copies it and wipes {@code source}. */
    SecretBytes take(byte[] source);
}
