package org.qgate.linux.pfkey;

import org.qgate.linux.libc.Errno;

/** What became of one request. */
public sealed interface PfKeyResult {

    /** Whether it was done. */
    default boolean isDone() {
        return this instanceof Done;
    }

    /** Whether it was refused with this error. */
    default boolean isRefusedWith(Errno errno) {
        return this instanceof Refused refused && refused.errno().equals(errno);
    }

    /**
     * Done.
     *
     * @param answer what was answered, for instance the SPI that was chosen
     */
    record Done(PfKeyMessage answer) implements PfKeyResult {

        /** For messages to people. */
        @Override
        public String toString() {
            return "done";
        }
    }

    /**
     * Not done.
     *
     * @param errno the other end's error
     */
    record Refused(Errno errno) implements PfKeyResult {

        /** For messages to people. */
        @Override
        public String toString() {
            return "refused: " + errno;
        }
    }

    /**
     * Not known: no answer came, so it may be done or not. Treat a key as used.
     *
     * @param why what happened
     */
    record Unanswered(String why) implements PfKeyResult {

        /** For messages to people. */
        @Override
        public String toString() {
            return "not answered: " + why;
        }
    }
}
