package org.qgate.lab;

import java.io.IOException;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.qgate.lab.gateways.Direction;
import org.qgate.lab.gateways.Gateway;
import org.qgate.lab.gateways.LabNetwork;
import org.qgate.lab.gateways.LinkSettings;
import org.qgate.lab.kernel.LabException;

/** What {@code deploy/lab/fault-series} does to two gateways while packets flow (section V of the first paper, and more). */
enum Fault {
    /** The measure of the others. */
    NONE("none", 10) {
        @Override
        void happen(Bench bench) throws InterruptedException {
            TimeUnit.SECONDS.sleep(5);
        }
    },
    /** The sender lets one key change after another be, with whole seconds between. */
    SINGLE_CHANGES_OMITTED("single key changes omitted", 40) {
        @Override
        void happen(Bench bench) throws LabException, InterruptedException {
            for (int i = 0; i < SINGLE_OMISSIONS; i++) {
                pauseAlice(bench, ONE_CHANGE);
                TimeUnit.MILLISECONDS.sleep(700);
            }
        }
    },
    /** The sender omits as many changes in a row as the paper's window had keys, after every two hundred. */
    FIFTY_CHANGES_OMITTED("50 of every 250 key changes omitted", 40) {
        @Override
        void happen(Bench bench) throws LabException, InterruptedException {
            for (int i = 0; i < LONG_OMISSIONS; i++) {
                TimeUnit.SECONDS.sleep(4);
                pauseAlice(bench, Duration.ofSeconds(1));
            }
        }
    },
    /** No message of the agents passes for five seconds; ESP does. */
    CONTROL_CHANNEL_DEAD("control channel dead for 5 s", 24) {
        @Override
        void happen(Bench bench) throws LabException, InterruptedException {
            bench.network().muteControl(Direction.BOTH);
            TimeUnit.SECONDS.sleep(5);
            bench.network().heal();
        }
    },
    /** Nothing passes for a second. */
    PATH_CUT_BRIEFLY("path cut for 1 s", 14) {
        @Override
        void happen(Bench bench) throws LabException, InterruptedException {
            cut(bench, Duration.ofSeconds(1));
        }
    },
    /** Nothing passes for half a minute: the link is suspended meanwhile. */
    PATH_CUT_LONG("path cut for 30 s", 48) {
        @Override
        void happen(Bench bench) throws LabException, InterruptedException {
            cut(bench, Duration.ofSeconds(30));
        }
    },
    /** The outer interface of a gateway goes down and comes back, with the route that went with it. */
    INTERFACE_DOWN("outer interface down for 1 s", 14) {
        @Override
        void happen(Bench bench) throws LabException, InterruptedException {
            bench.network().call("lab_interface_down A 1");
            TimeUnit.SECONDS.sleep(1);
            bench.network().call("lab_interface_up A 1");
        }
    },
    /** An agent is killed and started again. */
    AGENT_KILLED("agent killed with -9, restarted after 2 s", 30) {
        @Override
        void happen(Bench bench) throws LabException, InterruptedException {
            bench.agent(Gateway.ALICE).kill();
            TimeUnit.SECONDS.sleep(2);
            bench.agent(Gateway.ALICE).start();
        }

        @Override
        List<Gateway> restarts() {
            return List.of(Gateway.ALICE);
        }
    },
    /** Both agents are killed and started again at the same moment. */
    BOTH_RESTARTED("both agents killed with -9 and restarted at once", 34) {
        @Override
        void happen(Bench bench) throws LabException, InterruptedException {
            bench.network().call("kill -KILL $(lab_pid agentA) $(lab_pid agentB)");
            for (Gateway gateway : Gateway.values()) {
                bench.agent(gateway).kill();
            }
            for (Gateway gateway : Gateway.values()) {
                bench.agent(gateway).start();
            }
        }

        @Override
        List<Gateway> restarts() {
            return List.of(Gateway.values());
        }
    },
    /** A new agent takes over from the one that runs, first at one gateway, then at the other. */
    AGENTS_UPGRADED("both agents upgraded, one after the other", 60) {
        @Override
        void happen(Bench bench) throws IOException, InterruptedException {
            for (Gateway gateway : Gateway.values()) {
                bench.agent(gateway).upgrade();
                bench.awaitReturn(gateway);
            }
        }

        @Override
        List<Gateway> restarts() {
            return List.of(Gateway.values());
        }
    },
    /** Somebody takes away all policies of a gateway's kernel, those that block included; this link has no interface behind them. */
    POLICIES_FLUSHED("all policies of one gateway flushed", 14) {
        @Override
        void happen(Bench bench) throws LabException, InterruptedException {
            String flush = "ip xfrm policy flush";
            bench.network().exec(Gateway.ALICE.role(), flush).outOrThrow(flush);
            TimeUnit.SECONDS.sleep(2);
        }
    },
    /** Both ends are told to reset at the same moment, ten times. */
    SIMULTANEOUS_RESETS("10 resets by both ends at once", 40) {
        @Override
        void happen(Bench bench) throws LabException, InterruptedException {
            String both = resetLoop(bench, Gateway.ALICE, SIMULTANEOUS) + " & first=$!; "
                    + resetLoop(bench, Gateway.BOB, SIMULTANEOUS) + " && wait $first";
            bench.network().call(both, RESETS_TIMEOUT);
        }
    },
    /** As the paper's last test: a reset follows the other as soon as its epoch is in use. */
    RESETS_IN_A_ROW("1000 resets in a row", 300) {
        @Override
        void happen(Bench bench) throws LabException, InterruptedException {
            bench.network().call(resetLoop(bench, Gateway.ALICE, IN_A_ROW), RESETS_TIMEOUT);
        }
    };

    private static final int SINGLE_OMISSIONS = 10;
    private static final int LONG_OMISSIONS = 3;
    private static final int SIMULTANEOUS = 10;
    private static final int IN_A_ROW = 1000;

    /** The deadline of one change of 20 ms passes within it. */
    private static final Duration ONE_CHANGE = Duration.ofMillis(30);

    private static final Duration RESETS_TIMEOUT = Duration.ofMinutes(15);

    private final String title;
    private final int trafficSeconds;

    Fault(String title, int trafficSeconds) {
        this.title = title;
        this.trafficSeconds = trafficSeconds;
    }

    /** What it is, for a table. */
    String title() {
        return title;
    }

    /** How long packets flow: the fault, and enough after it for the link to be as before. */
    Duration traffic() {
        return Duration.ofSeconds(trafficSeconds);
    }

    /** The gateways whose agents it starts anew. */
    List<Gateway> restarts() {
        return List.of();
    }

    /** Brings it about and heals it; returns when nothing of it is left but what the gateways make of it. */
    abstract void happen(Bench bench) throws IOException, InterruptedException;

    private static void pauseAlice(Bench bench, Duration time) throws LabException, InterruptedException {
        String seconds = String.format(java.util.Locale.ROOT, "%.3f", time.toMillis() / 1e3);
        bench.network().call("kill -STOP $(lab_pid agentA); sleep " + seconds + "; kill -CONT $(lab_pid agentA)");
    }

    private static void cut(Bench bench, Duration time) throws LabException, InterruptedException {
        LabNetwork network = bench.network();
        network.cut(Direction.BOTH);
        TimeUnit.NANOSECONDS.sleep(time.toNanos());
        network.heal();
    }

    private static String resetLoop(Bench bench, Gateway gateway, int times) {
        return bench.agent(gateway).resetLoop(LinkSettings.LINK, times);
    }
}
