package org.qgate.wbem.config;

import com.typesafe.config.Config;
import com.typesafe.config.ConfigException;
import com.typesafe.config.ConfigFactory;
import com.typesafe.config.ConfigOrigin;
import com.typesafe.config.ConfigValue;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.UnknownHostException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import org.qgate.wbem.http.HttpLimits;
import org.qgate.wbem.http.TlsSettings;
import org.qgate.wbem.indication.AllowedAddresses;
import org.qgate.wbem.indication.IndicationLimits;
import org.qgate.wbem.operation.EnumerationLimits;
import org.qgate.wbem.security.AccessRule;
import org.qgate.wbem.security.RoleNames;

/** Reads the configuration: the file over the defaults of {@code reference.conf}; what is not there is an error. */
public final class SettingsReader {
    private static final String ROOT = "qgate-wbem";
    private static final Duration SHORT = Duration.ofMillis(100);
    private static final Duration MINUTE = Duration.ofMinutes(1);
    private static final Duration HOUR = Duration.ofHours(1);
    private static final Duration DAY = Duration.ofHours(24);
    private static final long KIB = 1L << 10;
    private static final long MIB = 1L << 20;
    private static final long GIB = 1L << 30;
    private static final int MILLION = 1_000_000;

    private SettingsReader() {}

    /**
     * Reads a file.
     *
     * @throws SettingsException names file, line and setting
     */
    public static ServerSettings read(Path file) throws SettingsException {
        if (!Files.isReadable(file)) {
            throw new SettingsException(file + " cannot be read: is it there, and may this user read it?");
        }
        try {
            Config written = ConfigFactory.parseFile(file.toFile());
            Config defaults = ConfigFactory.parseResources(SettingsReader.class.getClassLoader(), "reference.conf");
            refuseUnknown(written, defaults);
            return settings(written.withFallback(defaults).resolve());
        } catch (ConfigException e) {
            throw new SettingsException(String.valueOf(e.getMessage()), e);
        }
    }

    private static void refuseUnknown(Config written, Config defaults) throws SettingsException {
        for (Map.Entry<String, ConfigValue> entry : written.entrySet()) {
            if (!defaults.hasPathOrNull(entry.getKey())) {
                ConfigOrigin origin = entry.getValue().origin();
                throw new SettingsException(origin.filename() + ":" + origin.lineNumber() + ": " + entry.getKey()
                        + " is not a setting; reference.conf describes all there are");
            }
        }
    }

    private static ServerSettings settings(Config config) throws SettingsException {
        Section top = new Section(config, ROOT);
        Path state = top.file("state-directory").orElseThrow(() -> top.wrong("state-directory", "must be set"));
        return new ServerSettings(
                gateway(top),
                state,
                top.file("users-file").orElse(state.resolve("users")),
                agent(new Section(config, ROOT + ".agent")),
                plain(new Section(config, ROOT + ".http")),
                secure(new Section(config, ROOT + ".https"), state),
                limits(new Section(config, ROOT + ".limits")),
                enumerations(new Section(config, ROOT + ".enumerations")),
                indications(new Section(config, ROOT + ".indications")),
                audit(new Section(config, ROOT + ".audit"), state),
                accessRules(config));
    }

    private static String gateway(Section top) throws SettingsException {
        Optional<String> name = top.optionalText("gateway");
        try {
            String gateway = name.isPresent()
                    ? name.get()
                    : InetAddress.getLocalHost().getHostName().toLowerCase(Locale.ROOT);
            if (!gateway.matches("[A-Za-z0-9][A-Za-z0-9._-]{0,252}")) {
                throw top.wrong("gateway", "must be 1 to 253 letters, digits, dots, hyphens and underscores");
            }
            return gateway;
        } catch (UnknownHostException e) {
            throw new SettingsException("this host has no name; set " + ROOT + ".gateway", e);
        }
    }

    private static ServerSettings.Agent agent(Section section) throws SettingsException {
        return new ServerSettings.Agent(
                section.file("control-socket").orElseThrow(() -> section.wrong("control-socket", "must be set")),
                section.duration("timeout", SHORT, MINUTE),
                section.duration("watch-interval", SHORT, MINUTE));
    }

    private static Optional<InetSocketAddress> plain(Section section) throws SettingsException {
        if (!section.flag("enabled")) {
            return Optional.empty();
        }
        InetSocketAddress address = section.address("address", "port");
        if (!address.getAddress().isLoopbackAddress() && !section.flag("allow-remote")) {
            throw section.wrong(
                    "address",
                    "is not on the loopback: HTTP shows passwords to everyone on the way. Use https, or set"
                            + " allow-remote = true");
        }
        return Optional.of(address);
    }

