package org.qgate.simulator;

/**
 * What all parts of a run share.
 *
 * @param clock the virtual clock
 * @param trace takes note of everything
 * @param audit knows every key
 * @param versions knows what both ends speak
 * @param stream the QKD link
 * @param scenario the conditions of the seed
 * @param contest which protocol runs, and how it is judged
 * @param tally counts
 * @param strikes numbers the faults as they strike
 */
record World(
        EventQueue clock,
        Trace trace,
        KeyAudit audit,
        VersionAudit versions,
        KeyStream stream,
        Scenario scenario,
        Contest contest,
        Tally tally,
        Strikes strikes) {
    Mutation mutation() {
        return contest.mutation();
    }

    Judge judge() {
        return contest.judge();
    }

    long now() {
        return clock.nowNanos();
    }
}
