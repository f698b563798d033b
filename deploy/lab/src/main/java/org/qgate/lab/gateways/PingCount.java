package org.qgate.lab.gateways;

import org.qgate.lab.kernel.LabException;

/**
 * Echo requests and their answers.
 *
 * @param received answers
 * @param sent requests
 */
public record PingCount(long received, long sent) {
    /** Requests without an answer. */
    public long lost() {
        return sent - received;
    }

    /** Reads "RECEIVED SENT". */
    static PingCount parse(String text) throws LabException {
        String[] words = text.strip().split(" ", -1);
        if (words.length != 2) {
            throw new LabException("The lab gave no counts of packets sent and received but '" + text + "'");
        }
        return new PingCount(Long.parseLong(words[0]), Long.parseLong(words[1]));
    }
}
