package org.qgate.core.model;

import java.util.Locale;

/** Whether the control port is to be under AH, in addition to the tags of the messages themselves. */
public enum ControlAh {
    /** Never. */
    OFF,
    /** Where both ends can and want to. */
    AUTO,
    /** Always: a peer that cannot is refused. */
    ON;

    /** The name in configuration files. */
    public String configurationName() {
        return name().toLowerCase(Locale.ROOT);
    }
}
