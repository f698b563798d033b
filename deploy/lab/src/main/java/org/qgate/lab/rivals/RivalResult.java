package org.qgate.lab.rivals;

import org.qgate.lab.kernel.LabException;
import tools.jackson.databind.JsonNode;

/** Reads what was measured. */
final class RivalResult {

    private static final double MEGA = 1e6;
    private static final double NANOS_PER_SECOND = 1e9;

    private RivalResult() {}

    /** From what {@code iperf3 -J} of the sender tells about the receiver. */
    static double tcpMegabitsPerSecond(JsonNode result) throws LabException {
        return number(result, "/end/sum_received/bits_per_second") / MEGA;
    }

    /** Of counts of packets that came and of those that were read, and nanoseconds. */
    static FloodResult flood(String counted) throws LabException {
        String[] words = counted.strip().split(" ", -1);
        try {
            if (words.length == 3) {
                long carried = Long.parseLong(words[0]);
                long read = Long.parseLong(words[1]);
                long nanos = Long.parseLong(words[2]);
                if (carried > 0 && read >= 0 && read <= carried && nanos > 0) {
                    return new FloodResult(carried * NANOS_PER_SECOND / nanos, read * NANOS_PER_SECOND / nanos);
                }
            }
            throw new LabException("no packet came through: " + counted);
        } catch (NumberFormatException e) {
            throw new LabException("not counts of packets and nanoseconds: " + counted, e);
        }
    }

    private static double number(JsonNode result, String path) throws LabException {
        JsonNode node = result.at(path);
        if (!node.isNumber()) {
            throw new LabException("iperf3 measured nothing (" + path + " is missing): "
                    + result.at("/error").asString("no error told"));
        }
        return node.asDouble();
    }
}
