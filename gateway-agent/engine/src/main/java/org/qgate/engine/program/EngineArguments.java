package org.qgate.engine.program;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.qgate.engine.cipher.KeyStore;
import org.qgate.engine.loop.EngineOptions;
import org.qgate.engine.router.EthernetLink;
import org.qgate.engine.router.MacAddress;
import org.qgate.linux.inet.IpAddress;

/**
 * The command line, words of the form {@code --name=value}.
 *
 * @param options for the engine
 * @param socket where PF_KEY is served
 */
record EngineArguments(EngineOptions options, Path socket) {

    static final String USAGE = """
        usage: qgate-engine --local=ADDRESS[,ADDRESS] --socket=PATH [--tun=qg0] [--udp-port=0] [--mtu=1500] [--capacity=32]
                      [--inner=ADDRESS/BITS[,ADDRESS/BITS] [--inner-gateway=ADDRESS[,ADDRESS]] [--inner-mac=MAC]]
          --local     addresses at which tunnels end on this machine
          --socket    Unix socket for PF_KEY; keys come in here, so its folder belongs to the agent's user alone
          --tun       name of the interface on the inner side; it stays when the engine ends
          --udp-port  local port of ESP in UDP, usually 4500; 0 for ESP right in IP only
          --mtu       bytes that the outer interface carries
          --capacity  SAs per direction
          --inner     makes the interface a TAP on which the engine is a router with these addresses, reached at once
                      by everybody on their prefixes; hosts route what is for the tunnel to them
          --inner-gateway  routers on that Ethernet for inner hosts that are on none of the prefixes
          --inner-mac its MAC; by default 02:51 and the end of the first address
        """;

    private static final int MTU_DEFAULT = 1500;

    /** Reads the words; an IllegalArgumentException says which is wrong. */
    static EngineArguments parse(String[] words) {
        Map<String, String> values = new LinkedHashMap<>(Map.of(
                "--tun",
                "qg0",
                "--udp-port",
                "0",
                "--mtu",
                Integer.toString(MTU_DEFAULT),
                "--capacity",
                Integer.toString(KeyStore.CAPACITY_DEFAULT),
                "--local",
                "",
                "--socket",
                ""));
        values.putAll(Map.of("--inner", "", "--inner-gateway", "", "--inner-mac", ""));
        for (String word : words) {
            int equals = word.indexOf('=');
            String name = equals < 0 ? word : word.substring(0, equals);
            if (equals < 0 || !values.containsKey(name)) {
                throw new IllegalArgumentException("unknown argument: " + word);
            }
            values.put(name, word.substring(equals + 1));
        }
        List<IpAddress> locals = new ArrayList<>();
        for (String local : required(values, "--local").split(",", -1)) {
            locals.add(IpAddress.parse(local));
        }
        EngineOptions options = new EngineOptions(
                required(values, "--tun"),
                locals,
                number(values, "--udp-port"),
                number(values, "--mtu"),
                number(values, "--capacity"));
        Optional<EthernetLink> ethernet = ethernet(values);
        return new EngineArguments(
                ethernet.map(options::withEthernet).orElse(options), Path.of(required(values, "--socket")));
    }

    private static Optional<EthernetLink> ethernet(Map<String, String> values) {
        List<EthernetLink.Address> addresses = words(values, "--inner").stream()
                .map(EngineArguments::innerAddress)
                .toList();
        List<IpAddress> gateways =
                words(values, "--inner-gateway").stream().map(IpAddress::parse).toList();
        List<String> mac = words(values, "--inner-mac");
        if (addresses.isEmpty()) {
            if (!gateways.isEmpty() || !mac.isEmpty()) {
                throw new IllegalArgumentException("--inner-gateway and --inner-mac need --inner");
            }
            return Optional.empty();
        }
        EthernetLink link = EthernetLink.of(addresses, gateways);
        return Optional.of(mac.isEmpty() ? link : new EthernetLink(MacAddress.parse(mac.get(0)), addresses, gateways));
    }

    private static EthernetLink.Address innerAddress(String text) {
        int slash = text.indexOf('/');
        if (slash < 0) {
            throw new IllegalArgumentException(
                    "--inner takes addresses with their prefix, as 10.1.0.1/16, not " + text);
        }
        return new EthernetLink.Address(
                IpAddress.parse(text.substring(0, slash)), number("--inner", text.substring(slash + 1)));
    }

    private static List<String> words(Map<String, String> values, String name) {
        String value = values.getOrDefault(name, "");
        return value.isEmpty() ? List.of() : List.of(value.split(",", -1));
    }

    private static String required(Map<String, String> values, String name) {
        String value = values.getOrDefault(name, "");
        if (value.isEmpty()) {
            throw new IllegalArgumentException(name + " is missing");
        }
        return value;
    }

    private static int number(Map<String, String> values, String name) {
        return number(name, required(values, name));
    }

    private static int number(String name, String value) {
        try {
            return Integer.parseInt(value);
        } catch (NumberFormatException e) {
            throw new IllegalArgumentException(name + " takes a number, not " + value, e);
        }
    }
}
