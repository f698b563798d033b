package org.qgate.engine.router;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.qgate.engine.Packets;
import org.qgate.engine.packet.IpHeader;
import org.qgate.engine.packet.NetworkOrder;
import org.qgate.linux.inet.IpAddress;
import org.qgate.linux.tun.VirtioNetHdr;

class EthernetRouterTest {
    private static final int ETHERNET = AddressResolution.ETHERNET_BYTES;
    private static final long SECOND = 1_000_000_000L;
    private static final MacAddress HOST = MacAddress.parse("52:54:00:12:34:56");
    private static final MacAddress OTHER_HOST = MacAddress.parse("52:54:00:65:43:21");
    private static final IpAddress ROUTER_4 = IpAddress.parse("10.1.0.1");
    private static final IpAddress ROUTER_6 = IpAddress.parse("2001:db8:1::1");
    private static final IpAddress GATEWAY_4 = IpAddress.parse("10.1.0.254");
    private static final IpAddress BEHIND_GATEWAY = IpAddress.parse("10.9.0.1");
    private static final EthernetLink LINK = EthernetLink.of(
            List.of(new EthernetLink.Address(ROUTER_4, 16), new EthernetLink.Address(ROUTER_6, 64)),
            List.of(GATEWAY_4));

    private final List<byte[]> sent = new ArrayList<>();
    private final List<VirtioNetHdr> headers = new ArrayList<>();
    private final Random random = new Random(11);
    private final VirtioNetHdr complete = new VirtioNetHdr();
    private final EthernetRouter router =
            new EthernetRouter(LINK, new IcmpErrors(ROUTER_4, ROUTER_6), (header, front, packet, offset, length) -> {
                byte[] frame = Arrays.copyOf(front, front.length + length);
                System.arraycopy(packet, offset, frame, front.length, length);
                headers.add(header.copy());
                sent.add(frame);
                return frame.length;
            });

    private byte[] packet(IpAddress from, IpAddress to) {
        return Packets.udp(from, to, 200, random);
    }

    private static byte[] frame(MacAddress to, MacAddress from, byte[] packet) {
        byte[] frame = new byte[ETHERNET + packet.length];
        to.write(frame, 0);
        from.write(frame, MacAddress.BYTES);
        NetworkOrder.putShort(frame, 12, IpHeader.version(packet, 0) == 4 ? 0x0800 : 0x86DD);
        System.arraycopy(packet, 0, frame, ETHERNET, packet.length);
        return frame;
    }

    private Forwarding receive(byte[] frame) {
        return router.receive(frame, 0, frame.length, SECOND);
    }

    private Forwarding forward(byte[] packet, long nowNanos) {
        return router.forward(complete, packet, 0, packet.length, nowNanos);
    }

    private static Optional<AddressResolution.Message> message(byte[] frame) {
        return AddressResolution.read(frame, 0, frame.length);
    }

    private byte[] only() {
        assertThat(sent).hasSize(1);
        return sent.remove(0);
    }

    /** What the host that was asked says. */
    private void answer(byte[] question, MacAddress mac) {
        AddressResolution.Message asked = message(question).orElseThrow();
        assertThat(asked.isQuestion()).isTrue();
        receive(AddressResolution.answer(mac, asked, LINK.mac()));
    }

    @ParameterizedTest
    @CsvSource({"10.1.0.1, 10.1.0.7, 10.2.0.9", "2001:db8:1::1, 2001:db8:1::7, 2001:db8:2::9"})
    void asksForTheHostAndWritesItsAddressInFront(IpAddress own, IpAddress host, IpAddress far) {
        byte[] packet = packet(far, host);
        int hops = IpHeader.hopLimit(packet, 0);
        assertThat(forward(packet, 0)).isEqualTo(Forwarding.DONE);
        byte[] question = only();
        assertThat(message(question).orElseThrow().target()).isEqualTo(host);
        assertThat(message(question).orElseThrow().sender()).isEqualTo(own);

        answer(question, HOST);
        byte[] delivered = only();
        assertThat(MacAddress.read(delivered, 0)).isEqualTo(HOST);
        assertThat(MacAddress.read(delivered, 6)).isEqualTo(LINK.mac());
        byte[] inside = Arrays.copyOfRange(delivered, ETHERNET, delivered.length);
        assertThat(IpHeader.hopLimit(inside, 0)).isEqualTo(hops - 1);
        assertThat(IpHeader.version(inside, 0) == 6 || IpHeader.hasRightChecksumV4(inside, 0))
                .isTrue();
        assertThat(forward(packet(far, host), SECOND)).isEqualTo(Forwarding.DONE);
        assertThat(MacAddress.read(only(), 0)).as("no second question").isEqualTo(HOST);
    }

