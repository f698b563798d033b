package org.qgate.control;

import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.stream.Stream;

/** One message of every kind, with the line that it must become. */
final class Samples {
    record Sample<T>(T message, String line) {}

    private Samples() {}

    private static Sample<Request> request(ControlCommand command, String json) {
        return new Sample<>(Request.of(7, command), "{\"version\":1,\"id\":7,\"command\":" + json + "}\n");
    }

    static List<Sample<Request>> requests() {
        return List.of(
                request(new ControlCommand.Status(), "{\"name\":\"status\"}"),
                request(new ControlCommand.Links(), "{\"name\":\"links\"}"),
                request(new ControlCommand.Link("alice-bob"), "{\"name\":\"link\",\"link\":\"alice-bob\"}"),
                request(
                        new ControlCommand.SecurityAssociations(Optional.of("alice-bob")),
                        "{\"name\":\"sas\",\"link\":\"alice-bob\"}"),
                request(new ControlCommand.SecurityAssociations(Optional.empty()), "{\"name\":\"sas\",\"link\":null}"),
                request(new ControlCommand.Keys(Optional.empty()), "{\"name\":\"keys\",\"link\":null}"),
                request(
                        new ControlCommand.SetPeriod("alice-bob", 25),
                        "{\"name\":\"set-period\",\"link\":\"alice-bob\",\"periodMillis\":25}"),
                request(new ControlCommand.Reset("alice-bob"), "{\"name\":\"reset\",\"link\":\"alice-bob\"}"),
                request(
                        new ControlCommand.RemoveLink("alice-bob"),
                        "{\"name\":\"link-remove\",\"link\":\"alice-bob\"}"),
                request(new ControlCommand.Teardown(), "{\"name\":\"teardown\"}"),
                request(new ControlCommand.HandOver(), "{\"name\":\"hand-over\"}"),
                request(new ControlCommand.Watch(1000), "{\"name\":\"watch\",\"intervalMillis\":1000}"),
                request(
                        new ControlCommand.Configuration(Optional.empty()),
                        "{\"name\":\"configuration\",\"link\":null}"),
                request(
                        new ChangeCommand.Lock("alice-bob", "t-1", 4, "carol", 60_000),
                        "{\"name\":\"change-lock\",\"link\":\"alice-bob\",\"transaction\":\"t-1\",\"generation\":4,\"owner\":\"carol\",\"timeoutMillis\":60000}"),
                request(
                        new ChangeCommand.Prepare("alice-bob", 9, Optional.of(configuration())),
                        "{\"name\":\"change-prepare\",\"link\":\"alice-bob\",\"token\":9,\"wanted\":" + CONFIGURATION
                                + "}"),
                step(new ChangeCommand.Block("alice-bob", 9), "change-block"),
                step(new ChangeCommand.Inbound("alice-bob", 9), "change-inbound"),
                step(new ChangeCommand.Outbound("alice-bob", 9), "change-outbound"),
                step(new ChangeCommand.Prove("alice-bob", 9), "change-prove"),
                request(
                        new ChangeCommand.Commit("alice-bob", 9, 30_000),
                        "{\"name\":\"change-commit\",\"link\":\"alice-bob\",\"token\":9,\"confirmTimeoutMillis\":30000}"),
                step(new ChangeCommand.Confirm("alice-bob", 9), "change-confirm"),
                step(new ChangeCommand.Undo("alice-bob", 9), "change-undo"),
                step(new ChangeCommand.Release("alice-bob", 9), "change-release"),
                request(
                        new ChangeCommand.BreakLock("alice-bob", "root"),
                        "{\"name\":\"change-break-lock\",\"link\":\"alice-bob\",\"owner\":\"root\"}"),
                request(new ChangeCommand.Poll("alice-bob"), "{\"name\":\"change-status\",\"link\":\"alice-bob\"}"),
                request(new ControlCommand.Version(), "{\"name\":\"version\"}"));
    }

    private static Sample<Request> step(ChangeCommand command, String name) {
        return request(command, "{\"name\":\"" + name + "\",\"link\":\"alice-bob\",\"token\":9}");
    }

