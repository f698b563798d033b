package org.qgate.wbem.model;

/**
 * How a qualifier spreads.
 *
 * @param overridable a subclass may give it another value
 * @param toSubclass it holds for subclasses and overriding elements too; else it is restricted to where it stands
 * @param translatable its text may be given in other languages
 */
public record Flavor(boolean overridable, boolean toSubclass, boolean translatable) {
    /** What holds where nothing is said: EnableOverride, ToSubclass. */
    public static final Flavor DEFAULT = new Flavor(true, true, false);
}
