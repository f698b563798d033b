package org.qgate.lab;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HashSet;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.qgate.lab.gateways.Gateway;
import org.qgate.lab.gateways.LabNetwork;
import org.qgate.lab.gateways.LinkSettings;
import org.qgate.lab.gateways.Net;
import org.qgate.lab.gateways.PingStream;
import org.qgate.lab.wire.PcapPacket;
import org.qgate.lab.wire.PcapReader;

/** The control port under AH in a real kernel: on the wire, against a forger, after a flush by hand, and after the end. */
@Tag("lab")
class ControlAhLabIT {
    private static final Duration PATIENCE = Duration.ofSeconds(60);
    private static final Duration FAST = Duration.ofMillis(20);
    private static final int PINGS = 250;
    private static final int FORGERIES = 20;
    private static final int ETHERNET_BYTES = 14;
    private static final int AH = 51;
    private static final int UDP = 17;
    private static final int CONTROL_PORT = 5600;
    private static final Pattern SPI = Pattern.compile("proto ah spi (0x[0-9a-f]+)");

    /** Of an AH packet with an ICV of 16 zero bytes, around a datagram to the control port. */
    private static final String FORGE = """
            perl -MSocket -e 'socket(S, PF_INET, SOCK_RAW, 51) or die; for (1..%d) { send(S, pack("CCnNN", 17, 5, 0, %s, \
            1000000 + $_) . ("\\0" x 16) . pack("nnnn", 5600, 5600, 12, 0) . "QG\\1\\6", 0, sockaddr_in(0, \
            inet_aton("%s"))) or die }'""";

    @Test
    void protectsTheControlPortAndMendsItself() throws Exception {
        LinkSettings settings = new LinkSettings(FAST, 50_000, "control-period = 500 ms\n");
        try (Bench bench = Bench.open(LabFolder.fresh("ControlAh"), settings)) {
            bench.startAgents();
            bench.watch();
            bench.awaitLinkUp();
            awaitAh(bench);
            assertThat(bench.agent(Gateway.ALICE).ctl("links").outOrThrow("qgatectl links"))
                    .contains("leave under AH");

            messagesAreUnderAhAndItsSpisChange(bench);
            forgeriesAreDroppedByTheKernel(bench);
            aFlushMendsItself(bench);

            bench.teardown();
            for (Gateway gateway : Gateway.values()) {
                assertThat(bench.network()
                                .exec(gateway.role(), "sh -c 'ip xfrm state; ip xfrm policy'")
                                .outOrThrow("ip"))
                        .isBlank();
            }
        }
    }

    private static void awaitAh(Bench bench) throws Exception {
        for (Gateway gateway : Gateway.values()) {
            bench.watch(gateway).await(look -> look.link().controlAh(), "the control port is not under AH", PATIENCE);
        }
    }

    private static void messagesAreUnderAhAndItsSpisChange(Bench bench) throws Exception {
        LabNetwork network = bench.network();
        XfrmErrors before = XfrmErrors.now(network);
        network.startCapture("ah");
        PingStream pings = network.ping(Net.REKEYING, FAST, PINGS);
        assertThat(pings.await().lost()).isZero();
        Wire wire = Wire.of(network.stopCapture("ah").pcap());
        assertThat(wire.spisOf(Gateway.ALICE)).hasSizeGreaterThanOrEqualTo(4);
        assertThat(wire.spisOf(Gateway.BOB)).isNotEmpty();
        assertThat(wire.plainMessages).isZero();
        assertThat(XfrmErrors.now(network).since(before)).isEqualTo(Map.of());
    }

    private static void forgeriesAreDroppedByTheKernel(Bench bench) throws Exception {
        LabNetwork network = bench.network();
        XfrmErrors before = XfrmErrors.now(network);
        String spi = outboundSpi(network, Gateway.BOB).orElseThrow();
        network.exec(Gateway.BOB.role(), FORGE.formatted(FORGERIES, spi, Gateway.ALICE.outer()))
                .outOrThrow("perl");
        // Those for which the SA was just replaced had none; what was left of both kinds reached nobody.
        Map<String, Long> errors = XfrmErrors.now(network).since(before);
        long dropped = errors.getOrDefault("alice.XfrmInStateProtoError", 0L)
                + errors.getOrDefault("alice.XfrmInNoStates", 0L);
        assertThat(dropped).as(errors.toString()).isEqualTo(FORGERIES);
    }

    private static void aFlushMendsItself(Bench bench) throws Exception {
        LabNetwork network = bench.network();
        long epoch = bench.watch(Gateway.ALICE)
                .await(look -> look.link().epoch() > 0, "no epoch", PATIENCE)
                .link()
                .epoch();
        PingStream pings = network.ping(Net.REKEYING, FAST, PINGS);
        for (Gateway gateway : Gateway.values()) {
            String before = outboundSpi(network, gateway).orElseThrow();
            network.exec(gateway.role(), "ip xfrm state flush proto ah").outOrThrow("ip xfrm state flush");
            awaitOtherSpi(network, gateway, before);
            awaitAh(bench);
        }
        assertThat(pings.await().lost()).isZero();
        var link = bench.watch(Gateway.ALICE)
                .await(look -> look.link().controlAh(), "no AH", PATIENCE)
                .link();
        assertThat(link.epoch()).isEqualTo(epoch);
        assertThat(link.resets()).isZero();
    }

    /** The SPI that messages leave under, if any. */
    private static Optional<String> outboundSpi(LabNetwork network, Gateway gateway) throws Exception {
        Matcher matcher =
                SPI.matcher(network.exec(gateway.role(), "ip xfrm policy").outOrThrow("ip xfrm policy"));
        return matcher.find() ? Optional.of(matcher.group(1)) : Optional.empty();
    }

    private static void awaitOtherSpi(LabNetwork network, Gateway gateway, String before) throws Exception {
        long end = System.nanoTime() + PATIENCE.toNanos();
        while (System.nanoTime() < end) {
            Optional<String> now = outboundSpi(network, gateway);
            if (now.isPresent() && !now.get().equals(before)) {
                return;
            }
        }
        throw new AssertionError("the control port of " + gateway + " stayed without AH after a flush");
    }

    /** What a capture shows of the agents' messages. */
    private static final class Wire {
        private final Map<Gateway, Set<Integer>> spis =
                Map.of(Gateway.ALICE, new HashSet<>(), Gateway.BOB, new HashSet<>());
        private int plainMessages;

        static Wire of(Path pcap) throws IOException {
            Wire wire = new Wire();
            PcapReader reader = PcapReader.open(pcap);
            for (Optional<PcapPacket> next = reader.next(); next.isPresent(); next = reader.next()) {
                wire.add(next.get().frame());
            }
            return wire;
        }

        private void add(ByteBuffer frame) {
            if (Short.toUnsignedInt(frame.getShort(12)) != 0x0800) {
                return;
            }
            ByteBuffer packet = frame.slice(ETHERNET_BYTES, frame.remaining() - ETHERNET_BYTES);
            int headerBytes = (packet.get(0) & 0xF) * 4;
            if (packet.get(9) == AH) {
                for (Gateway gateway : Gateway.values()) {
                    if (gateway.outerAddress() == packet.getInt(12)) {
                        spisOf(gateway).add(packet.getInt(headerBytes + 4));
                    }
                }
            } else if (packet.get(9) == UDP && Short.toUnsignedInt(packet.getShort(headerBytes + 2)) == CONTROL_PORT) {
                plainMessages++;
            }
        }

        Set<Integer> spisOf(Gateway gateway) {
            return java.util.Objects.requireNonNull(spis.get(gateway));
        }
    }
}
