package org.qgate.linux.rtnetlink;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Random;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.qgate.linux.inet.IpFamily;
import org.qgate.linux.netlink.MalformedMessageException;
import org.qgate.linux.netlink.Messages;
import org.qgate.linux.netlink.Mutations;
import org.qgate.linux.netlink.NetlinkMessage;
import org.qgate.linux.xfrm.Golden;

class RouteFuzzTest {

    private static final int ROUNDS_PER_MESSAGE = 2_000;

    @Test
    void decodesAnyBytesOrSaysThatTheyAreMalformed() {
        List<byte[]> corpus = Stream.of("iproute2.txt")
                .flatMap(file -> Golden.entries(file).stream())
                .filter(entry -> entry.name().startsWith("rt-"))
                .map(Golden.Entry::bytes)
                .toList();
        int malformed = 0;
        int decoded = 0;
        for (int sample = 0; sample < corpus.size(); sample++) {
            for (int seed = 0; seed < ROUNDS_PER_MESSAGE; seed++) {
                try {
                    decode(Mutations.of(corpus.get(sample), new Random(seed)));
                    decoded++;
                } catch (MalformedMessageException e) {
                    malformed++;
                } catch (RuntimeException e) {
                    throw new AssertionError("sample " + sample + " seed " + seed, e);
                }
            }
        }
        assertThat(malformed).isPositive();
        assertThat(decoded).isPositive();
    }

    private static void decode(byte[] datagram) throws MalformedMessageException {
        for (NetlinkMessage message : Messages.receivedAll(datagram)) {
            switch (message.type()) {
                case RtnetlinkNumbers.RTM_NEWLINK, RtnetlinkNumbers.RTM_DELLINK -> LinkMessages.read(message);
                case RtnetlinkNumbers.RTM_NEWADDR, RtnetlinkNumbers.RTM_DELADDR -> AddressMessages.read(message);
                default -> RouteMessages.read(message, IpFamily.IPV6);
            }
            NetlinkMessage again = new NetlinkMessage(
                    message.type(), 0, 0, 0, message.payload().rewind());
            if (message.type() >= RtnetlinkNumbers.RTM_NEWROUTE) {
                RouteMessages.read(again, IpFamily.IPV4);
            }
        }
    }
}
