package org.qgate.fleet.link;

import java.util.Objects;

/** Traffic between a prefix behind one end and a prefix behind the other, both as text such as {@code 10.1.0.0/24}. */
public record TrafficSelector(String local, String remote) {
    /** Refuses null. */
    public TrafficSelector {
        Objects.requireNonNull(local, "local");
        Objects.requireNonNull(remote, "remote");
    }

    /** The same traffic seen from the other end. */
    public TrafficSelector mirrored() {
        return new TrafficSelector(/* local= */ remote, /* remote= */ local);
    }

    @Override
    public String toString() {
        return local + " to " + remote;
    }
}
