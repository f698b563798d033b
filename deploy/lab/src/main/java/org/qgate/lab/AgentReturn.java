package org.qgate.lab;

import java.time.OffsetDateTime;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.qgate.lab.kernel.LabException;

/**
 * How an agent that was started again came back, by its own log.
 *
 * @param startMillis from its first line to the one that says it is ready
 * @param backMillis from then until traffic left under a new epoch
 */
record AgentReturn(long startMillis, long backMillis) {
    private static final String TIME = "^(\\S+) INFO +";
    private static final Pattern FIRST =
            Pattern.compile(TIME + "AgentMain: qgate-agent \\S+: gateway ", Pattern.MULTILINE);
    private static final Pattern READY = Pattern.compile(TIME + "AgentMain: qgate-agent is ready", Pattern.MULTILINE);
    private static final Pattern BACK =
            Pattern.compile(TIME + "NoticeBoard: link \\S+ traffic leaves under epoch ", Pattern.MULTILINE);

    /** Reads the last start in a log. */
    static AgentReturn of(String log) throws LabException {
        int first = lastStart(log);
        String life = log.substring(first);
        long start = millis(life, FIRST, "a first line");
        long ready = millis(life, READY, "a line that says that it is ready");
        return new AgentReturn(ready - start, millis(life, BACK, "a line about traffic under an epoch") - ready);
    }

    /** Whether the last start in a log has come so far that traffic left under a new epoch. */
    static boolean isComplete(String log) throws LabException {
        return BACK.matcher(log.substring(lastStart(log))).find();
    }

    private static int lastStart(String log) throws LabException {
        Matcher matcher = FIRST.matcher(log);
        Optional<Integer> last = Optional.empty();
        while (matcher.find()) {
            last = Optional.of(matcher.start());
        }
        return last.orElseThrow(() -> new LabException("The agent's log shows no start"));
    }

    private static long millis(String life, Pattern line, String what) throws LabException {
        Matcher matcher = line.matcher(life);
        if (!matcher.find()) {
            throw new LabException("The log of the agent's last life has not " + what);
        }
        return OffsetDateTime.parse(matcher.group(1)).toInstant().toEpochMilli();
    }
}
