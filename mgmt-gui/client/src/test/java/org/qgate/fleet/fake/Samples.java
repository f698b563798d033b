package org.qgate.fleet.fake;

import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import org.qgate.fleet.inventory.InventoryGateway;
import org.qgate.fleet.inventory.PasswordSource;
import org.qgate.fleet.inventory.TrustAnchor;
import org.qgate.fleet.link.LinkSetting;
import org.qgate.fleet.link.TrafficSelector;
import org.qgate.fleet.plan.LinkDefinition;

/** A link between alice and bob. */
public final class Samples {
    public static final String LINK = "alice-bob";

    private Samples() {}

    public static LinkDefinition definition(String suite, long periodMillis) {
        return new LinkDefinition(
                LINK,
                new LinkDefinition.LinkEnd("alice", "192.0.2.1"),
                new LinkDefinition.LinkEnd("bob", "192.0.2.2"),
                List.of(new TrafficSelector("10.1.0.0/24", "10.2.0.0/24")),
                new LinkDefinition.CommonSettings(
                        5600, 5601, suite, periodMillis, "hold", new LinkSetting.KeySource(true, 50_000), "alice-bob"));
    }

    public static InventoryGateway gateway(String name) {
        return new InventoryGateway(
                name,
                URI.create("https://127.0.0.1:5989"),
                "anna",
                new PasswordSource.File(Path.of("/nowhere")),
                new TrustAnchor.PublicAuthorities(),
                Duration.ofSeconds(1));
    }
}
