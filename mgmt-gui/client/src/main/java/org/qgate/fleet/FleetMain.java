package org.qgate.fleet;

import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;

/** {@code qgate-fleet}; its exit codes are those of {@link org.qgate.fleet.cli.ExitCodes}. */
public final class FleetMain {
    /** How long undoing may go on after SIGINT or SIGTERM; longer than the transaction's own limits for it. */
    private static final long UNDO_SECONDS = 60;

    private FleetMain() {}

    /** Starts the program. */
    public static void main(String[] arguments) {
        CountDownLatch ended = new CountDownLatch(1);
        Thread main = Thread.currentThread();
        Runtime.getRuntime().addShutdownHook(new Thread(() -> cancel(main, ended), "cancel"));
        int code = Wiring.commandLine(Wiring.environment()).execute(arguments);
        ended.countDown();
        System.exit(code);
    }

    /** An interrupted transaction undoes itself; the process lives until it has. */
    private static void cancel(Thread main, CountDownLatch ended) {
        try {
            if (ended.getCount() > 0) {
                main.interrupt();
                ended.await(UNDO_SECONDS, TimeUnit.SECONDS);
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
