package org.qgate.agent.config;

import com.typesafe.config.Config;
import com.typesafe.config.ConfigException;
import com.typesafe.config.ConfigFactory;
import com.typesafe.config.ConfigObject;
import com.typesafe.config.ConfigParseOptions;
import com.typesafe.config.ConfigResolveOptions;
import com.typesafe.config.ConfigValue;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import org.qgate.core.model.GatewayId;

/** Reads a configuration file over the defaults of {@code reference.conf}. */
public final class ConfigurationReader {
    /** Most links of one agent. */
    public static final int LINKS_MAX = 256;

    private static final long KIB = 1024;
    private static final String ROOT = "qgate";
    private static final String DEFAULTS = "link-defaults";

    private ConfigurationReader() {}

    /** Reads and validates a file; all of it, or a {@link ConfigurationException}. */
    public static AgentConfiguration read(Path file) throws ConfigurationException {
        try {
            Config own = ConfigFactory.parseFile(
                    file.toFile(), ConfigParseOptions.defaults().setAllowMissing(false));
            return read(own);
        } catch (ConfigException e) {
            throw new ConfigurationException(String.valueOf(e.getMessage()), e);
        }
    }

    static AgentConfiguration read(Config own) throws ConfigurationException {
        Config reference = ConfigFactory.parseResourcesAnySyntax(
                ConfigurationReader.class.getClassLoader(),
                "reference",
                ConfigParseOptions.defaults().setAllowMissing(false));
        Config merged = own.withFallback(reference)
                .resolve(ConfigResolveOptions.defaults().setUseSystemEnvironment(false));
        for (String name : own.root().keySet()) {
            if (!name.equals(ROOT)) {
                throw new ConfigurationException(
                        ConfigSection.where(own.root().get(name).origin()) + ": " + name
                                + " is not known; everything stands within " + ROOT + " { }");
            }
        }
        ConfigValue written = own.root().get(ROOT);
        return agent(
                new ConfigSection(ROOT, merged.getObject(ROOT), written == null ? own.origin() : written.origin()),
                merged);
    }

    private static AgentConfiguration agent(ConfigSection root, Config merged) throws ConfigurationException {
        GatewayId gateway = root.parsed("gateway", GatewayId::new);
        ControlConfiguration control = new ControlConfiguration(
                root.file("control-socket"), root.text("control-group"), root.text("wbem-user"));
        ConfigSection ledger = root.section("ledger");
        LedgerConfiguration ledgerBounds = new LedgerConfiguration(
                ledger.bytes("file-bytes-max", 64 * KIB, KIB * KIB * KIB), (int) ledger.integer("files-max", 2, 1000));
        ledger.refuseUnknown();
        Path stateDirectory = root.file("state-directory");
        DataPlaneKind dataPlane = root.parsed("data-plane", ConfigurationReader::dataPlane);
        EngineConfiguration engine = engine(root.section("engine"));
        int secretsMax = (int) root.integer("secrets-max", 64, 1 << 18);
        Path secrets = root.file("secrets-directory");
        ConfigSection links = root.section("links");
        root.section(DEFAULTS);
        root.refuseUnknown();
        return new AgentConfiguration(
                gateway,
                stateDirectory,
                control,
                ledgerBounds,
                dataPlane,
                engine,
                secretsMax,
                links(gateway, dataPlane, root, links, merged),
                new LinkSettings(
                        gateway,
                        dataPlane,
                        secrets,
                        merged.getObject(ROOT + "." + DEFAULTS),
                        merged.getObject(ROOT + ".links")));
    }

    private static DataPlaneKind dataPlane(String word) {
        return Arrays.stream(DataPlaneKind.values())
                .filter(kind -> kind.word().equals(word))
                .findFirst()
                .orElseThrow(() ->
                        new IllegalArgumentException(word + " is unknown; there are auto, xfrm, pfkey and engine"));
    }

    private static EngineConfiguration engine(ConfigSection engine) throws ConfigurationException {
        EngineConfiguration configured = new EngineConfiguration(
                engine.text("program"),
                engine.flag("start"),
                engine.file("socket"),
                engine.parsed("tun", ConfigurationReader::interfaceName),
                (int) engine.integer("link-mtu", 1280, 65_535),
                (int) engine.integer("capacity", 0, 65_536),
                (int) engine.integer("table", 256, Integer.MAX_VALUE),
                (int) engine.integer("rule-preference", 1, 32_000));
        engine.refuseUnknown();
        return configured;
    }

    private static String interfaceName(String name) {
        if (!name.matches("[A-Za-z0-9._-]{1,15}")) {
            throw new IllegalArgumentException(name + " is no name for an interface: 1 to 15 letters, digits, . _ -");
        }
        return name;
    }

    private static List<LinkConfiguration> links(
            GatewayId gateway, DataPlaneKind dataPlane, ConfigSection root, ConfigSection links, Config merged)
            throws ConfigurationException {
        if (links.names().size() > LINKS_MAX) {
            throw root.wrong("links", "has more than " + LINKS_MAX + " links");
        }
        ConfigObject defaults = merged.getObject(ROOT + "." + DEFAULTS);
        List<LinkConfiguration> configured = new ArrayList<>();
        for (String name : new TreeSet<>(links.names())) {
            ConfigValue own = merged.getObject(ROOT + ".links").get(name);
            if (!(own instanceof ConfigObject)) {
                throw links.wrong(name, "must be a section in braces");
            }
            ConfigObject whole = (ConfigObject) own.withFallback(defaults);
            ConfigSection section = new ConfigSection("qgate.links." + name, whole, own.origin());
            LinkConfiguration link = LinkReader.read(gateway, dataPlane, name, section);
            refuseClash(link, configured, section);
            configured.add(link);
        }
        return configured;
    }

    /** Two links must not share what names them in the kernel. */
    static void refuseClash(LinkConfiguration link, List<LinkConfiguration> others, ConfigSection section)
            throws ConfigurationException {
        Map<Integer, String> reqids = new HashMap<>();
        Set<TrafficSelector> selectors = new HashSet<>();
        for (LinkConfiguration other : others) {
            reqids.put(other.policies().reqid(), other.name());
            selectors.addAll(other.policies().selectors());
            refusePortOfTwoKinds(link.endpoints(), other, section);
        }
        String owner = reqids.get(link.policies().reqid());
        if (owner != null) {
            throw section.wrong(
                    "reqid", link.policies().reqid() + " is also that of link " + owner + "; set another one");
        }
        for (TrafficSelector selector : link.policies().selectors()) {
            if (!selectors.add(selector)) {
                throw section.wrong(
                        "selectors",
                        "has " + selector.local() + " to " + selector.remote() + " twice, here or with another link");
            }
        }
    }

    /** Links may share a socket, but what comes in on it must be of one kind. */
    private static void refusePortOfTwoKinds(LinkEndpoints own, LinkConfiguration other, ConfigSection section)
            throws ConfigurationException {
        LinkEndpoints its = other.endpoints();
        if (!its.local().equals(own.local())) {
            return;
        }
        if (own.controlPort() == its.helloPort()) {
            throw section.wrong("control-port", own.controlPort() + " is the hello-port of link " + other.name());
        }
        if (own.helloPort() == its.controlPort()) {
            throw section.wrong("hello-port", own.helloPort() + " is the control-port of link " + other.name());
        }
    }
}
