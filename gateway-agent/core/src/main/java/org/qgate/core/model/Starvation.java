package org.qgate.core.model;

import java.util.Locale;

/** What a sender does when keys come in more slowly than it wants to change them (decision 11). */
public enum Starvation {
    /** Keeps the key in use, to its limit; then nothing leaves. */
    HOLD,
    /** Lengthens the period to what the key source sustains, so that changes stay regular; then holds. */
    STRETCH,
    /** Lets nothing leave as soon as a deadline is missed. */
    BLOCK;

    /** The name in configuration files. */
    public String configurationName() {
        return name().toLowerCase(Locale.ROOT);
    }
}
