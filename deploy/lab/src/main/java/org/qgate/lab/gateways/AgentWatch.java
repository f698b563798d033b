package org.qgate.lab.gateways;

import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.Predicate;
import org.qgate.control.ControlEvent;
import org.qgate.control.LinkStatus;
import org.qgate.lab.kernel.Job;
import org.qgate.lab.kernel.LabException;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.DeserializationFeature;
import tools.jackson.databind.ObjectReader;
import tools.jackson.databind.json.JsonMapper;

/**
 * One agent's state as it tells it, each second. One long-lived {@code qgatectl watch --json}: a program started for each look
 * would cost more processor time than the agent takes.
 */
public final class AgentWatch implements AutoCloseable {
    /** Until the agent listens, {@code qgatectl} is started again after this pause. */
    private static final String RETRY_SECONDS = "0.5";

    private static final ObjectReader EVENTS = JsonMapper.builder()
            .disable(DeserializationFeature.FAIL_ON_UNKNOWN_PROPERTIES)
            // What an older agent does not tell yet.
            .disable(DeserializationFeature.FAIL_ON_NULL_FOR_PRIMITIVES)
            .build()
            .readerFor(ControlEvent.class);

    private final Gateway gateway;
    private final AtomicBoolean closed = new AtomicBoolean();
    private Optional<Look> last = Optional.empty();
    private String lastOther = "";
    private Optional<Job> job = Optional.empty();

    /**
     * The link's state at one moment.
     *
     * @param sequence rises with each look of a watch
     * @param timeNanos when it arrived here, since 1970-01-01 UTC
     * @param link as the agent sees it
     */
    public record Look(long sequence, long timeNanos, LinkStatus link) {}

    AgentWatch(Gateway gateway) {
        this.gateway = gateway;
    }

    static AgentWatch start(LabNetwork network, Gateway gateway, String socket, String qgatectl) throws LabException {
        AgentWatch watch = new AgentWatch(gateway);
        // A low priority: who looks on must not take the processor from what is looked at. The lowest would starve on a
        // busy machine.
        String loop = "nice -n 10 bash -c 'until [ -S " + socket + " ] && " + qgatectl + " --socket " + socket
                + " watch --json 2>&1; do sleep " + RETRY_SECONDS + "; done'";
        watch.job = Optional.of(network.stream(gateway.role(), loop, watch::accept));
        return watch;
    }

    synchronized void accept(String line) {
        long now = System.currentTimeMillis() * 1_000_000L;
        try {
            if (line.startsWith("{") && EVENTS.readValue(line) instanceof ControlEvent.Snapshot snapshot) {
                snapshot.links().stream()
                        .filter(link -> link.link().equals(LinkSettings.LINK))
                        .findFirst()
                        .ifPresent(link -> last =
                                Optional.of(new Look(last.map(Look::sequence).orElse(0L) + 1, now, link)));
                notifyAll();
                return;
            }
        } catch (JacksonException e) {
            // Shown if the wait for a state fails.
        }
        lastOther = line;
    }

    /** The latest look. */
    public synchronized Optional<Look> last() {
        return last;
    }

    /** Waits for a look that has not come yet. */
    public Look next(Duration timeout) throws LabException, InterruptedException {
        long seen = last().map(Look::sequence).orElse(0L);
        return await(look -> look.sequence() > seen, "no news from the agent", timeout);
    }

    /** Waits for a look that satisfies the condition; the latest one may. */
    public synchronized Look await(Predicate<Look> condition, String otherwise, Duration timeout)
            throws LabException, InterruptedException {
        long end = System.nanoTime() + timeout.toNanos();
        while (last.isEmpty() || !condition.test(last.get())) {
            long left = end - System.nanoTime();
            if (left <= 0) {
                throw new LabException("Gateway " + gateway.id() + ": " + otherwise + " within " + timeout.toSeconds()
                        + " s; the last state was "
                        + last.map(look -> look.link().state().toString()).orElse("none")
                        + (lastOther.isEmpty() ? "" : ", the last word of qgatectl: " + lastOther));
            }
            TimeUnit.NANOSECONDS.timedWait(this, left);
        }
        return last.get();
    }

    @Override
    public void close() {
        if (closed.compareAndSet(false, true)) {
            job.ifPresent(Job::kill);
        }
    }
}
