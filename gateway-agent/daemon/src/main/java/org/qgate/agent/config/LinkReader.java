package org.qgate.agent.config;

import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.zip.CRC32C;
import org.qgate.core.model.ControlAh;
import org.qgate.core.model.GatewayId;
import org.qgate.core.model.KeyUse;
import org.qgate.core.model.LinkName;
import org.qgate.core.model.LinkParameters;
import org.qgate.core.model.LinkTimers;
import org.qgate.core.model.Role;
import org.qgate.core.model.Starvation;
import org.qgate.core.model.Suite;
import org.qgate.core.model.Versions;
import org.qgate.linux.inet.IpAddress;
import org.qgate.linux.inet.IpPrefix;

/** Reads one link. */
final class LinkReader {
    private static final int SELECTORS_MAX = 16;
    private static final int ADDRESSES_MAX = 16;
    private static final int ROUTES_MAX = 64;
    private static final int PORT_MAX = 65_535;
    /** One less is taken by bypasses for our own messages. */
    private static final long PRIORITY_MIN = 2;

    private static final long PRIORITY_MAX = 0xFFFF_FFFFL;
    private static final int REPLAY_WINDOW_MIN = 32;
    private static final int REPLAY_WINDOW_MAX = 4096;
    private static final int MTU_MIN = 576;
    private static final int MTU_MAX = 65_535;
    private static final Pattern INTERFACE_NAME = Pattern.compile("[A-Za-z][A-Za-z0-9_-]{0,14}");
    private static final long PACKET_RATE_MAX = 100_000_000;
    /** How much later than a packet sent after it a packet may come in; networks that reorder do so within milliseconds. */
    private static final long OVERTAKING_NANOS = 50_000_000;

    private static final long NANOS_PER_SECOND = 1_000_000_000;
    private static final long RATE_MAX = 1_000_000_000;
    private static final long POOL_BITS_MAX = 1L << 30;

    /** Derived reqids lie in one range, so that an operator recognises them in {@code ip xfrm state}. */
    private static final int REQID_BASE = 0x5100_0000;

    private static final int REQID_MASK = 0x00FF_FFFF;

    private final GatewayId gateway;
    private final DataPlaneKind dataPlane;
    private final ConfigSection link;

    private LinkReader(GatewayId gateway, DataPlaneKind dataPlane, ConfigSection link) {
        this.gateway = gateway;
        this.dataPlane = dataPlane;
        this.link = link;
    }

    static LinkConfiguration read(GatewayId gateway, DataPlaneKind dataPlane, String name, ConfigSection section)
            throws ConfigurationException {
        LinkReader reader = new LinkReader(gateway, dataPlane, section);
        LinkConfiguration configuration = new LinkConfiguration(
                reader.parameters(name),
                reader.endpoints(),
                section.file("secret-file"),
                reader.policies(name),
                reader.esp(),
                reader.keySource(),
                reader.network());
        section.refuseUnknown();
        return configuration;
    }

    private LinkParameters parameters(String name) throws ConfigurationException {
        LinkName linkName;
        try {
            linkName = new LinkName(name);
        } catch (IllegalArgumentException e) {
            throw link.wrong("(name)", String.valueOf(e.getMessage()));
        }
        GatewayId peer = link.parsed("peer", GatewayId::new);
        if (peer.equals(gateway)) {
            throw link.wrong("peer", "'" + peer + "' is this gateway itself; name the other end");
        }
        Suite suite = link.parsed("suite", LinkReader::suite);
        if (!link.flag("allow-legacy-ciphers") && suite.isLegacy()) {
            throw link.wrong(
                    "suite",
                    suite.configurationName() + " has a cipher with blocks of 64 bits; choose another suite, or set"
                            + " allow-legacy-ciphers = true on both ends if the peer can do no better");
        }
        return new LinkParameters(
                linkName,
                gateway,
                peer,
                suite,
                timers(),
                keyUse(),
                SelectorDigest.of(selectors(), Role.of(gateway, peer), extendedSequenceNumbers()),
                controlAh(),
                new Versions((int) link.integer("lowest-version", Versions.OLDEST, Versions.NEWEST), Versions.NEWEST));
    }