    static LinkConfiguration configuration() {
        return new LinkConfiguration(
                "alice-bob",
                "bob",
                "192.0.2.1",
                "192.0.2.2",
                5600,
                5601,
                "aes-gcm-256",
                20,
                "hold",
                List.of(new SelectorStatus("10.1.0.0/24", "10.2.0.0/24")),
                Optional.of(new LinkConfiguration.Interface("qgate0", "auto", List.of("10.1.0.1/24"), 0)),
                List.of(new LinkConfiguration.Address("lo", "10.1.0.9/32")),
                List.of(new LinkConfiguration.Route(
                        "10.2.0.0/24", Optional.of("192.0.2.2"), Optional.empty(), Optional.empty())),
                Optional.of(new LinkConfiguration.UdpPorts(4500, 4501)),
                true,
                50_000,
                "alice-bob");
    }

    private static ChangeStatus change() {
        return new ChangeStatus(
                "alice-bob",
                "t-1",
                "carol",
                9,
                ChangeStep.INBOUND,
                false,
                ChangeDecision.UNDECIDED,
                4,
                5,
                59_000,
                Optional.empty());
    }

    private static final String CONFIGURATION =
            "{\"name\":\"alice-bob\",\"peer\":\"bob\",\"localAddress\":\"192.0.2.1\",\"peerAddress\":\"192.0.2.2\","
                    + "\"controlPort\":5600,\"helloPort\":5601,\"suite\":\"aes-gcm-256\",\"periodMillis\":20,"
                    + "\"onStarvation\":\"hold\",\"selectors\":[{\"local\":\"10.1.0.0/24\",\"remote\":\"10.2.0.0/24\"}],"
                    + "\"tunnelInterface\":{\"name\":\"qgate0\",\"kind\":\"auto\",\"addresses\":[\"10.1.0.1/24\"],\"mtuBytes\":0},"
                    + "\"addresses\":[{\"device\":\"lo\",\"address\":\"10.1.0.9/32\"}],"
                    + "\"routes\":[{\"to\":\"10.2.0.0/24\",\"via\":\"192.0.2.2\",\"device\":null,\"source\":null}],"
                    + "\"udpEncapsulation\":{\"localPort\":4500,\"peerPort\":4501},\"acceptSimulatedKeys\":true,"
                    + "\"keySourceRateBitsPerSecond\":50000,\"secretName\":\"alice-bob\"}";

    private static final String CHANGE =
            "{\"link\":\"alice-bob\",\"transaction\":\"t-1\",\"owner\":\"carol\",\"token\":9,\"step\":\"inbound\","
                    + "\"stepDone\":false,\"decision\":\"undecided\",\"runningGeneration\":4,\"preparedGeneration\":5,"
                    + "\"remainingMillis\":59000,\"failure\":null}";

    static DirectionStatus outbound() {
        return new DirectionStatus(41, 66, 3, 40, 20, 20.003, 1, 0, 19008, 1_000_000, 420.875);
    }

    static DirectionStatus inbound() {
        return new DirectionStatus(40, 65, 41, 39, 0, 20.1, 0, 2, 18720, 500_000, 213.5);
    }

    static LinkStatus link() {
        return new LinkStatus(
                "alice-bob",
                "bob",
                "192.0.2.1",
                "192.0.2.2",
                "aes-gcm-256",
                "udp",
                LinkState.UP,
                3,
                1,
                2,
                outbound(),
                inbound(),
                Optional.of(new OffloadStatus("eth0", "crypto", 33, 500, 17, "the table is full")),
                true,
                List.of(new AlarmStatus("key-starvation", "the pool is empty", 1500)));
    }

    static LinkSas sas() {
        return new LinkSas(
                "alice-bob",
                List.of(new SaStatus(
                        Direction.OUTBOUND,
                        Channel.DATA,
                        3,
                        41,
                        4_000_000_001L,
                        "192.0.2.1",
                        "192.0.2.2",
                        "aes-gcm-256",
                        true,
                        12,
                        14_000,
                        10,
                        0,
                        0)),
                List.of(new WindowStatus(Direction.INBOUND, Channel.DATA, 41, 25, 15, 80, 39)));
    }

    static KeyPoolStatus keys() {
        return new KeyPoolStatus(
                "alice-bob",
                "simulated",
                false,
                48_000,
                1_000_000,
                50_000,
                57_600,
                OptionalLong.of(6),
                37_728,
                317.25,
                new KeyUseStatus("stretch", 1000, 20, 33.5, 1_500_000),
                List.of(new KeyMark(Direction.OUTBOUND, Channel.DATA, 1024)));
    }

