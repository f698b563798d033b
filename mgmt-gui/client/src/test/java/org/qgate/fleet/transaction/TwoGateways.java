package org.qgate.fleet.transaction;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Optional;
import java.util.Random;
import org.junit.jupiter.api.BeforeEach;
import org.qgate.fleet.fake.FakeGateway;
import org.qgate.fleet.fake.FaultyClient;
import org.qgate.fleet.fake.FaultyClient.Fault;
import org.qgate.fleet.fake.FaultyClient.Faults;
import org.qgate.fleet.fake.Samples;
import org.qgate.fleet.fake.VirtualPace;
import org.qgate.fleet.gateway.GatewayException;
import org.qgate.fleet.inventory.InventoryGateway;
import org.qgate.fleet.plan.LinkDefinition;

/** Two gateways with a link, and a client that is about to change it. */
abstract class TwoGateways {
    static final String LINK = Samples.LINK;
    static final LinkDefinition OLD = Samples.definition("aes-gcm-256", 20);
    static final LinkDefinition NEW = Samples.definition("chacha20-poly1305", 100);
    static final List<InventoryGateway> GATEWAYS = List.of(Samples.gateway("alice"), Samples.gateway("bob"));

    /** All timers of the gateways are over after it. */
    static final long SETTLED_MILLIS = 120_000;

    /** Plays SIGKILL. */
    static final class Killed extends RuntimeException {}

    VirtualPace pace = new VirtualPace();
    List<FakeGateway> gateways = List.of();

    @BeforeEach
    void twoGatewaysWithTheOldLink() {
        pace = new VirtualPace();
        gateways = FakeGateway.pair(pace);
        gateways.forEach(gateway -> gateway.run(OLD.settingOf(gateway.name())));
    }

    FakeGateway alice() {
        return gateways.get(0);
    }

    FakeGateway bob() {
        return gateways.get(1);
    }

    LinkChangeSession session(Faults faults, String user) throws GatewayException {
        return LinkChangeSession.open(
                gateway -> new FaultyClient(
                        gateways.stream()
                                .filter(one -> one.name().equals(gateway.name()))
                                .findFirst()
                                .orElseThrow()
                                .client(user),
                        faults),
                GATEWAYS,
                pace,
                new Random(1));
    }

    TransactionResult apply(Faults faults) throws GatewayException {
        try (LinkChangeSession session = session(faults, "anna")) {
            return session.apply(session.planFor(NEW), TransactionLimits.USUAL, progress -> {});
        }
    }

    static Faults none() {
        return (gateway, call) -> Fault.NONE;
    }

    /** The configuration that both ends have; fails if they differ. */
    Optional<LinkDefinition> common() {
        Optional<LinkDefinition> found = Optional.empty();
        for (LinkDefinition definition : List.of(OLD, NEW)) {
            boolean both = gateways.stream()
                    .allMatch(
                            gateway -> gateway.running(LINK).equals(Optional.of(definition.settingOf(gateway.name()))));
            found = both ? Optional.of(definition) : found;
        }
        if (found.isEmpty()) {
            assertThat(gateways)
                    .allSatisfy(gateway -> assertThat(gateway.running(LINK)).isEmpty());
        }
        return found;
    }
}
