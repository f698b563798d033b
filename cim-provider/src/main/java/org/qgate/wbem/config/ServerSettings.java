package org.qgate.wbem.config;

import java.net.InetSocketAddress;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.qgate.wbem.http.HttpLimits;
import org.qgate.wbem.http.TlsSettings;
import org.qgate.wbem.indication.IndicationLimits;
import org.qgate.wbem.operation.EnumerationLimits;
import org.qgate.wbem.security.AccessRule;

/**
 * A whole server.
 *
 * @param gateway name of the gateway in all keys
 * @param stateDirectory of what is not set otherwise
 * @param usersFile users and their password hashes
 * @param plain where HTTP is served, if it is
 * @param secure where HTTPS is served, if it is
 */
public record ServerSettings(
        String gateway,
        Path stateDirectory,
        Path usersFile,
        Agent agent,
        Optional<InetSocketAddress> plain,
        Optional<Secure> secure,
        HttpLimits limits,
        EnumerationLimits enumerations,
        Indications indications,
        Audit audit,
        List<AccessRule> accessRules) {
    public ServerSettings {
        accessRules = List.copyOf(accessRules);
    }

    /**
     * The agent.
     *
     * @param watchInterval between two looks for changes
     */
    public record Agent(Path controlSocket, Duration timeout, Duration watchInterval) {}

    /**
     * HTTPS.
     *
     * @param selfSigned whether a missing certificate is made
     */
    public record Secure(InetSocketAddress address, TlsSettings tls, boolean selfSigned) {}

    /**
     * Indications.
     *
     * @param allowedNetworks that they may be sent to
     * @param listenerAuthorities of listeners' certificates; empty for those of the Java runtime
     */
    public record Indications(
            List<String> allowedNetworks, Optional<Path> listenerAuthorities, IndicationLimits limits) {
        public Indications {
            allowedNetworks = List.copyOf(allowedNetworks);
        }
    }

    /** The audit log. */
    public record Audit(Path file, long fileBytesMax, int filesMax) {}
}
