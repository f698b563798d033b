package org.qgate.fleet;

import java.util.concurrent.TimeUnit;
import org.qgate.fleet.transaction.Pace;

/** The time of this machine. */
final class SystemPace implements Pace {
    @Override
    public long nowMillis() {
        return TimeUnit.NANOSECONDS.toMillis(System.nanoTime());
    }

    @Override
    public void sleepUntil(long millis) throws InterruptedException {
        long left = millis - nowMillis();
        if (left > 0) {
            TimeUnit.MILLISECONDS.sleep(left);
        }
    }
}
