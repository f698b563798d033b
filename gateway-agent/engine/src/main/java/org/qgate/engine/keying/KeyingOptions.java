package org.qgate.engine.keying;

import java.util.function.LongSupplier;
import java.util.random.RandomGenerator;
import org.qgate.engine.cipher.OwnAddresses;
import org.qgate.linux.memory.SecretArena;

/**
 * What the PF_KEY side needs.
 *
 * @param own addresses of this end
 * @param arena where keys live
 * @param clock monotonic nanoseconds, the engine's own
 * @param random for SPIs that GETSPI chooses; unpredictable
 */
public record KeyingOptions(OwnAddresses own, SecretArena arena, LongSupplier clock, RandomGenerator random) {}