    private ControlAh controlAh() throws ConfigurationException {
        ControlAh wanted = link.parsed("control-ah", LinkReader::controlAh);
        if (wanted == ControlAh.ON && dataPlane != DataPlaneKind.XFRM && dataPlane != DataPlaneKind.AUTO) {
            throw link.wrong(
                    "control-ah",
                    "on is impossible with data-plane = " + dataPlane.word()
                            + ", which has no AH; use data-plane = xfrm, or auto");
        }
        if (wanted == ControlAh.ON && link.section("udp-encapsulation").flag("enabled")) {
            throw link.wrong(
                    "control-ah", "on is impossible with udp-encapsulation: AH covers addresses; use auto or off");
        }
        if (wanted == ControlAh.ON && link.parsed("transport", Transport::parse) != Transport.UDP) {
            throw link.wrong("control-ah", "on is impossible with transport = tcp; use auto or off");
        }
        return wanted;
    }

    private static ControlAh controlAh(String name) {
        return Arrays.stream(ControlAh.values())
                .filter(wanted -> wanted.configurationName().equals(name))
                .findFirst()
                .orElseThrow(() -> new IllegalArgumentException("'" + name + "' is none of auto, on, off"));
    }

    static Suite suite(String name) {
        return Arrays.stream(Suite.values())
                .filter(suite -> suite.configurationName().equals(name))
                .findFirst()
                .orElseThrow(() -> new IllegalArgumentException("'" + name + "' is none of "
                        + Arrays.stream(Suite.values())
                                .map(Suite::configurationName)
                                .collect(Collectors.joining(", "))));
    }

    private KeyUse keyUse() throws ConfigurationException {
        return new KeyUse(
                link.parsed("on-starvation", LinkReader::starvation),
                link.integer("data-bits-per-key-bit", 0, KeyUse.DATA_BITS_PER_KEY_BIT_MAX));
    }

    private static Starvation starvation(String name) {
        return Arrays.stream(Starvation.values())
                .filter(policy -> policy.configurationName().equals(name))
                .findFirst()
                .orElseThrow(() -> new IllegalArgumentException("'" + name + "' is none of hold, stretch, block"));
    }

    private LinkTimers timers() throws ConfigurationException {
        Duration tenSeconds = Duration.ofSeconds(10);
        Duration limit = Duration.ofNanos(LinkTimers.AGE_LIMIT_NANOS);
        return new LinkTimers(
                link.nanos("period", Duration.ofNanos(LinkTimers.PERIOD_MIN_NANOS), limit),
                link.nanos("ahead", Duration.ofMillis(50), tenSeconds),
                link.nanos("retirement", Duration.ofMillis(300), tenSeconds),
                link.nanos("outbound-retirement", Duration.ofMillis(100), tenSeconds),
                link.nanos("control-period", Duration.ofMillis(100), Duration.ofHours(1)),
                link.nanos("keepalive", Duration.ofMillis(50), tenSeconds),
                link.nanos("suspend", Duration.ofMillis(500), Duration.ofMinutes(10)),
                link.nanos("age-limit", Duration.ofSeconds(1), limit));
    }

    private LinkEndpoints endpoints() throws ConfigurationException {
        IpAddress local = link.parsed("local-address", IpAddress::parse);
        IpAddress peer = link.parsed("peer-address", IpAddress::parse);
        if (local.family() != peer.family()) {
            throw link.wrong("peer-address", peer + " and local-address " + local + " are not of one family");
        }
        if (local.equals(peer)) {
            throw link.wrong("peer-address", peer + " is local-address too; name the other end's address");
        }
        int control = (int) link.integer("control-port", 1, PORT_MAX);
        int hello = (int) link.integer("hello-port", 1, PORT_MAX);
        if (control == hello) {
            throw link.wrong("hello-port", hello + " is control-port too; the two must differ");
        }
        return new LinkEndpoints(local, peer, control, hello, link.parsed("transport", Transport::parse));
    }

