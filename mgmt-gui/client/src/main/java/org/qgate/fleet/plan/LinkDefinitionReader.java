package org.qgate.fleet.plan;

import java.net.InetAddress;
import java.net.UnknownHostException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.regex.Pattern;
import org.qgate.fleet.inventory.HoconFile;
import org.qgate.fleet.inventory.InventoryException;
import org.qgate.fleet.inventory.Section;
import org.qgate.fleet.link.LinkSetting;
import org.qgate.fleet.link.TrafficSelector;
import org.qgate.fleet.plan.LinkDefinition.CommonSettings;
import org.qgate.fleet.plan.LinkDefinition.LinkEnd;

/**
 * Reads the definition of a link (HOCON). The names of the two gateways tell its ends apart wherever these differ:
 *
 * <pre>{@code
 *   link {
 *     name = alice-bob
 *     addresses { alice = "192.0.2.1", bob = "192.0.2.2" }
 *     selectors = [ { alice = "10.1.0.0/24", bob = "10.2.0.0/24" } ]
 *     suite = aes-gcm-256
 *     period = 20 ms
 *     secret = alice-bob
 *   }
 * }</pre>
 *
 * <p>Optional are {@code suite}, {@code period}, {@code on-starvation}, {@code control-port}, {@code hello-port} and
 * {@code key-source { accept-simulated-keys, rate }}, with the defaults of the agent; {@code secret} is the name of the files on
 * both gateways, empty for those of the agent's configuration file.
 */
public final class LinkDefinitionReader {
    private static final int CONTROL_PORT = 5600;
    private static final int HELLO_PORT = 5601;
    private static final int PORT_MAX = 65_535;
    private static final Duration PERIOD = Duration.ofMillis(20);
    private static final Duration PERIOD_MIN = Duration.ofMillis(1);
    private static final Duration PERIOD_MAX = Duration.ofSeconds(54);
    private static final int SELECTORS_MAX = 16;
    private static final int RATE = 50_000;
    private static final int RATE_MIN = 100;
    private static final int RATE_MAX = 1_000_000_000;
    private static final Set<String> STARVATION = Set.of("hold", "stretch", "block");
    private static final Pattern NAME = Pattern.compile("[a-z0-9]([a-z0-9-]{0,61}[a-z0-9])?");
    private static final Pattern SECRET = Pattern.compile("([A-Za-z0-9][A-Za-z0-9_-]{0,62})?");
    private static final Pattern ADDRESS = Pattern.compile("[0-9.]+|[0-9a-fA-F:.]*:[0-9a-fA-F:.]*");

    private LinkDefinitionReader() {}

    /** The definition that the file holds. */
    public static LinkDefinition read(Path file) throws InventoryException {
        Section link = HoconFile.read(file, "link");
        String name = matching(link, "name", link.text("name"), NAME, "lower-case letters, digits and inner hyphens");
        Section addresses = link.section("addresses");
        List<String> gateways = addresses.keys();
        if (gateways.size() != 2) {
            throw link.wrong("addresses", "must have the outer addresses of two gateways, by their names");
        }
        List<LinkEnd> ends = new ArrayList<>();
        for (String gateway : gateways) {
            ends.add(new LinkEnd(gateway, address(addresses, gateway)));
        }
        oneFamily(addresses, ends.get(0).address(), ends.get(1).address(), gateways.get(1));
        if (ends.get(0).address().equals(ends.get(1).address())) {
            throw addresses.wrong(gateways.get(1), "is the address of " + gateways.get(0) + " too");
        }
        LinkDefinition definition =
                new LinkDefinition(name, ends.get(0), ends.get(1), selectors(link, gateways), common(link));
        link.end();
        return definition;
    }

