package org.qgate.control;

import java.util.Objects;

/** Traffic that a link protects: local and remote prefix in CIDR form. */
public record SelectorStatus(String local, String remote) {
    public SelectorStatus {
        Objects.requireNonNull(local, "local");
        Objects.requireNonNull(remote, "remote");
    }
}
