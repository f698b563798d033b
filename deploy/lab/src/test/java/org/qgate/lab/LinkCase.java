package org.qgate.lab;

/**
 * One of many links between the two gateways of {@link CaseBench}: its addresses and what is special about it.
 *
 * @param number 1 to 99, tells its addresses from those of other cases
 * @param name the link's name
 * @param outer IP version of the tunnel, 4 or 6
 * @param inner IP version of its traffic
 * @param settings lines of HOCON for both ends
 * @param settingsOfA lines of HOCON for gateway A only
 */
record LinkCase(int number, String name, int outer, int inner, String settings, String settingsOfA) {
    private static final int VERSION_6 = 6;

    /** A case that is equal on both ends. */
    static LinkCase of(int number, String name, int outer, int inner, String settings) {
        return new LinkCase(number, name, outer, inner, settings, "");
    }

    /** The outer address of gateway 1 (A) or 2 (B). */
    String outerAddress(int gateway) {
        return outer == VERSION_6 ? "2001:db8:ffff::" + gateway : "192.0.2." + gateway;
    }

    /** The inner address behind gateway 1 (A) or 2 (B). */
    String innerAddress(int gateway) {
        return inner == VERSION_6 ? "2001:db8:" + gateway + "::" + number : "10." + gateway + "." + number + ".1";
    }

    String innerPrefix(int gateway) {
        return innerAddress(gateway) + (inner == VERSION_6 ? "/128" : "/32");
    }

    /** The link's part of a gateway's configuration. */
    String configuration(int gateway, String secretsFolder) {
        int peer = 3 - gateway;
        return """
                %s {
                  peer = %s
                  local-address = "%s"
                  peer-address = "%s"
                  secret-file = "%s/link.secret"
                  period = 500 ms
                  ahead = 1 s
                  selectors = [ { local = "%s", remote = "%s" } ]
                  key-source {
                    type = simulated, accept-simulated-keys = true, seed-file = "%s/simulated.seed", rate = 50 kbps
                  }
                  %s
                  %s
                }
                """.formatted(
                        name,
                        CaseBench.gatewayName(peer),
                        outerAddress(gateway),
                        outerAddress(peer),
                        secretsFolder,
                        innerPrefix(gateway),
                        innerPrefix(peer),
                        secretsFolder,
                        settings,
                        gateway == 1 ? settingsOfA : "");
    }
}
