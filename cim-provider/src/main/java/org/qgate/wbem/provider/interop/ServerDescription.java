package org.qgate.wbem.provider.interop;

import java.time.Instant;
import java.util.List;
import java.util.Objects;

/**
 * The server as it tells of itself.
 *
 * @param system name of the gateway in all keys
 * @param version of the program: major.minor.update
 * @param started when the server started
 * @param namespaces all of them, the interop namespace included
 * @param endpoints URLs that clients can use, for example {@code https://alice:5989}
 * @param idleSecondsMax longest time that an open enumeration waits for its client
 */
public record ServerDescription(
        String system,
        String version,
        Instant started,
        List<String> namespaces,
        List<String> endpoints,
        long idleSecondsMax) {
    public ServerDescription {
        Objects.requireNonNull(system, "system");
        Objects.requireNonNull(version, "version");
        Objects.requireNonNull(started, "started");
        namespaces = List.copyOf(namespaces);
        endpoints = List.copyOf(endpoints);
    }
}
