package org.qgate.lab;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.qgate.lab.gateways.Agent;
import org.qgate.lab.gateways.DataPlane;
import org.qgate.lab.gateways.Gateway;
import org.qgate.lab.gateways.LinkSettings;
import org.qgate.lab.gateways.ManagementServer;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/**
 * What a WBEM client that nobody here wrote is shown of a link, against what {@code qgatectl} says: settings are equal, and counters
 * lie between two looks before and after.
 */
@Tag("lab")
class ManagedValuesLabIT {
    /** Longer than a WBEM server may show the same snapshot of its agent. */
    private static final long SNAPSHOT_AGE_MILLIS = 2000;

    private static final Map<String, String> COUNTERS = Map.of(
            "KeyChanges", "keyChanges",
            "ByteCount", "bytes",
            "KeyBitsUsed", "keyBitsUsed",
            "DeadlinesMissed", "deadlinesMissed",
            "Voids", "voids",
            "CurrentKeyIndex", "currentIndex",
            "CreditTop", "creditTop");

    @Test
    void theServerShowsWhatQgatectlShows() throws Exception {
        LinkSettings settings = new LinkSettings(Duration.ofMillis(20), 60_000, DataPlane.ENGINE);
        try (Bench bench = Bench.open(LabFolder.fresh("ManagedValues"), settings)) {
            bench.startAgents();
            bench.startServers();
            bench.watch();
            bench.awaitLinkUp();
            bench.awaitServers();
            for (Gateway gateway : Gateway.values()) {
                compare(
                        bench.agent(gateway),
                        Objects.requireNonNull(bench.servers().get(gateway)));
            }
            bench.teardown();
        }
    }

    private static void compare(Agent agent, ManagementServer server) throws Exception {
        JsonNode before = link(agent);
        TimeUnit.MILLISECONDS.sleep(SNAPSHOT_AGE_MILLIS);
        List<Map<String, String>> links = properties(server.instances("QGATE_Link"));
        List<Map<String, String>> statistics = properties(server.instances("QGATE_LinkStatistics"));
        JsonNode after = link(agent);

        assertThat(links).hasSize(1);
        assertThat(links.get(0))
                .containsEntry("PeerName", after.at("/peer").asString())
                .containsEntry("LocalAddress", after.at("/localAddress").asString())
                .containsEntry("PeerAddress", after.at("/peerAddress").asString())
                .containsEntry("Suite", after.at("/suite").asString())
                .containsEntry("Epoch", after.at("/epoch").asString())
                .containsEntry("Resets", after.at("/resets").asString())
                .containsEntry("KeyPeriodMillis", "20")
                .containsEntry("AlarmCount", "0");
        assertThat(statistics)
                .extracting(each -> each.get("InboundDirection"))
                .containsExactlyInAnyOrder("false", "true");
        for (Map<String, String> shown : statistics) {
            String direction = "/" + ("true".equals(shown.get("InboundDirection")) ? "inbound" : "outbound") + "/";
            COUNTERS.forEach((property, field) -> assertThat(Long.parseLong(shown.get(property)))
                    .as("%s of %s", property, direction)
                    .isBetween(
                            before.at(direction + field).asLong(),
                            after.at(direction + field).asLong()));
            assertThat(Long.parseLong(shown.get("CurrentKeyIndex"))).isPositive();
        }
    }

    private static JsonNode link(Agent agent) throws Exception {
        String text = agent.ctl("links --json").outOrThrow("qgatectl links");
        return new JsonMapper().readTree(text).at("/links/0");
    }

    /** The properties of each instance, without the quotation marks of strings. */
    private static List<Map<String, String>> properties(String shown) {
        List<Map<String, String>> instances = new ArrayList<>();
        for (String line : shown.lines().toList()) {
            if (!line.startsWith("-")) {
                instances.add(new HashMap<>());
                continue;
            }
            String[] property = line.substring(1).split("=", 2);
            if (property.length == 2) {
                instances.get(instances.size() - 1).put(property[0], property[1].replace("\"", ""));
            }
        }
        instances.removeIf(Map::isEmpty);
        return instances;
    }
}
