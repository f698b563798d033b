package org.qgate.engine.cipher;

import java.util.HexFormat;
import java.util.Random;
import org.qgate.linux.libc.LinuxException;
import org.qgate.linux.memory.LockedBytes;
import org.qgate.linux.memory.SecretArena;

/** Key material for tests, in locked memory as in the engine. */
final class Keys implements AutoCloseable {
    private final SecretArena arena;

    Keys() throws LinuxException {
        arena = SecretArena.open(256, 1);
    }

    LockedBytes hex(String text) {
        return arena.copyOf(bytes(text));
    }

    /** The same seed gives the same key. */
    LockedBytes random(EspAlgorithm algorithm, long seed) {
        byte[] material = new byte[algorithm.keyBytes()];
        new Random(seed).nextBytes(material);
        return arena.take(material);
    }

    int used() {
        return arena.used();
    }

    static byte[] bytes(String text) {
        return HexFormat.of().parseHex(text);
    }

    static String text(byte[] bytes) {
        return HexFormat.of().formatHex(bytes);
    }

    @Override
    public void close() {
        arena.close();
    }
}
