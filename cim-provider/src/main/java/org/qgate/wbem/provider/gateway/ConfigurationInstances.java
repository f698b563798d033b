package org.qgate.wbem.provider.gateway;

import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import org.qgate.control.ChangeDecision;
import org.qgate.control.ChangeStatus;
import org.qgate.control.ChangeStep;
import org.qgate.control.ControlReply.Configurations;
import org.qgate.control.LinkConfiguration;
import org.qgate.control.SelectorStatus;
import org.qgate.wbem.model.CimArray;
import org.qgate.wbem.model.CimInstance;

/** The service that changes links, the configuration that each link runs with, and the changes under way. */
final class ConfigurationInstances {
    private final GatewayNames names;

    ConfigurationInstances(GatewayNames names) {
        this.names = names;
    }

    List<CimInstance> service(AgentReading reading) {
        CimInstance.Builder builder = GatewayNames.instance(names.configurationService())
                .set("ElementName", "link configuration")
                .set("Started", reading.reachable());
        reading.last()
                .ifPresent(last ->
                        builder.uint64("Generation", last.configurations().generation()));
        Health health = reading.reachable() ? Health.ok("running") : Health.outOfContact(reading.reason());
        return List.of(health.describeEnabled(builder).build());
    }

    List<CimInstance> settings(AgentReading reading) {
        return configurations(reading).map(this::settings).orElse(List.of());
    }

    List<CimInstance> settings(Configurations configurations) {
        return configurations.links().stream()
                .map(link -> setting(link, configurations.generation()))
                .toList();
    }

    List<CimInstance> changes(AgentReading reading) {
        return configurations(reading)
                .map(all -> all.changes().stream().map(this::change).toList())
                .orElse(List.of());
    }

    static Optional<Configurations> configurations(AgentReading reading) {
        return reading.last().map(AgentSnapshot::configurations);
    }

    CimInstance setting(LinkConfiguration link, long generation) {
        CimInstance.Builder builder = GatewayNames.instance(names.linkSetting(link.name()))
                .set("ElementName", "configuration of " + link.name())
                .set("LinkName", link.name())
                .uint64("Generation", generation)
                .set("PeerName", link.peer())
                .set("LocalAddress", link.localAddress())
                .set("PeerAddress", link.peerAddress())
                .uint16("ControlPort", link.controlPort())
                .uint16("HelloPort", link.helloPort())
                .set("Suite", link.suite())
                .uint32("KeyPeriodMillis", link.periodMillis())
                .set("OnStarvation", link.onStarvation())
                .set("LocalPrefixes", texts(link.selectors(), SelectorStatus::local))
                .set("RemotePrefixes", texts(link.selectors(), SelectorStatus::remote))
                .set("Addresses", texts(link.addresses(), LinkConfiguration.Address::address))
                .set("AddressDevices", texts(link.addresses(), LinkConfiguration.Address::device))
                .set("RouteDestinations", texts(link.routes(), LinkConfiguration.Route::to))
                .set("RouteGateways", texts(link.routes(), route -> route.via().orElse("")))
                .set(
                        "RouteDevices",
                        texts(link.routes(), route -> route.device().orElse("")))
                .set(
                        "RouteSources",
                        texts(link.routes(), route -> route.source().orElse("")))
                .set("UDPEncapsulation", link.udpEncapsulation().isPresent())
                .set("AcceptSimulatedKeys", link.acceptSimulatedKeys())
                .uint64("KeySourceBitsPerSecond", link.keySourceRateBitsPerSecond())
                .set("SecretName", link.secretName());
        link.udpEncapsulation()
                .ifPresent(ports ->
                        builder.uint16("UDPLocalPort", ports.localPort()).uint16("UDPPeerPort", ports.peerPort()));
        link.tunnelInterface()
                .ifPresent(inner -> builder.set("InterfaceName", inner.name())
                        .set("InterfaceKind", inner.kind())
                        .set("InterfaceAddresses", CimArray.ofStrings(inner.addresses()))
                        .uint32("InterfaceMTU", inner.mtuBytes()));
        return builder.build();
    }

    /** Without the token, which is for its owner alone. */
    CimInstance change(ChangeStatus change) {
        CimInstance.Builder builder = GatewayNames.instance(names.linkChange(change.link()))
                .set("ElementName", "change of " + change.link())
                .set("LinkName", change.link())
                .uint16("Step", number(change.step()))
                .set("StepDone", change.stepDone())
                .uint16("Decision", number(change.decision()))
                .uint64("RunningGeneration", change.runningGeneration())
                .uint64("PreparedGeneration", change.preparedGeneration())
                .uint64("RemainingMillis", change.remainingMillis());
        if (!change.transaction().isEmpty()) {
            builder.set("TransactionID", change.transaction()).set("Owner", change.owner());
        }
        change.failure().ifPresent(failure -> builder.set("Failure", failure));
        return builder.build();
    }

    /** The number of QGATE_LinkChange.Step. */
    static int number(ChangeStep step) {
        return switch (step) {
            case IDLE -> 0;
            case LOCKED -> 2;
            case PREPARED -> 3;
            case BLOCKED -> 4;
            case INBOUND -> 5;
            case OUTBOUND -> 6;
            case PROVEN -> 7;
            case COMMITTED -> 8;
            case CONFIRMED -> 9;
            case ABORTED -> 10;
        };
    }

    /** The number of QGATE_LinkChange.Decision. */
    static int number(ChangeDecision decision) {
        return switch (decision) {
            case UNDECIDED -> 2;
            case CONFIRMED -> 3;
            case ABORTED -> 4;
        };
    }

    private static <T> CimArray texts(List<T> elements, Function<T, String> text) {
        return CimArray.ofStrings(elements.stream().map(text).toList());
    }
}
