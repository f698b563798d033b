package org.qgate.agent.config;

import com.typesafe.config.ConfigFactory;
import com.typesafe.config.ConfigObject;
import com.typesafe.config.ConfigOriginFactory;
import com.typesafe.config.ConfigValue;
import com.typesafe.config.ConfigValueFactory;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;
import org.qgate.control.SelectorStatus;
import org.qgate.core.model.GatewayId;
import org.qgate.core.model.Suite;

/**
 * Links as clients of the control socket describe them, to configurations and back. What a description does not say is taken from the
 * configuration file: from the link of that name, then from {@code link-defaults}.
 */
public final class LinkSettings {
    private static final String SECRET = ".secret";
    private static final String SEED = ".seed";
    private static final long NANOS_PER_MILLI = 1_000_000;

    /** Names of files, and of nothing outside the directory. */
    private static final Pattern SECRET_NAME = Pattern.compile("[A-Za-z0-9][A-Za-z0-9_-]{0,62}");

    private final GatewayId gateway;
    private final DataPlaneKind dataPlane;
    private final Path secretsDirectory;
    private final ConfigObject defaults;
    private final ConfigObject links;
    private final Suite usualSuite;

    LinkSettings(
            GatewayId gateway,
            DataPlaneKind dataPlane,
            Path secretsDirectory,
            ConfigObject defaults,
            ConfigObject links)
            throws ConfigurationException {
        this.gateway = gateway;
        this.dataPlane = dataPlane;
        this.secretsDirectory = secretsDirectory;
        this.defaults = defaults;
        this.links = links;
        this.usualSuite = new ConfigSection("qgate.link-defaults", defaults, defaults.origin())
                .parsed("suite", LinkReader::suite);
    }

    /**
     * Reads a link as the configuration file would be read.
     *
     * @param wanted what a client says
     * @param others links that it must not clash with
     */
    public LinkConfiguration read(org.qgate.control.LinkConfiguration wanted, List<LinkConfiguration> others)
            throws ConfigurationException {
        String name = wanted.name();
        ConfigValue own = links.get(name);
        ConfigObject file = own instanceof ConfigObject object
                ? object
                : ConfigFactory.empty().root();
        ConfigObject said = ConfigValueFactory.fromMap(settings(wanted, file), "link " + name);
        ConfigObject whole = said.withFallback(file).withFallback(defaults);
        ConfigSection section = new ConfigSection(
                "qgate.links." + name, whole, ConfigOriginFactory.newSimple("the wanted configuration"));
        LinkConfiguration link = LinkReader.read(gateway, dataPlane, name, section);
        ConfigurationReader.refuseClash(link, others, section);
        return link;
    }

    /** The suite of links that do not say theirs. */
    public Suite usualSuite() {
        return usualSuite;
    }

    private Map<String, Object> settings(org.qgate.control.LinkConfiguration wanted, ConfigObject file)
            throws ConfigurationException {
        Map<String, Object> settings = new HashMap<>();
        settings.put("peer", wanted.peer());
        settings.put("local-address", wanted.localAddress());
        settings.put("peer-address", wanted.peerAddress());
        settings.put("control-port", wanted.controlPort());
        settings.put("hello-port", wanted.helloPort());
        settings.put("suite", wanted.suite());
        settings.put("period", wanted.periodMillis() + " ms");
        settings.put("on-starvation", wanted.onStarvation());
        settings.put(
                "selectors",
                wanted.selectors().stream()
                        .map(selector -> Map.of("local", selector.local(), "remote", selector.remote()))
                        .toList());
        settings.put("interface", tunnelInterface(wanted.tunnelInterface()));
        settings.put(
                "addresses",
                wanted.addresses().stream()
                        .map(address -> Map.of("device", address.device(), "address", address.address()))
                        .toList());
        settings.put("routes", wanted.routes().stream().map(LinkSettings::route).toList());
        settings.put("udp-encapsulation", udp(wanted.udpEncapsulation()));
        Map<String, Object> keys = new HashMap<>();
        keys.put("type", "simulated");
        keys.put("accept-simulated-keys", wanted.acceptSimulatedKeys());
        keys.put("rate", wanted.keySourceRateBitsPerSecond() + " bps");
        boolean ofTheFile = wanted.secretName().isEmpty() && file.containsKey("secret-file");
        if (!ofTheFile) {
            String secret = wanted.secretName().isEmpty() ? wanted.name() : secretName(wanted.secretName());
            settings.put(
                    "secret-file", secretsDirectory.resolve(secret + SECRET).toString());
            keys.put("seed-file", secretsDirectory.resolve(secret + SEED).toString());
        }
        settings.put("key-source", keys);
        return settings;
    }

