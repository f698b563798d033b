package org.qgate.core.model;

/**
 * What an agent says of a change of the link's configuration, or asks of it; {@code docs/protocol.md} section "CHANGE".
 *
 * @param transactionHigh first eight bytes of the transaction's name
 * @param transactionLow last eight bytes of it
 * @param generation of the configuration that is wanted, at the end that transmits
 * @param state what is decided at that end
 * @param question what it wants of the other end
 * @param packets that have been deciphered there under the link's SAs since its agent started, 0 to 2^62 - 1
 */
public record ChangeNews(
        long transactionHigh, long transactionLow, long generation, State state, Question question, long packets) {
    /** What is decided at an end. */
    public enum State {
        /** Nothing. */
        UNDECIDED(1),
        /** The new configuration holds, for good. */
        CONFIRMED(2),
        /** The old configuration holds, for good. */
        ABORTED(3);

        private final int code;

        State(int code) {
            this.code = code;
        }

        /** The number on the wire. */
        public int code() {
            return code;
        }
    }

    /** What an end wants of the other one. */
    public enum Question {
        /** Nothing: this is an answer. */
        NONE(0),
        /** Its state. */
        STATE(1),
        /** Packets within each selector, and its state. */
        PROBE(2),
        /** A decision: who asks takes no confirmation any more. */
        DECISION(3);

        private final int code;

        Question(int code) {
            this.code = code;
        }

        /** The number on the wire. */
        public int code() {
            return code;
        }
    }
}
