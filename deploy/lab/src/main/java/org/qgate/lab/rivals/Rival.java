package org.qgate.lab.rivals;

import java.util.Locale;

/** What moves packets from one namespace to the other. */
public enum Rival {
    /** The cable alone, without protection. */
    PLAIN("no protection"),
    /** Our engine. */
    ENGINE("qgate-engine"),
    /** wireguard-go. */
    WIREGUARD("wireguard-go"),
    /** charon with its plugin kernel-libipsec. */
    LIBIPSEC("strongSwan kernel-libipsec");

    private final String title;

    Rival(String title) {
        this.title = title;
    }

    /** For people. */
    public String title() {
        return title;
    }

    /** Its name in {@code rivals.sh}. */
    String word() {
        return name().toLowerCase(Locale.ROOT);
    }
}
