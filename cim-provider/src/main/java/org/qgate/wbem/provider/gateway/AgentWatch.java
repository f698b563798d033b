package org.qgate.wbem.provider.gateway;

import java.io.IOException;
import java.time.Duration;
import java.time.InstantSource;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import org.qgate.control.CommandRefusedException;
import org.qgate.control.ControlCommand;
import org.qgate.control.ControlEvent;
import org.qgate.control.ControlReply;
import org.qgate.wbem.model.CimInstance;
import org.qgate.wbem.provider.IndicationSink;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Hears the agent's events in a thread of its own and publishes them as indications. After a failure it tries again at an even pace,
 * for ever; that the agent was lost, and that it is back, is told once each.
 */
public final class AgentWatch implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(AgentWatch.class);

    private final EventSource.Opener opener;
    private final AgentPort agent;
    private final IndicationSink sink;
    private final InstantSource clock;
    private final Duration silence;
    private final Duration pause;
    private final EventTranslator translator;
    private final CountDownLatch closed = new CountDownLatch(1);
    private final Thread thread;
    private volatile @Nullable EventSource open;
    private boolean lost;

    /**
     * A watch that has not begun.
     *
     * @param agent is asked for configurations when the watch begins and when one changed
     * @param system name of the gateway in all keys
     * @param silence longest time without an event until the agent counts as lost
     * @param pause between two attempts to reach the agent
     */
    public AgentWatch(
            EventSource.Opener opener,
            AgentPort agent,
            IndicationSink sink,
            String system,
            InstantSource clock,
            Duration silence,
            Duration pause) {
        this.opener = opener;
        this.agent = agent;
        this.sink = sink;
        this.clock = clock;
        this.silence = silence;
        this.pause = pause;
        this.translator = new EventTranslator(new GatewayNames(system), clock.instant());
        this.thread = new Thread(this::run, "agent-watch");
        this.thread.setDaemon(true);
    }

    /** Begins to listen. */
    public void start() {
        thread.start();
    }

    private void run() {
        try {
            do {
                watch();
            } while (!closed.await(pause.toNanos(), TimeUnit.NANOSECONDS));
        } catch (InterruptedException e) {
            LOG.debug("the agent watch was interrupted", e);
            Thread.currentThread().interrupt();
        }
    }

    private void watch() {
        try (EventSource source = opener.open()) {
            open = source;
            lookAtConfigurations();
            while (closed.getCount() > 0) {
                ControlEvent event = source.next(silence);
                if (event instanceof ControlEvent.WatchEnded ended) {
                    LOG.info("the agent ended the watch: {}", ended.reason());
                    return;
                }
                found();
                translator.translate(event, clock.instant()).forEach(this::publish);
                if (event instanceof ControlEvent.ConfigurationChanged) {
                    lookAtConfigurations();
                }
            }
        } catch (IOException | CommandRefusedException e) {
            if (closed.getCount() > 0) {
                lose(String.valueOf(e.getMessage()));
            }
        } finally {
            open = null;
        }
    }

    /** An agent that does not tell its configurations is watched all the same. */
    private void lookAtConfigurations() throws IOException {
        try {
            if (agent.execute(new ControlCommand.Configuration(Optional.empty()))
                    instanceof ControlReply.Configurations configurations) {
                translator.compare(configurations, clock.instant()).forEach(this::publish);
            }
        } catch (CommandRefusedException e) {
            LOG.debug("the agent does not tell its configurations: {}", e.getMessage());
        }
    }

    private void found() {
        if (lost) {
            lost = false;
            LOG.info("the agent answers again");
            publish(translator.back(clock.instant()));
        }
    }

    private void lose(String reason) {
        if (!lost) {
            lost = true;
            LOG.warn("the agent does not answer: {}", reason);
            publish(translator.lost(reason, clock.instant()));
        }
    }

    private void publish(CimInstance indication) {
        sink.publish(GatewayNames.NAMESPACE, indication);
    }

    /** Ends the watch and waits for its thread. */
    @Override
    public void close() {
        closed.countDown();
        EventSource source = open;
        if (source != null) {
            source.close();
        }
        thread.interrupt();
        try {
            thread.join(TimeUnit.SECONDS.toMillis(2));
        } catch (InterruptedException e) {
            LOG.debug("interrupted while the agent watch ended", e);
            Thread.currentThread().interrupt();
        }
    }
}
