package org.qgate.fleet.fake;

import org.qgate.fleet.transaction.Pace;

/** Time that passes when somebody waits for it. */
public final class VirtualPace implements Pace {
    private long nowMillis = 1_000;
    private Runnable onPassing = () -> {};

    /** What happens by itself when time has passed. */
    public void onPassing(Runnable action) {
        onPassing = action;
    }

    @Override
    public long nowMillis() {
        return nowMillis;
    }

    @Override
    public void sleepUntil(long millis) {
        nowMillis = Math.max(nowMillis, millis);
        onPassing.run();
    }

    public void pass(long millis) {
        // In small steps, so that what is due happens in its order.
        long end = nowMillis + millis;
        while (nowMillis < end) {
            sleepUntil(Math.min(end, nowMillis + 50));
        }
    }
}