    private static String secretName(String name) throws ConfigurationException {
        if (!SECRET_NAME.matcher(name).matches()) {
            throw new ConfigurationException(
                    "secretName '" + name + "' is no name of a secret: 1 to 63 letters, digits, - and _");
        }
        return name;
    }

    private static Map<String, Object> tunnelInterface(Optional<org.qgate.control.LinkConfiguration.Interface> wanted) {
        Map<String, Object> section = new HashMap<>();
        section.put("name", null);
        section.put("addresses", List.of());
        wanted.ifPresent(given -> {
            section.put("name", given.name());
            section.put("kind", given.kind());
            section.put("mtu", given.mtuBytes() == 0 ? "auto" : String.valueOf(given.mtuBytes()));
            section.put(
                    "addresses",
                    given.addresses().stream()
                            .map(address -> Map.of("address", address))
                            .toList());
        });
        return section;
    }

    private static Map<String, Object> route(org.qgate.control.LinkConfiguration.Route route) {
        Map<String, Object> section = new HashMap<>();
        section.put("to", route.to());
        route.via().ifPresent(via -> section.put("via", via));
        route.device().ifPresent(device -> section.put("device", device));
        route.source().ifPresent(source -> section.put("source", source));
        return section;
    }

    private static Map<String, Object> udp(Optional<org.qgate.control.LinkConfiguration.UdpPorts> wanted) {
        Map<String, Object> section = new HashMap<>();
        section.put("enabled", wanted.isPresent());
        wanted.ifPresent(ports -> {
            section.put("local-port", ports.localPort());
            section.put("peer-port", ports.peerPort());
        });
        return section;
    }

    /** How a client is told of a link. */
    public org.qgate.control.LinkConfiguration describe(LinkConfiguration link) {
        List<org.qgate.control.LinkConfiguration.Address> addresses = new ArrayList<>();
        link.network()
                .addresses()
                .forEach(address -> addresses.add(new org.qgate.control.LinkConfiguration.Address(
                        address.device(), address.address().toString())));
        List<org.qgate.control.LinkConfiguration.Route> routes = new ArrayList<>();
        link.network()
                .routes()
                .forEach(route -> routes.add(new org.qgate.control.LinkConfiguration.Route(
                        route.to().toString(),
                        route.via().map(Object::toString),
                        route.device(),
                        route.source().map(Object::toString))));
        return new org.qgate.control.LinkConfiguration(
                link.name(),
                link.parameters().peer().name(),
                link.endpoints().local().toString(),
                link.endpoints().peer().toString(),
                link.endpoints().controlPort(),
                link.endpoints().helloPort(),
                link.parameters().suite().configurationName(),
                link.parameters().timers().periodNanos() / NANOS_PER_MILLI,
                link.parameters().keyUse().starvation().configurationName(),
                link.policies().selectors().stream()
                        .map(selector -> new SelectorStatus(
                                selector.local().toString(), selector.remote().toString()))
                        .toList(),
                link.network()
                        .tunnelInterface()
                        .map(made -> new org.qgate.control.LinkConfiguration.Interface(
                                made.name(),
                                made.kind().configurationName(),
                                made.addresses().stream().map(Object::toString).toList(),
                                made.mtuBytes())),
                addresses,
                routes,
                link.esp()
                        .encapsulation()
                        .map(udp -> new org.qgate.control.LinkConfiguration.UdpPorts(udp.localPort(), udp.peerPort())),
                true,
                link.keySource().bitsPerSecond(),
                secretName(link));
    }

    /** Empty for files that do not lie where a name would lead. */
    private String secretName(LinkConfiguration link) {
        String file = String.valueOf(link.secretFile().getFileName());
        String name = file.endsWith(SECRET) ? file.substring(0, file.length() - SECRET.length()) : "";
        boolean ours = SECRET_NAME.matcher(name).matches()
                && link.secretFile().equals(secretsDirectory.resolve(name + SECRET))
                && link.keySource().seedFile().equals(secretsDirectory.resolve(name + SEED));
        return ours ? name : "";
    }
}