    private static Optional<ServerSettings.Secure> secure(Section section, Path state) throws SettingsException {
        if (!section.flag("enabled")) {
            return Optional.empty();
        }
        Optional<Path> certificate = section.file("certificate");
        Optional<Path> privateKey = section.file("private-key");
        if (certificate.isPresent() != privateKey.isPresent()) {
            throw section.wrong("certificate", "and private-key must be set together");
        }
        Optional<Path> authorities = section.file("client-authorities");
        boolean required = section.flag("client-certificate-required");
        if (required && authorities.isEmpty()) {
            throw section.wrong("client-certificate-required", "needs client-authorities");
        }
        TlsSettings tls = new TlsSettings(
                certificate.orElse(state.resolve("server.crt")),
                privateKey.orElse(state.resolve("server.key")),
                authorities,
                required);
        return Optional.of(new ServerSettings.Secure(section.address("address", "port"), tls, certificate.isEmpty()));
    }

    private static HttpLimits limits(Section section) throws SettingsException {
        return new HttpLimits(
                (int) section.bytes("header-bytes-max", 4 * KIB, 64 * KIB),
                (int) section.bytes("body-bytes-max", 64 * KIB, 64 * MIB),
                section.bytes("bodies-bytes-max", MIB, GIB),
                (int) section.bytes("answer-bytes-max", MIB, 256 * MIB),
                section.bytes("answers-bytes-max", MIB, GIB),
                section.number("connections-max", 4, 65_536),
                section.number("connections-per-address-max", 4, 65_536),
                section.duration("header-timeout", SHORT, HOUR).toMillis(),
                section.duration("body-timeout", SHORT, HOUR).toMillis(),
                section.duration("keep-alive-timeout", SHORT, HOUR).toMillis(),
                section.duration("answer-timeout", SHORT, HOUR).toMillis(),
                section.number("requests-per-second-max", 1, MILLION),
                section.number("request-burst-max", 1, MILLION),
                section.number("threads-max", 4, 1_024));
    }

    private static EnumerationLimits enumerations(Section section) throws SettingsException {
        return new EnumerationLimits(
                section.number("open-max", 1, 10_000),
                section.number("open-per-user-max", 1, 10_000),
                section.number("objects-max", 1, 100_000),
                section.duration("timeout", Duration.ofSeconds(1), HOUR).toSeconds(),
                section.duration("timeout-max", Duration.ofSeconds(1), HOUR).toSeconds());
    }

    private static ServerSettings.Indications indications(Section section) throws SettingsException {
        List<String> networks = section.texts("allowed-networks");
        try {
            AllowedAddresses.parse(networks);
        } catch (IllegalArgumentException e) {
            throw section.wrong("allowed-networks", ": " + e.getMessage());
        }
        IndicationLimits limits = new IndicationLimits(
                section.number("subscriptions-max", 1, 10_000),
                section.number("queued-max", 2, 100_000),
                section.duration("retry-interval", SHORT, DAY).toMillis(),
                section.duration("kept-for", SHORT, DAY).toMillis(),
                section.duration("delivery-timeout", SHORT, HOUR).toMillis());
        return new ServerSettings.Indications(networks, section.file("listener-authorities"), limits);
    }

    private static ServerSettings.Audit audit(Section section, Path state) throws SettingsException {
        return new ServerSettings.Audit(
                section.file("file").orElse(state.resolve("audit.log")),
                section.bytes("file-bytes-max", 64 * KIB, GIB),
                section.number("files-max", 2, 1_000));
    }

    private static List<AccessRule> accessRules(Config config) throws SettingsException {
        List<AccessRule> rules = new ArrayList<>();
        for (Config rule : config.getConfigList(ROOT + ".access-rules")) {
            try {
                rules.add(new AccessRule(
                        rule.getString("operation"),
                        rule.hasPath("class") ? rule.getString("class") : "*",
                        rule.hasPath("method") ? rule.getString("method") : "*",
                        RoleNames.parse(rule.getString("role"))));
            } catch (ConfigException | IllegalArgumentException e) {
                throw new SettingsException(
                        rule.origin().filename() + ":" + rule.origin().lineNumber() + ": " + ROOT + ".access-rules: "
                                + e.getMessage(),
                        e);
            }
        }
        return rules;
    }
}
