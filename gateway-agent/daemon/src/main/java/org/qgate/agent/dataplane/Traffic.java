package org.qgate.agent.dataplane;

/**
 * What one SA or several have carried and refused.
 *
 * @param bytes carried
 * @param packets carried
 * @param replayFailures packets refused as replayed or too old
 * @param integrityFailures packets refused as forged or damaged
 * @param suspicious those of them under SAs that carried none at all
 */
public record Traffic(long bytes, long packets, long replayFailures, long integrityFailures, long suspicious) {
    /** Nothing. */
    public static final Traffic NONE = new Traffic(0, 0, 0, 0);

    /** What one SA has carried and refused. */
    public Traffic(long bytes, long packets, long replayFailures, long integrityFailures) {
        this(bytes, packets, replayFailures, integrityFailures, packets == 0 ? integrityFailures : 0);
    }

    /** The sums of both. */
    public Traffic plus(Traffic other) {
        return new Traffic(
                bytes + other.bytes,
                packets + other.packets,
                replayFailures + other.replayFailures,
                integrityFailures + other.integrityFailures,
                suspicious + other.suspicious);
    }
}
