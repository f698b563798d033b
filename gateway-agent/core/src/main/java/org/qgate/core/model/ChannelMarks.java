package org.qgate.core.model;

/**
 * The highest block number used of each channel, -1 for none.
 *
 * @param data of {@link Channel#DATA}
 * @param control of {@link Channel#CONTROL}
 * @param bootstrap of {@link Channel#BOOTSTRAP}
 */
public record ChannelMarks(long data, long control, long bootstrap) {
    /** Nothing used yet. */
    public static final ChannelMarks NONE = new ChannelMarks(-1, -1, -1);

    /** The mark of one channel. */
    public long of(Channel channel) {
        return switch (channel) {
            case DATA -> data;
            case CONTROL -> control;
            case BOOTSTRAP -> bootstrap;
        };
    }

    /** The same with one channel's mark raised to at least {@code number}. */
    public ChannelMarks raised(Channel channel, long number) {
        return switch (channel) {
            case DATA -> new ChannelMarks(Math.max(data, number), control, bootstrap);
            case CONTROL -> new ChannelMarks(data, Math.max(control, number), bootstrap);
            case BOOTSTRAP -> new ChannelMarks(data, control, Math.max(bootstrap, number));
        };
    }

    /** Field by field the higher of both. */
    public ChannelMarks max(ChannelMarks other) {
        return new ChannelMarks(
                Math.max(data, other.data), Math.max(control, other.control), Math.max(bootstrap, other.bootstrap));
    }

    /** Whether every field is at least that of {@code other}. */
    public boolean covers(ChannelMarks other) {
        return data >= other.data && control >= other.control && bootstrap >= other.bootstrap;
    }
}