    private static final String LINK =
            "{\"link\":\"alice-bob\",\"peer\":\"bob\",\"localAddress\":\"192.0.2.1\",\"peerAddress\":\"192.0.2.2\","
                    + "\"suite\":\"aes-gcm-256\",\"transport\":\"udp\",\"state\":\"up\",\"epoch\":3,\"protocolVersion\":1,\"resets\":2,"
                    + "\"outbound\":{\"currentIndex\":41,\"creditTop\":66,\"windowFill\":3,"
                    + "\"keyChanges\":40,\"periodMillis\":20.0,\"meanPeriodMillis\":20.003,\"deadlinesMissed\":1,"
                    + "\"voids\":0,\"keyBitsUsed\":19008,\"bytes\":1000000,\"dataBitsPerKeyBit\":420.875},"
                    + "\"inbound\":{\"currentIndex\":40,\"creditTop\":65,\"windowFill\":41,"
                    + "\"keyChanges\":39,\"periodMillis\":0.0,\"meanPeriodMillis\":20.1,\"deadlinesMissed\":0,"
                    + "\"voids\":2,\"keyBitsUsed\":18720,\"bytes\":500000,\"dataBitsPerKeyBit\":213.5},"
                    + "\"offload\":{\"device\":\"eth0\",\"mode\":\"crypto\",\"sas\":33,\"sasTaken\":500,\"sasRefused\":17,\"reason\":\"the"
                    + " table is full\"},\"controlAh\":true,\"alarms\":[{\"code\":\"key-starvation\",\"message\":\"the pool is"
                    + " empty\",\"ageMillis\":1500}]}";

    private static final String SAS =
            "{\"link\":\"alice-bob\",\"current\":[{\"direction\":\"outbound\",\"channel\":\"data\",\"epoch\":3,"
                    + "\"index\":41,\"spi\":4000000001,\"source\":\"192.0.2.1\",\"destination\":\"192.0.2.2\","
                    + "\"suite\":\"aes-gcm-256\",\"offloaded\":true,\"ageMillis\":12,\"bytes\":14000,\"packets\":10,"
                    + "\"replayFailures\":0,\"integrityFailures\":0}],"
                    + "\"windows\":[{\"direction\":\"inbound\",\"channel\":\"data\",\"installed\":41,\"ahead\":25,"
                    + "\"behind\":15,\"installedTotal\":80,\"removedTotal\":39}]}";

    private static final String KEYS =
            "{\"link\":\"alice-bob\",\"source\":\"simulated\",\"forProduction\":false,\"poolBits\":48000,"
                    + "\"poolBitsMax\":1000000,\"rateInBitsPerSecond\":50000.0,\"rateOutBitsPerSecond\":57600.0,"
                    + "\"timeToEmptySeconds\":6,\"bitsDrawn\":37728,\"dataBitsPerKeyBit\":317.25,"
                    + "\"use\":{\"onStarvation\":\"stretch\",\"dataBitsPerKeyBitWanted\":1000,\"wantedPeriodMillis\":20.0,"
                    + "\"periodMillis\":33.5,\"dataBitsPerSecond\":1500000},"
                    + "\"marks\":[{\"direction\":\"outbound\",\"channel\":\"data\",\"block\":1024}]}";

    private static Sample<ServerMessage> reply(ControlReply reply, String json) {
        return new Sample<>(
                ServerMessage.reply(7, reply), "{\"type\":\"reply\",\"version\":1,\"id\":7,\"reply\":" + json + "}\n");
    }

    private static Sample<ServerMessage> event(ControlEvent event, String json) {
        return new Sample<>(
                ServerMessage.event(7, event), "{\"type\":\"event\",\"version\":1,\"id\":7,\"event\":" + json + "}\n");
    }

    static List<Sample<ServerMessage>> messages() {
        return Stream.concat(replies().stream(), others().stream()).toList();
    }

