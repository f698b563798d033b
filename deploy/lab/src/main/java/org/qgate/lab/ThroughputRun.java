package org.qgate.lab;

import java.util.ArrayList;
import java.util.Collections;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.TimeUnit;
import org.qgate.lab.gateways.LabNetwork;
import org.qgate.lab.gateways.Net;
import org.qgate.lab.kernel.LabException;

/**
 * One TCP stream at a time from host to host, the kinds of protection in turn, several rounds. The agents are frozen while a kind
 * that does not need them has its turn: all share the processors.
 */
final class ThroughputRun {
    /** TCP finds its feet after the change of path. */
    private static final long SETTLE_MILLIS = 1000;

    /**
     * Agents that were frozen find every key ahead too old: they replace all of them, half a second's worth for each direction, in their
     * first second or two. That is the price of being frozen, not of changing keys.
     */
    private static final long THAW_MILLIS = 3000;

    /** The bare replacer changes keys as often as the agents do. */
    private static final int REPLACER_PERIOD_MICROS = 20_000;

    private final Bench bench;
    private final List<Net> order;
    private final int streamSeconds;
    private final boolean ownStaticSa;
    private final Map<Net, List<Double>> megabitsPerSecond = new EnumMap<>(Net.class);

    /**
     * Prepares the kinds' SAs and the receiver.
     *
     * @param kinds in the order of their turns in the first round
     * @param streamSeconds length of one turn
     * @param ownStaticSa whether the kernel gets an SA of its own that never changes; else frozen agents are what leaves the last
     *     SA in use, on the same path
     */
    ThroughputRun(Bench bench, List<Net> kinds, int streamSeconds, boolean ownStaticSa)
            throws LabException, InterruptedException {
        this.bench = bench;
        this.order = new ArrayList<>(kinds);
        this.streamSeconds = streamSeconds;
        this.ownStaticSa = ownStaticSa;
        LabNetwork network = bench.network();
        network.call("lab_sink_start");
        if (kinds.contains(Net.STATIC_SA) && ownStaticSa) {
            network.call("lab_static_sa");
        }
        if (kinds.contains(Net.BARE_REPLACER)) {
            network.call("lab_policies " + Net.BARE_REPLACER.octet() + " 102");
        }
        kinds.forEach(kind -> megabitsPerSecond.put(kind, new ArrayList<>()));
    }

    /** One turn of each kind; each round begins with another one, so that a drift of the machine favours none. */
    void round() throws LabException, InterruptedException {
        for (Net kind : order) {
            Objects.requireNonNull(megabitsPerSecond.get(kind)).add(turn(kind));
        }
        Collections.rotate(order, 1);
    }

    private double turn(Net kind) throws LabException, InterruptedException {
        LabNetwork network = bench.network();
        if (kind == Net.REKEYING) {
            TimeUnit.MILLISECONDS.sleep(THAW_MILLIS);
            return bench.network().throughputMbps(kind, streamSeconds);
        }
        bench.pauseAgents();
        try {
            if (kind == Net.BARE_REPLACER) {
                network.call("lab_replacer_start " + REPLACER_PERIOD_MICROS + " " + (streamSeconds + 2));
            }
            TimeUnit.MILLISECONDS.sleep(SETTLE_MILLIS);
            Net path = kind == Net.STATIC_SA && !ownStaticSa ? Net.REKEYING : kind;
            double result = network.throughputMbps(path, streamSeconds);
            if (kind == Net.BARE_REPLACER) {
                network.call("lab_replacer_wait 60");
            }
            return result;
        } finally {
            bench.resumeAgents();
        }
    }

    /** The latest value of a kind. */
    double last(Net kind) {
        List<Double> values = megabitsPerSecond(kind);
        return values.get(values.size() - 1);
    }

    /** All measured values of a kind, in the order of the rounds. */
    List<Double> megabitsPerSecond(Net kind) {
        return List.copyOf(Objects.requireNonNull(megabitsPerSecond.get(kind)));
    }
}