    @ParameterizedTest
    @CsvSource({"10.1.0.1, 10.1.0.7", "2001:db8:1::1, 2001:db8:1::7"})
    void tellsItsOwnAddressAndRemembersWhoAsked(IpAddress own, IpAddress host) {
        receive(AddressResolution.question(HOST, host, own));
        AddressResolution.Message told = message(only()).orElseThrow();
        assertThat(told.isQuestion()).isFalse();
        assertThat(told.sender()).isEqualTo(own);
        assertThat(told.senderMac()).isEqualTo(LINK.mac());

        forward(packet(host, host), SECOND);
        assertThat(MacAddress.read(only(), 0)).isEqualTo(HOST);
    }

    @Test
    void keepsSilentWhenAskedForOthers() {
        receive(AddressResolution.question(HOST, Packets.V4_A, IpAddress.parse("10.1.0.9")));
        receive(AddressResolution.question(HOST, Packets.V6_A, IpAddress.parse("2001:db8:1::9")));
        assertThat(sent).isEmpty();
    }

    @Test
    void sendsThroughAGatewayWhatIsOnNoPrefix() {
        assertThat(forward(packet(Packets.V4_B, BEHIND_GATEWAY), 0)).isEqualTo(Forwarding.DONE);
        byte[] question = only();
        assertThat(message(question).orElseThrow().target()).isEqualTo(GATEWAY_4);
        assertThat(forward(packet(Packets.V6_B, IpAddress.parse("2001:db8:9::1")), 0))
                .isEqualTo(Forwarding.NO_ROUTE);
        assertThat(forward(packet(Packets.V4_B, IpAddress.parse("224.0.0.5")), 0))
                .isEqualTo(Forwarding.NO_ROUTE);
    }

    @Test
    void takesForTheTunnelWhatHostsSendToItsMac() {
        byte[] frame = frame(LINK.mac(), HOST, packet(Packets.V4_A, Packets.V4_B));
        int hops = IpHeader.hopLimit(frame, ETHERNET);
        assertThat(receive(frame)).isEqualTo(Forwarding.TO_TUNNEL);
        assertThat(IpHeader.hopLimit(frame, ETHERNET)).isEqualTo(hops - 1);
        assertThat(IpHeader.hasRightChecksumV4(frame, ETHERNET)).isTrue();

        assertThat(receive(frame(OTHER_HOST, HOST, packet(Packets.V4_A, Packets.V4_B))))
                .isEqualTo(Forwarding.NOT_FOR_TUNNEL);
        assertThat(receive(frame(LINK.mac(), HOST, packet(Packets.V4_A, ROUTER_4))))
                .isEqualTo(Forwarding.NOT_FOR_TUNNEL);
        byte[] cut = frame(LINK.mac(), HOST, packet(Packets.V6_A, Packets.V6_B));
        assertThat(router.receive(cut, 0, 60, 0)).isEqualTo(Forwarding.MALFORMED);
    }

    @Test
    void saysThatTheLastHopIsUsedUp() {
        receive(AddressResolution.question(HOST, Packets.V4_A, ROUTER_4));
        sent.clear();
        byte[] packet = packet(Packets.V4_A, Packets.V4_B);
        packet[8] = 1;
        IpHeader.writeChecksumV4(packet, 0);
        assertThat(receive(frame(LINK.mac(), HOST, packet))).isEqualTo(Forwarding.HOP_LIMIT);
        byte[] told = only();
        assertThat(MacAddress.read(told, 0)).isEqualTo(HOST);
        assertThat(told[ETHERNET + IpHeader.V4_BYTES]).as("type").isEqualTo((byte) 11);
        packet[8] = 1;
        assertThat(forward(packet, SECOND)).isEqualTo(Forwarding.HOP_LIMIT);
    }