    private LinkPolicies policies(String name) throws ConfigurationException {
        int reqid = (int) link.integer("reqid", 0, Integer.MAX_VALUE);
        long priority = link.integer("policy-priority", PRIORITY_MIN, PRIORITY_MAX);
        long blockPriority = link.integer("block-priority", 1, PRIORITY_MAX);
        if (blockPriority <= priority + 1) {
            throw link.wrong(
                    "block-priority",
                    blockPriority + " must be a higher number than policy-priority " + priority
                            + ", by 2 at least, else it would block protected traffic too");
        }
        return new LinkPolicies(
                selectors(),
                reqid == 0 ? derivedReqid(name) : reqid,
                priority,
                blockPriority,
                replayWindow(timers().periodNanos()));
    }

    private EspOptions esp() throws ConfigurationException {
        TrafficClassRules trafficClass =
                new TrafficClassRules(link.flag("dscp-outward"), link.flag("dscp-inward"), link.flag("ecn"));
        ConfigSection udp = link.section("udp-encapsulation");
        boolean inUdp = udp.flag("enabled");
        UdpEncapsulation ports = new UdpEncapsulation(
                (int) udp.integer("local-port", 1, PORT_MAX), (int) udp.integer("peer-port", 1, PORT_MAX));
        udp.refuseUnknown();
        ConfigSection card = link.section("offload");
        NicOffload.Mode mode = card.parsed("mode", NicOffload.Mode::parse);
        Optional<NicOffload> offload = card.optionalText("device").map(device -> new NicOffload(device, mode));
        card.refuseUnknown();
        if (inUdp && offload.isPresent()) {
            throw card.wrong("device", "cannot be used with udp-encapsulation: no card takes ESP in UDP");
        }
        return new EspOptions(
                extendedSequenceNumbers(), trafficClass, inUdp ? Optional.of(ports) : Optional.empty(), offload);
    }

    private boolean extendedSequenceNumbers() throws ConfigurationException {
        return link.parsedWord("extended-sequence-numbers", this::extendedSequenceNumbers);
    }

    private boolean extendedSequenceNumbers(String word) {
        boolean possible = dataPlane != DataPlaneKind.PFKEY;
        return switch (word) {
            case "auto" -> possible;
            case "false" -> false;
            case "true" -> {
                if (!possible) {
                    throw new IllegalArgumentException(
                            "true is impossible with data-plane = pfkey: PF_KEY of the kernel"
                                    + " has no word for it; use data-plane = xfrm, or false on both ends");
                }
                yield true;
            }
            default -> throw new IllegalArgumentException("'" + word + "' is none of auto, true, false");
        };
    }

    /** Packets of one SA that can be in disorder: those of two periods (one may be late) or, if that is shorter, of the longest overtaking. */
    private int replayWindow(long periodNanos) throws ConfigurationException {
        long rate = link.integer("packet-rate", 1, PACKET_RATE_MAX);
        if (!link.text("replay-window").equals("auto")) {
            return (int) link.integer("replay-window", REPLAY_WINDOW_MIN, REPLAY_WINDOW_MAX);
        }
        long packets = rate * Math.min(2 * periodNanos, OVERTAKING_NANOS) / NANOS_PER_SECOND;
        return (int) Math.min(REPLAY_WINDOW_MAX, Math.max(REPLAY_WINDOW_MIN, packets));
    }

    private List<TrafficSelector> selectors() throws ConfigurationException {
        List<TrafficSelector> selectors = new ArrayList<>();
        for (ConfigSection entry : link.sections("selectors", 1, SELECTORS_MAX)) {
            selectors.add(selector(entry));
        }
        return selectors;
    }

