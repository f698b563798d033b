package org.qgate.lab;

import java.io.PrintStream;
import java.util.EnumMap;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import org.qgate.control.DirectionStatus;
import org.qgate.lab.gateways.AgentWatch;
import org.qgate.lab.gateways.Gateway;
import org.qgate.lab.gateways.PingCount;

/** A row each second: what both agents say and how the pings fare. */
final class LiveTable {
    private static final int ROWS_PER_HEADING = 20;

    private final PrintStream out;
    private final Map<Gateway, AgentWatch.Look> start = new EnumMap<>(Gateway.class);
    private int rows;
    private long lastLook;

    LiveTable(PrintStream out) {
        this.out = out;
    }

    /** Counts from here. */
    void begin(Map<Gateway, AgentWatch.Look> looks) {
        start.putAll(looks);
        rows = 0;
    }

    void row(Optional<AgentWatch.Look> alice, Optional<AgentWatch.Look> bob, PingCount pings) {
        AgentWatch.Look startAlice = start.get(Gateway.ALICE);
        AgentWatch.Look startBob = start.get(Gateway.BOB);
        if (alice.isEmpty() || bob.isEmpty() || startAlice == null || startBob == null) {
            return;
        }
        long look = alice.get().sequence();
        if (look == lastLook) {
            return;
        }
        lastLook = look;
        if (rows++ % ROWS_PER_HEADING == 0) {
            heading();
        }
        double seconds = (alice.get().timeNanos() - startAlice.timeNanos()) / 1e9;
        out.printf(
                Locale.ROOT,
                "%4.0f s |%s |%s | %5d %4d%n",
                seconds,
                cells(startAlice.link().outbound(), alice.get().link().outbound()),
                cells(startBob.link().outbound(), bob.get().link().outbound()),
                pings.sent(),
                pings.lost());
        out.flush();
    }

    private void heading() {
        String columns = " changes  mean ms missed    dpk  key bits";
        out.printf("       |%-42s|%-42s| pings%n", " alice -> bob", " bob -> alice");
        out.printf("  time |%-42s|%-42s|  sent lost%n", columns, columns);
    }

    private static String cells(DirectionStatus first, DirectionStatus now) {
        return String.format(
                Locale.ROOT,
                " %7d %8.3f %6d %6.0f %9d",
                now.keyChanges() - first.keyChanges(),
                now.meanPeriodMillis(),
                now.deadlinesMissed() - first.deadlinesMissed(),
                now.dataBitsPerKeyBit(),
                now.keyBitsUsed() - first.keyBitsUsed());
    }
}
