package org.qgate.agent.secret;

import org.qgate.core.secret.SecretBytes;
import org.qgate.linux.memory.LockedBytes;
import org.qgate.linux.memory.SecretArena;

/** Secrets outside the Java heap, never swapped and never dumped. */
public final class LockedKeyMemory implements KeyMemory {
    private final SecretArena arena;

    /** Puts secrets into an arena, which stays the caller's to close. */
    public LockedKeyMemory(SecretArena arena) {
        this.arena = arena;
    }

    @Override
    public SecretBytes take(byte[] source) {
        return new LockedSecret(arena.take(source));
    }

    /** The locked memory behind a secret that {@link #take} made, without a copy; it stays the secret's. */
    public static LockedBytes lockedBytes(SecretBytes secret) {
        if (secret instanceof LockedSecret locked) {
            return locked.bytes();
        }
        throw new IllegalArgumentException("a secret of the kernel must be in locked memory");
    }
}
