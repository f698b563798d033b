package org.qgate.lab;

import java.io.IOException;
import java.time.Duration;
import java.util.concurrent.TimeUnit;
import org.qgate.control.ControlCommand;
import org.qgate.lab.gateways.Agent;
import org.qgate.lab.gateways.FleetRun;
import org.qgate.lab.gateways.Gateway;
import org.qgate.lab.kernel.LabException;

/** What goes wrong in the middle of a change of a link. The client is frozen while it is done, so that it does not run ahead. */
enum TransactionFault {
    /** The client is killed. */
    CLIENT_KILLED("client killed", false, true) {
        @Override
        long happen(Bench bench, FleetRun client, Gateway victim) throws IOException, InterruptedException {
            client.kill();
            long now = System.nanoTime();
            long millis = 0;
            for (Gateway gateway : Gateway.values()) {
                millis = Math.max(millis, LinkEnd.of(bench.agent(gateway)).remainingMillis());
            }
            return now + TimeUnit.MILLISECONDS.toNanos(millis);
        }
    },
    /** The cable between the client and a gateway is out for a while; the client goes on, and is waited for. */
    CLIENT_CUT("client cut from a gateway", true, true) {
        @Override
        long happen(Bench bench, FleetRun client, Gateway victim) throws IOException, InterruptedException {
            client.freeze();
            bench.network().call("lab_management_down " + victim.letter());
            client.thaw();
            TimeUnit.NANOSECONDS.sleep(CUT.toNanos());
            bench.network().call("lab_management_up " + victim.letter());
            client.await(TransactionSeries.CLIENT_TIMEOUT);
            return System.nanoTime();
        }
    },
    /** Nothing passes between the gateways for a while. */
    GATEWAYS_CUT("gateways cut from each other", false, false) {
        @Override
        long happen(Bench bench, FleetRun client, Gateway victim) throws IOException, InterruptedException {
            client.freeze();
            bench.network().call("lab_part");
            client.thaw();
            TimeUnit.NANOSECONDS.sleep(CUT.toNanos());
            bench.network().call("lab_join");
            return System.nanoTime();
        }
    },
    /** A gateway's interfaces to its peer and to the client are down for longer than a confirmation is waited for. */
    GATEWAY_CUT_OFF("gateway cut off", true, false) {
        @Override
        long happen(Bench bench, FleetRun client, Gateway victim) throws IOException, InterruptedException {
            client.freeze();
            bench.network().call("lab_interface_down " + victim.letter());
            bench.network().call("lab_management_down " + victim.letter());
            client.thaw();
            TimeUnit.NANOSECONDS.sleep(LONG_CUT.toNanos());
            bench.network().call("lab_management_up " + victim.letter());
            bench.network().call("lab_interface_up " + victim.letter() + " " + (victim == Gateway.ALICE ? 1 : 2));
            return System.nanoTime();
        }
    },
    /** A gateway's agent is killed, and started again. */
    AGENT_KILLED("agent killed", true, false) {
        @Override
        long happen(Bench bench, FleetRun client, Gateway victim) throws IOException, InterruptedException {
            client.freeze();
            bench.agent(victim).kill();
            client.thaw();
            return startAgain(bench.agent(victim));
        }
    },
    /** A gateway's agent and its engine are killed, and started again. */
    GATEWAY_KILLED("agent and engine killed", true, false) {
        @Override
        long happen(Bench bench, FleetRun client, Gateway victim) throws IOException, InterruptedException {
            client.freeze();
            bench.agent(victim).kill();
            bench.agent(victim).killEngine();
            client.thaw();
            return startAgain(bench.agent(victim));
        }
    },
    /** A gateway's agent is stopped in order, and started again. */
    AGENT_RESTARTED("agent restarted", true, false) {
        @Override
        long happen(Bench bench, FleetRun client, Gateway victim) throws IOException, InterruptedException {
            client.freeze();
            bench.agent(victim).stop();
            client.thaw();
            return startAgain(bench.agent(victim));
        }
    };

    private static final Duration CUT = Duration.ofSeconds(2);
    private static final Duration LONG_CUT = Duration.ofSeconds(6);

    private static final Duration START_TIMEOUT = Duration.ofSeconds(60);

    private final String title;
    private final boolean hasVictim;
    private final boolean harmless;

    TransactionFault(String title, boolean hasVictim, boolean harmless) {
        this.title = title;
        this.hasVictim = hasVictim;
        this.harmless = harmless;
    }

    /** For a table. */
    String title() {
        return title;
    }

    /** Whether it is done to one of the gateways. */
    boolean hasVictim() {
        return hasVictim;
    }

    /** Whether no packet of the hosts may be lost: no gateway dies, and the path between them stays. */
    boolean harmless() {
        return harmless;
    }

    /**
     * Does it, and takes it back.
     *
     * @param victim whom it is done to, if it is done to one
     * @return when, by {@link System#nanoTime}, both gateways can speak again and nothing else keeps them from an end of the
     *     change: with the client dead, when their own timers are over, and with a client that goes on, when it is done
     */
    abstract long happen(Bench bench, FleetRun client, Gateway victim) throws IOException, InterruptedException;

    private static long startAgain(Agent agent) throws IOException, InterruptedException {
        agent.start();
        long end = System.nanoTime() + START_TIMEOUT.toNanos();
        while (!answers(agent)) {
            if (System.nanoTime() > end) {
                throw new LabException(
                        "the agent of " + agent.gateway().id() + " did not start again:\n" + agent.logTail());
            }
            TimeUnit.MILLISECONDS.sleep(10);
        }
        return System.nanoTime();
    }

    private static boolean answers(Agent agent) {
        try {
            agent.ask(new ControlCommand.Version());
            return true;
        } catch (IOException e) {
            return false;
        }
    }
}