    private static int derivedReqid(String name) {
        CRC32C crc = new CRC32C();
        crc.update(name.getBytes(StandardCharsets.UTF_8));
        return REQID_BASE | ((int) crc.getValue() & REQID_MASK);
    }

    private static TrafficSelector selector(ConfigSection entry) throws ConfigurationException {
        IpPrefix local = prefix(entry, "local");
        IpPrefix remote = prefix(entry, "remote");
        if (local.family() != remote.family()) {
            throw entry.wrong("remote", remote + " and local " + local + " are not of one family");
        }
        entry.refuseUnknown();
        return new TrafficSelector(local, remote);
    }

    private static IpPrefix prefix(ConfigSection entry, String key) throws ConfigurationException {
        IpPrefix prefix = entry.parsed(key, IpPrefix::parse);
        if (!prefix.equals(prefix.masked())) {
            throw entry.wrong(key, prefix + " has bits set behind its length; write " + prefix.masked());
        }
        return prefix;
    }

    private SimulatedKeyConfiguration keySource() throws ConfigurationException {
        ConfigSection source = link.section("key-source");
        String type = source.text("type");
        if (!type.equals("simulated")) {
            throw source.wrong("type", "'" + type + "' is not known; this version has: simulated");
        }
        if (!source.flag("accept-simulated-keys")) {
            throw source.wrong(
                    "accept-simulated-keys",
                    "is false: simulated keys are not for production; set it to true for tests and demonstrations"
                            + " only");
        }
        SimulatedKeyConfiguration configuration = new SimulatedKeyConfiguration(
                source.file("seed-file"),
                source.bitsPerSecond("rate", 100, RATE_MAX),
                source.integer("pool-bits-max", 1024, POOL_BITS_MAX));
        source.refuseUnknown();
        return configuration;
    }

    private LinkNetwork network() throws ConfigurationException {
        List<InterfaceAddress> addresses = new ArrayList<>();
        for (ConfigSection entry : link.sections("addresses", 0, ADDRESSES_MAX)) {
            addresses.add(new InterfaceAddress(entry.text("device"), entry.parsed("address", IpPrefix::parse)));
            entry.refuseUnknown();
        }
        List<TunnelRoute> routes = new ArrayList<>();
        for (ConfigSection entry : link.sections("routes", 0, ROUTES_MAX)) {
            routes.add(route(entry));
        }
        return new LinkNetwork(tunnelInterface(), addresses, routes);
    }

    private Optional<TunnelInterface> tunnelInterface() throws ConfigurationException {
        ConfigSection section = link.section("interface");
        Optional<String> name = section.optionalText("name");
        TunnelInterface.Kind kind = section.parsed("kind", TunnelInterface.Kind::parse);
        List<IpPrefix> addresses = new ArrayList<>();
        for (ConfigSection entry : section.sections("addresses", 0, ADDRESSES_MAX)) {
            addresses.add(entry.parsed("address", IpPrefix::parse));
            entry.refuseUnknown();
        }
        int mtu = section.text("mtu").equals("auto") ? 0 : (int) section.integer("mtu", MTU_MIN, MTU_MAX);
        section.refuseUnknown();
        if (name.isEmpty()) {
            return Optional.empty();
        }
        if (!INTERFACE_NAME.matcher(name.get()).matches()) {
            throw section.wrong(
                    "name", "'" + name.get() + "' is no name of an interface: 1 to 15 letters, digits, - and _");
        }
        return Optional.of(new TunnelInterface(name.get(), kind, addresses, mtu));
    }

    private static TunnelRoute route(ConfigSection entry) throws ConfigurationException {
        TunnelRoute route = new TunnelRoute(
                prefix(entry, "to"),
                entry.optionallyParsed("via", IpAddress::parse),
                entry.optionalText("device"),
                entry.optionallyParsed("source", IpAddress::parse));
        if (route.via().isEmpty() && route.device().isEmpty()) {
            throw entry.wrong("to", "has neither via nor device; name the next hop or the interface");
        }
        entry.refuseUnknown();
        return route;
    }
}