    private static CommonSettings common(Section link) throws InventoryException {
        int controlPort = link.number("control-port", CONTROL_PORT, 1, PORT_MAX);
        int helloPort = link.number("hello-port", HELLO_PORT, 1, PORT_MAX);
        if (controlPort == helloPort) {
            throw link.wrong("hello-port", "is the control port too");
        }
        String starvation = link.optionalText("on-starvation").orElse("hold");
        if (!STARVATION.contains(starvation)) {
            throw link.wrong("on-starvation", "must be hold, stretch or block");
        }
        Section source = link.section("key-source");
        LinkSetting.KeySource keySource = new LinkSetting.KeySource(
                source.flag("accept-simulated-keys", false),
                source.number("rate-bits-per-second", RATE, RATE_MIN, RATE_MAX));
        source.end();
        return new CommonSettings(
                controlPort,
                helloPort,
                link.optionalText("suite").orElse("aes-gcm-256"),
                link.duration("period", PERIOD, PERIOD_MIN, PERIOD_MAX).toMillis(),
                starvation,
                keySource,
                matching(link, "secret", link.optionalText("secret").orElse(""), SECRET, "letters, digits, - and _"));
    }

    private static List<TrafficSelector> selectors(Section link, List<String> gateways) throws InventoryException {
        List<TrafficSelector> selectors = new ArrayList<>();
        for (Section pair : link.list("selectors")) {
            TrafficSelector selector =
                    new TrafficSelector(prefix(pair, gateways.get(0)), prefix(pair, gateways.get(1)));
            oneFamily(pair, withoutLength(selector.local()), withoutLength(selector.remote()), gateways.get(1));
            pair.end();
            selectors.add(selector);
        }
        if (selectors.isEmpty() || selectors.size() > SELECTORS_MAX) {
            throw link.wrong("selectors", "must have 1 to " + SELECTORS_MAX + " pairs of prefixes");
        }
        if (new HashSet<>(selectors).size() < selectors.size()) {
            throw link.wrong("selectors", "has a pair twice");
        }
        return selectors;
    }

    private static String prefix(Section pair, String gateway) throws InventoryException {
        String text = pair.text(gateway);
        String address = withoutLength(text);
        if (!ADDRESS.matcher(address).matches() || address.equals(text)) {
            throw pair.wrong(gateway, "'" + text + "' is not a prefix such as 10.1.0.0/24");
        }
        byte[] bytes = bytes(pair, gateway, address);
        String length = text.substring(address.length() + 1);
        if (!length.matches("[0-9]{1,3}") || Integer.parseInt(length) > bytes.length * Byte.SIZE) {
            throw pair.wrong(gateway, "'" + text + "' has no length of 0 to " + bytes.length * Byte.SIZE);
        }
        for (int bit = Integer.parseInt(length); bit < bytes.length * Byte.SIZE; bit++) {
            if ((bytes[bit / Byte.SIZE] & 0x80 >> bit % Byte.SIZE) != 0) {
                throw pair.wrong(gateway, "'" + text + "' has bits set behind its length");
            }
        }
        return text;
    }

    private static String withoutLength(String prefix) {
        int slash = prefix.indexOf('/');
        return slash < 0 ? prefix : prefix.substring(0, slash);
    }

    private static String address(Section addresses, String gateway) throws InventoryException {
        String text = addresses.text(gateway);
        bytes(addresses, gateway, text);
        return text;
    }

    private static void oneFamily(Section section, String one, String other, String key) throws InventoryException {
        if (one.contains(":") != other.contains(":")) {
            throw section.wrong(key, "is of another IP version than the other end's");
        }
    }

    /** Only literals come here, so that no name is looked up. */
    private static byte[] bytes(Section section, String key, String literal) throws InventoryException {
        try {
            if (!ADDRESS.matcher(literal).matches()) {
                throw section.wrong(key, "'" + literal + "' is not an IP address");
            }
            return InetAddress.getByName(literal).getAddress();
        } catch (UnknownHostException e) {
            throw section.wrong(key, "'" + literal + "' is not an IP address: " + e.getMessage());
        }
    }

    private static String matching(Section section, String key, String text, Pattern form, String allowed)
            throws InventoryException {
        if (!form.matcher(text).matches()) {
            throw section.wrong(key, "'" + text + "' is not a name of 1 to 63 " + allowed);
        }
        return text;
    }
}
