package org.qgate.linux.xfrm;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.qgate.linux.netlink.MalformedMessageException;
import org.qgate.linux.netlink.Messages;
import org.qgate.linux.netlink.Mutations;
import org.qgate.linux.netlink.NetlinkMessage;

class XfrmFuzzTest {

    private static final int ROUNDS_PER_MESSAGE = 1_500;

    private static List<byte[]> corpus() {
        List<byte[]> corpus = new ArrayList<>();
        Golden.entries("kernel-6.1.txt").forEach(entry -> corpus.add(entry.bytes()));
        for (String name : List.of("expire", "policy-expire", "acquire", "mapping", "flush-sa", "esn-4096-v6")) {
            corpus.add(Golden.structMessage(name));
        }
        return corpus;
    }

    @Test
    void decodesAnyBytesOrSaysThatTheyAreMalformed() {
        int malformed = 0;
        int decoded = 0;
        List<byte[]> corpus = corpus();
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
            XfrmEvents.decode(message)
                    .ifPresent(event -> assertThat(event.toString()).isNotEmpty());
        }
    }
}
