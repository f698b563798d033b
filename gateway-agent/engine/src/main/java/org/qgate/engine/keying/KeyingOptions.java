package org.qgate.engine.keying;

import java.util.Set;
import java.util.function.LongSupplier;
import java.util.random.RandomGenerator;
import org.qgate.linux.inet.IpAddress;
import org.qgate.linux.memory.SecretArena;

/**
 * What the PF_KEY side needs.
 *
 * @param locals addresses of this end: an SA to one of them is inbound, one from them outbound
 * @param arena where keys live
 * @param clock monotonic nanoseconds, the engine's own
 * @param random for SPIs that GETSPI chooses; unpredictable
 */
public record KeyingOptions(Set<IpAddress> locals, SecretArena arena, LongSupplier clock, RandomGenerator random) {

    /** Copies the set. */
    public KeyingOptions {
        locals = Set.copyOf(locals);
    }
}