    private static List<Sample<ServerMessage>> replies() {
        return List.of(
                reply(
                        new ControlReply.AgentStatus(
                                "alice",
                                "0.1.0",
                                5000,
                                "xfrm",
                                "the kernel can do it",
                                1,
                                1,
                                List.of(new TcpPortStatus("192.0.2.1", 5600, 1, 2, 3, 4)),
                                List.of("simulated keys")),
                        "{\"kind\":\"status\",\"gateway\":\"alice\",\"version\":\"0.1.0\",\"uptimeMillis\":5000,"
                                + "\"dataPlane\":\"xfrm\",\"dataPlaneReason\":\"the kernel can do it\",\"links\":1,\"linksUp\":1,"
                                + "\"tcpPorts\":[{\"address\":\"192.0.2.1\",\"port\":5600,\"connections\":1,\"refused\":2,\"badLengths\":3,\"dropped\":4}],"
                                + "\"warnings\":[\"simulated keys\"]}"),
                reply(
                        new ControlReply.Links(5000, "xfrm", List.of(link())),
                        "{\"kind\":\"links\",\"uptimeMillis\":5000,\"dataPlane\":\"xfrm\",\"links\":[" + LINK + "]}"),
                reply(
                        new ControlReply.LinkDetail(
                                link(), List.of(new SelectorStatus("10.1.0.0/24", "10.2.0.0/24")), sas(), keys()),
                        "{\"kind\":\"link\",\"link\":" + LINK
                                + ",\"selectors\":[{\"local\":\"10.1.0.0/24\",\"remote\":\"10.2.0.0/24\"}],\"sas\":"
                                + SAS + ",\"keys\":" + KEYS + "}"),
                reply(
                        new ControlReply.SecurityAssociations(List.of(sas())),
                        "{\"kind\":\"sas\",\"links\":[" + SAS + "]}"),
                reply(new ControlReply.Keys(List.of(keys())), "{\"kind\":\"keys\",\"pools\":[" + KEYS + "]}"),
                reply(new ControlReply.Done("period is 25 ms"), "{\"kind\":\"done\",\"what\":\"period is 25 ms\"}"),
                reply(new ControlReply.Watching(1000), "{\"kind\":\"watching\",\"intervalMillis\":1000}"),
                reply(
                        new ControlReply.VersionInfo("qgate-agent", "0.1.0", 1),
                        "{\"kind\":\"version\",\"program\":\"qgate-agent\",\"version\":\"0.1.0\",\"controlVersion\":1}"),
                reply(
                        new ControlReply.Configurations(4, List.of(configuration()), List.of(change())),
                        "{\"kind\":\"configurations\",\"generation\":4,\"links\":[" + CONFIGURATION + "],\"changes\":["
                                + CHANGE + "]}"),
                reply(
                        new ControlReply.Locked(9, change()),
                        "{\"kind\":\"locked\",\"token\":9,\"change\":" + CHANGE + "}"),
                reply(new ControlReply.Change(change()), "{\"kind\":\"change\",\"change\":" + CHANGE + "}"));
    }

    private static List<Sample<ServerMessage>> others() {
        return List.of(
                event(
                        new ControlEvent.ConfigurationChanged("alice-bob", "t-1", "carol", 5),
                        "{\"kind\":\"configuration-changed\",\"link\":\"alice-bob\",\"transaction\":\"t-1\",\"owner\":\"carol\",\"generation\":5}"),
                event(
                        new ControlEvent.ChangeRolledBack("alice-bob", "t-1", "carol", true, "not confirmed in time"),
                        "{\"kind\":\"change-rolled-back\",\"link\":\"alice-bob\",\"transaction\":\"t-1\",\"owner\":\"carol\",\"timedOut\":true,\"reason\":\"not confirmed in time\"}"),
                new Sample<>(
                        ServerMessage.error(7, ErrorCode.UNKNOWN_LINK, "no link 'x'"),
                        "{\"type\":\"error\",\"version\":1,\"id\":7,"
                                + "\"error\":{\"code\":\"unknown-link\",\"message\":\"no link 'x'\"}}\n"),
                event(
                        new ControlEvent.Snapshot(1, 5000, List.of(link())),
                        "{\"kind\":\"snapshot\",\"sequence\":1,\"uptimeMillis\":5000,\"links\":[" + LINK + "]}"),
                event(
                        new ControlEvent.LinkStateChanged("alice-bob", LinkState.CONNECTING, LinkState.UP, 1),
                        "{\"kind\":\"link-state-changed\",\"link\":\"alice-bob\",\"from\":\"connecting\","
                                + "\"to\":\"up\",\"epoch\":1}"),
                event(
                        new ControlEvent.AlarmRaised(
                                "alice-bob", new AlarmStatus("peer-silent", "no word from bob", 0)),
                        "{\"kind\":\"alarm-raised\",\"link\":\"alice-bob\",\"alarm\":{\"code\":\"peer-silent\","
                                + "\"message\":\"no word from bob\",\"ageMillis\":0}}"),
                event(
                        new ControlEvent.AlarmCleared("alice-bob", "peer-silent"),
                        "{\"kind\":\"alarm-cleared\",\"link\":\"alice-bob\",\"code\":\"peer-silent\"}"),
                event(
                        new ControlEvent.WatchEnded("read too slowly"),
                        "{\"kind\":\"watch-ended\",\"reason\":\"read too slowly\"}"));
    }
}
