package org.qgate.engine.program;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.qgate.engine.cipher.KeyStore;
import org.qgate.engine.loop.EngineOptions;
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
              --local     addresses at which tunnels end on this machine
              --socket    Unix socket for PF_KEY; keys come in here, so its folder belongs to the agent's user alone
              --tun       name of the interface on the inner side; it stays when the engine ends
              --udp-port  local port of ESP in UDP, usually 4500; 0 for ESP right in IP only
              --mtu       bytes that the outer interface carries
              --capacity  SAs per direction
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
        return new EngineArguments(options, Path.of(required(values, "--socket")));
    }

    private static String required(Map<String, String> values, String name) {
        String value = values.getOrDefault(name, "");
        if (value.isEmpty()) {
            throw new IllegalArgumentException(name + " is missing");
        }
        return value;
    }

    private static int number(Map<String, String> values, String name) {
        String value = required(values, name);
        try {
            return Integer.parseInt(value);
        } catch (NumberFormatException e) {
            throw new IllegalArgumentException(name + " takes a number, not " + value, e);
        }
    }
}
