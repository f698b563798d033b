package org.qgate.core.model;

/**
 * Versions of the protocol that an end speaks: one, or two neighbours, so that the ends of a link can be upgraded one after the other.
 *
 * @param lowest nothing below is spoken, whoever asks for it
 * @param newest proposed first
 */
public record Versions(int lowest, int newest) {
    /** The first version. */
    public static final int OLDEST = 1;
    /** The newest version that this code knows. */
    public static final int NEWEST = 2;

    /** All that this code knows. */
    public static final Versions ALL = new Versions(OLDEST, NEWEST);

    /** Checks the range. */
    public Versions {
        if (lowest < OLDEST || newest > NEWEST || lowest > newest || newest - lowest > 1) {
            throw new IllegalArgumentException("versions " + lowest + " to " + newest
                    + " are not one or two neighbours of " + OLDEST + " to " + NEWEST);
        }
    }

    /** Only the first version. */
    public static Versions first() {
        return new Versions(OLDEST, OLDEST);
    }

    /** Whether a version is spoken. */
    public boolean include(int version) {
        return version >= lowest && version <= newest;
    }
}
