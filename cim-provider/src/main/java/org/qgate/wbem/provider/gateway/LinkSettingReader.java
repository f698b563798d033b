package org.qgate.wbem.provider.gateway;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.qgate.control.LinkConfiguration;
import org.qgate.control.SelectorStatus;
import org.qgate.wbem.model.CimArray;
import org.qgate.wbem.model.CimBoolean;
import org.qgate.wbem.model.CimInstance;
import org.qgate.wbem.model.CimInteger;
import org.qgate.wbem.model.CimString;
import org.qgate.wbem.model.CimValue;

/** Reads what a client wants of a link. Whether the link can be so is for the agent to say. */
final class LinkSettingReader {
    private static final long CONTROL_PORT = 5600;
    private static final long HELLO_PORT = 5601;
    private static final long UDP_PORT = 4500;
    private static final String SUITE = "aes-gcm-256";
    private static final long PERIOD_MILLIS = 20;
    private static final String ON_STARVATION = "hold";
    private static final long KEY_SOURCE_BITS_PER_SECOND = 50_000;

    private final String link;
    private final CimInstance setting;

    private LinkSettingReader(String link, CimInstance setting) {
        this.link = link;
        this.setting = setting;
    }

    /**
     * The configuration that a setting stands for.
     *
     * @param link the link that is to be so
     * @throws IllegalArgumentException says what the setting lacks, or what of it does not fit together
     */
    static LinkConfiguration read(String link, CimInstance setting) {
        return new LinkSettingReader(link, setting).read();
    }

    private LinkConfiguration read() {
        String name = text("LinkName").orElse(link);
        if (!name.equals(link)) {
            throw new IllegalArgumentException("the setting is for link " + name + ", not for " + link);
        }
        return new LinkConfiguration(
                link,
                needed("PeerName"),
                needed("LocalAddress"),
                needed("PeerAddress"),
                number("ControlPort", CONTROL_PORT),
                number("HelloPort", HELLO_PORT),
                text("Suite").orElse(SUITE),
                number("KeyPeriodMillis", PERIOD_MILLIS),
                text("OnStarvation").orElse(ON_STARVATION),
                selectors(),
                text("InterfaceName").map(this::tunnelInterface),
                addresses(),
                routes(),
                udpEncapsulation(),
                isTrue("AcceptSimulatedKeys"),
                setting.value("KeySourceBitsPerSecond").orElse(null) instanceof CimInteger rate
                        ? rate.bits()
                        : KEY_SOURCE_BITS_PER_SECOND,
                text("SecretName").orElse(""));
    }

    private List<SelectorStatus> selectors() {
        List<String> local = texts("LocalPrefixes");
        List<String> remote = texts("RemotePrefixes", local.size());
        List<SelectorStatus> selectors = new ArrayList<>();
        for (int place = 0; place < local.size(); place++) {
            selectors.add(new SelectorStatus(local.get(place), remote.get(place)));
        }
        return selectors;
    }

    private LinkConfiguration.Interface tunnelInterface(String name) {
        return new LinkConfiguration.Interface(
                name, text("InterfaceKind").orElse("auto"), texts("InterfaceAddresses"), number("InterfaceMTU", 0));
    }

    private List<LinkConfiguration.Address> addresses() {
        List<String> addresses = texts("Addresses");
        List<String> devices = texts("AddressDevices", addresses.size());
        List<LinkConfiguration.Address> all = new ArrayList<>();
        for (int place = 0; place < addresses.size(); place++) {
            all.add(new LinkConfiguration.Address(devices.get(place), addresses.get(place)));
        }
        return all;
    }

    private List<LinkConfiguration.Route> routes() {
        List<String> destinations = texts("RouteDestinations");
        List<LinkConfiguration.Route> routes = new ArrayList<>();
        for (int place = 0; place < destinations.size(); place++) {
            routes.add(new LinkConfiguration.Route(
                    destinations.get(place),
                    routePart("RouteGateways", destinations.size(), place),
                    routePart("RouteDevices", destinations.size(), place),
                    routePart("RouteSources", destinations.size(), place)));
        }
        return routes;
    }

    private Optional<String> routePart(String property, int count, int place) {
        List<String> parts = texts(property);
        if (parts.isEmpty()) {
            return Optional.empty();
        }
        return Optional.of(texts(property, count).get(place)).filter(part -> !part.isEmpty());
    }

    private Optional<LinkConfiguration.UdpPorts> udpEncapsulation() {
        return isTrue("UDPEncapsulation")
                ? Optional.of(new LinkConfiguration.UdpPorts(
                        number("UDPLocalPort", UDP_PORT), number("UDPPeerPort", UDP_PORT)))
                : Optional.empty();
    }

    private String needed(String property) {
        return text(property).orElseThrow(() -> new IllegalArgumentException("the setting lacks " + property));
    }

    private Optional<String> text(String property) {
        return setting.string(property).filter(text -> !text.isEmpty());
    }

    private int number(String property, long absent) {
        return Math.toIntExact(
                setting.value(property).orElse(null) instanceof CimInteger number ? number.bits() : absent);
    }

    private boolean isTrue(String property) {
        return setting.value(property).orElse(null) instanceof CimBoolean value && value.value();
    }

    private List<String> texts(String property, int count) {
        List<String> texts = texts(property);
        if (texts.size() != count) {
            throw new IllegalArgumentException(property + " has " + texts.size() + " elements and needs " + count);
        }
        return texts;
    }

    private List<String> texts(String property) {
        List<String> texts = new ArrayList<>();
        if (setting.value(property).orElse(null) instanceof CimArray array) {
            for (CimValue element : array.elements()) {
                texts.add(element instanceof CimString text ? text.value() : "");
            }
        }
        return texts;
    }
}
