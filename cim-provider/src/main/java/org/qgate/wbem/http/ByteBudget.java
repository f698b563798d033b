package org.qgate.wbem.http;

import java.util.concurrent.atomic.AtomicLong;

/** Bytes that all requests together may hold. */
final class ByteBudget {
    private final long bytesMax;
    private final AtomicLong held = new AtomicLong();

    ByteBudget(long bytesMax) {
        this.bytesMax = bytesMax;
    }

    /** Takes bytes if there are enough left. */
    boolean tryTake(long bytes) {
        if (held.addAndGet(bytes) > bytesMax) {
            held.addAndGet(-bytes);
            return false;
        }
        return true;
    }

    void giveBack(long bytes) {
        held.addAndGet(-bytes);
    }

    long held() {
        return held.get();
    }
}
