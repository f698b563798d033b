package org.qgate.linux.libc;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;

/** Nothing here waits long unless it is broken: then it hangs until the time-out of the build. */
class WakeUpTest {
    private static final long NEVER_NANOS = Long.MAX_VALUE;

    private final WakeUp wakeUp = WakeUp.create();

    @Test
    void returnsAtOnceWhenTheMomentIsPast() {
        wakeUp.await(System.nanoTime() - 1);
        wakeUp.await(-1);
        assertThat(wakeUp).isNotNull();
    }

    @Test
    void doesNotReturnBeforeItsMoment() {
        long moment = System.nanoTime() + TimeUnit.MILLISECONDS.toNanos(3);
        wakeUp.await(moment);
        assertThat(System.nanoTime()).isGreaterThanOrEqualTo(moment);
    }

    @Test
    void rememberedCallEndsTheNextSleep() {
        wakeUp.call();
        wakeUp.await(NEVER_NANOS);
        long moment = System.nanoTime() + 1_000_000;
        wakeUp.await(moment);
        assertThat(System.nanoTime()).as("one call ends one sleep").isGreaterThanOrEqualTo(moment);
    }

    @Test
    void callFromAnotherThreadWakes() throws InterruptedException {
        Thread sleeper = new Thread(() -> wakeUp.await(NEVER_NANOS));
        sleeper.start();
        wakeUp.call();
        sleeper.join(TimeUnit.SECONDS.toMillis(30));
        assertThat(sleeper.isAlive()).isFalse();
    }
}
