package org.qgate.architecture.planted;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.ObjectOutputStream;
import java.security.SecureRandom;
import java.util.concurrent.TimeUnit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Breaks every rule for single classes, so that a test can see each rule object. Its package is not null-marked. */
@SuppressWarnings({"NonFinalStaticField", "SystemOut", "UnusedVariable"})
class Offender {
    static int shared;

    final Logger visible = LoggerFactory.getLogger(Offender.class);
    private final byte[] sessionKey = new byte[32];

    void prints() {
        System.out.println(sessionKey.length);
    }

    void serialises() throws IOException {
        new ObjectOutputStream(new ByteArrayOutputStream()).close();
    }

    String reflects() {
        return Offender.class.getDeclaredMethods()[0].getName();
    }

    void waits() throws InterruptedException {
        TimeUnit.MILLISECONDS.sleep(1);
    }

    long readsTheClock() {
        return System.nanoTime();
    }

    int drawsEntropy() {
        return new SecureRandom().nextInt();
    }

    boolean callsNativeCode() {
        return jnr.ffi.Platform.getNativePlatform().is32Bit();
    }
}