    @Test
    void givesUpWhoDoesNotAnswerAndAsksAnewLater() {
        List<Forwarding> seen = new ArrayList<>();
        for (int second = 0; second < 5; second++) {
            seen.add(forward(packet(Packets.V4_B, Packets.V4_A), second * SECOND));
        }
        assertThat(seen)
                .containsExactly(
                        Forwarding.DONE, Forwarding.DONE, Forwarding.DONE, Forwarding.NO_NEIGHBOR, Forwarding.DONE);
        assertThat(sent).as("questions").hasSize(4);
    }

    @Test
    void letsFewPacketsWait() {
        Forwarding last = Forwarding.DONE;
        for (int i = 0; i <= NeighborTable.WAITING_MAX; i++) {
            last = forward(packet(Packets.V4_B, Packets.V4_A), i);
        }
        assertThat(last).isEqualTo(Forwarding.NO_NEIGHBOR);
        answer(only(), HOST);
        assertThat(sent).hasSize(NeighborTable.WAITING_MAX);
    }

    @Test
    void asksAgainAfterAWhileAndBelievesNobodyUnasked() {
        forward(packet(Packets.V4_B, Packets.V4_A), 0);
        answer(only(), HOST);
        sent.clear();
        long later = NeighborTable.REACHABLE_NANOS + 2 * SECOND;
        assertThat(forward(packet(Packets.V4_B, Packets.V4_A), later)).isEqualTo(Forwarding.DONE);
        assertThat(sent).as("question, and the packet by what was known").hasSize(2);

        IpAddress stranger = IpAddress.parse("10.1.0.99");
        AddressResolution.Message forged =
                new AddressResolution.Message(true, LINK.addresses().get(0).address(), LINK.mac(), stranger);
        receive(AddressResolution.answer(OTHER_HOST, forged, LINK.mac()));
        sent.clear();
        forward(packet(Packets.V4_B, stranger), later);
        assertThat(message(only()).orElseThrow().isQuestion()).isTrue();
    }

    @Test
    void aHostThatClaimsTheEnginesAddressIsNotHeard() {
        receive(AddressResolution.question(HOST, ROUTER_4, ROUTER_4));
        forward(packet(Packets.V4_B, ROUTER_4), 0);
        assertThat(sent.stream().filter(frame -> message(frame).isEmpty())).isEmpty();
    }

    @Test
    void knowsNoMoreNeighborsThanItsBound() {
        NeighborTable table = new NeighborTable();
        for (int i = 0; i < 3 * NeighborTable.NEIGHBORS_MAX; i++) {
            table.resolve(IpAddress.ofV4(i + 1), 0);
        }
        assertThat(table.size()).isEqualTo(NeighborTable.NEIGHBORS_MAX);
    }

    @Test
    void movesTheOffsetsOfOffloadBehindTheEthernetHeader() {
        receive(AddressResolution.question(HOST, Packets.V4_A, ROUTER_4));
        headers.clear();
        complete.set(VirtioNetHdr.NEEDS_CHECKSUM, VirtioNetHdr.GSO_TCP_V4, 40, 1000, 20, 16);
        forward(packet(Packets.V4_B, Packets.V4_A), SECOND);
        assertThat(headers.get(0).checksumStart()).isEqualTo(34);
        assertThat(headers.get(0).headerBytes()).isEqualTo(54);
        assertThat(headers.get(0).gsoBytes()).isEqualTo(1000);
    }

    @Test
    void refusesLinksThatCannotBe() {
        assertThat(LINK.mac()).isEqualTo(MacAddress.parse("02:51:0a:01:00:01"));
        assertThatThrownBy(() -> EthernetLink.of(List.of(), List.of())).hasMessageContaining("address");
        assertThatThrownBy(() -> EthernetLink.of(
                        List.of(new EthernetLink.Address(ROUTER_4, 24)), List.of(IpAddress.parse("10.1.9.1"))))
                .hasMessageContaining("10.1.9.1");
        assertThatThrownBy(() -> MacAddress.parse("02:51:00:00:00")).hasMessageContaining("02:51:00:00:00:01");
        assertThatThrownBy(() -> new EthernetLink(MacAddress.BROADCAST, LINK.addresses(), List.of()))
                .hasMessageContaining("MAC");
    }
}
