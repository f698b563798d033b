package org.qgate.linux.memory;

import org.qgate.linux.libc.LinuxException;

/** Tries to lock more than it may and prints what it is told; run by a test under a small limit. */
public final class LockLimitMain {

    private LockLimitMain() {}

    /** Takes no arguments. */
    public static void main(String[] arguments) {
        try (SecretArena arena = SecretArena.open(4096, 0)) {
            System.out.println("unexpectedly got " + arena);
            System.exit(1);
        } catch (LinuxException e) {
            System.out.println(e.getMessage());
        }
    }
}
