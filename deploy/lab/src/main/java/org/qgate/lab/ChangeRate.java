package org.qgate.lab;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.qgate.lab.gateways.AgentWatch;
import org.qgate.lab.gateways.Gateway;
import org.qgate.lab.kernel.LabException;

/**
 * How fast two agents changed keys over some time, by their own word.
 *
 * @param changesPerSecond SAs brought into use, both directions together
 * @param missedPercent of the deadlines
 */
record ChangeRate(double changesPerSecond, double missedPercent) {
    private static final Duration LOOK_TIMEOUT = Duration.ofSeconds(30);

    /** Looks at both agents of a watched bench, and again some seconds later. */
    static ChangeRate over(int seconds, Bench bench) throws LabException, InterruptedException {
        List<AgentWatch.Look> before = looks(bench);
        TimeUnit.SECONDS.sleep(seconds);
        List<AgentWatch.Look> after = looks(bench);
        long changes = 0;
        long missed = 0;
        double rate = 0;
        for (int i = 0; i < before.size(); i++) {
            AgentWatch.Look first = before.get(i);
            AgentWatch.Look last = after.get(i);
            long own = last.link().outbound().keyChanges()
                    - first.link().outbound().keyChanges();
            missed += last.link().outbound().deadlinesMissed()
                    - first.link().outbound().deadlinesMissed();
            changes += own;
            rate += own * 1e9 / (last.timeNanos() - first.timeNanos());
        }
        return new ChangeRate(rate, 100.0 * missed / Math.max(1, missed + changes));
    }

    private static List<AgentWatch.Look> looks(Bench bench) throws LabException, InterruptedException {
        List<AgentWatch.Look> looks = new ArrayList<>();
        for (Gateway gateway : Gateway.values()) {
            looks.add(bench.watch(gateway).next(LOOK_TIMEOUT));
        }
        return looks;
    }
}
