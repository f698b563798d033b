package org.qgate.lab;

import java.nio.file.Path;
import java.time.Duration;
import java.util.Optional;
import org.qgate.lab.gateways.DataPlane;

/**
 * What the quickstart was asked for.
 *
 * @param dataPlane what the agents are told to protect packets with
 * @param transport what carries the agents' messages, {@code udp} or {@code tcp}
 * @param duration of the timing run
 * @param netem impairments of the path both ways, as tc-netem(8) wants them; empty for none
 * @param throughputRounds turns of each kind of protection in the throughput run
 * @param keep stay up after the summary until interrupted
 * @param json where to write the result
 */
record QuickstartOptions(
        DataPlane dataPlane,
        String transport,
        Duration duration,
        Duration period,
        long keyRateBitsPerSecond,
        String netem,
        int throughputRounds,
        boolean keep,
        Optional<Path> json) {}
