package org.qgate.control;

import java.util.List;

/** SAs of one link: the current one of each kind, and the windows. */
public record LinkSas(String link, List<SaStatus> current, List<WindowStatus> windows) {
    public LinkSas {
        ControlProtocol.requireName("link", link);
        current = List.copyOf(current);
        windows = List.copyOf(windows);
    }
}
