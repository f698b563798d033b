package org.qgate.linux.netlink;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.Random;
import org.junit.jupiter.api.Test;
import org.qgate.linux.libc.Errno;

class NetlinkFuzzTest {

    private static final int ROUNDS = 20_000;

    @Test
    void decodesAnyBytesOrSaysThatTheyAreMalformed() {
        byte[] good = Messages.join(
                Messages.acknowledgement(1, FakeKernel.PORT, -22, "some text", 40),
                Messages.message(NetlinkMessage.DONE, 2, 1, FakeKernel.PORT, Messages.ints(0)));
        for (int seed = 0; seed < ROUNDS; seed++) {
            byte[] mutated = Mutations.of(good, new Random(seed));
            try {
                decode(mutated);
            } catch (MalformedMessageException e) {
                assertThat(e).as("seed %d", seed).hasMessageNotContaining("null");
            } catch (RuntimeException e) {
                throw new AssertionError("seed " + seed, e);
            }
        }
    }

    private static void decode(byte[] datagram) throws MalformedMessageException {
        for (NetlinkMessage message : Messages.receivedAll(datagram)) {
            if (message.type() == NetlinkMessage.ERROR) {
                Acknowledgement.ofError(message);
            } else if (message.type() == NetlinkMessage.DONE) {
                Acknowledgement.ofDone(message);
            }
        }
    }

    @Test
    void survivesAnyAnswer() throws Exception {
        byte[] good = Messages.acknowledgement(1, FakeKernel.PORT, -22, "some text", 40);
        for (int seed = 0; seed < 2_000; seed++) {
            byte[] mutated = Mutations.of(good, new Random(seed));
            FakeKernel kernel = new FakeKernel((requests, self) -> self.deliver(mutated));
            try (NetlinkConnection connection = kernel.connection()) {
                assertThat(connection.batch().add(1, 0, out -> {}).send())
                        .as("seed %d", seed)
                        .hasSize(1);
            }
        }
    }

    @Test
    void readsExtendedTextBehindAnEchoedRequest() throws MalformedMessageException {
        byte[] echoed = new byte[40];
        Messages.wrap(echoed).putInt(0, 40);
        byte[] body =
                Messages.join(Messages.ints(-17), echoed, Messages.attribute(1, new byte[] {'h', 'i', 7, 0, 'x'}));
        NetlinkMessage message = Messages.received(
                Messages.message(NetlinkMessage.ERROR, NetlinkFlags.ACK_TLVS, 1, FakeKernel.PORT, body));
        assertThat(Acknowledgement.ofError(message)).isEqualTo(new NetlinkResult.Refused(Errno.EEXIST, "hi?", -1));
    }

    @Test
    void refusesAnErrnoThatIsPositive() throws MalformedMessageException {
        NetlinkMessage message = Messages.received(Messages.acknowledgement(1, FakeKernel.PORT, 17, "", -1));
        assertThatThrownBy(() -> Acknowledgement.ofError(message)).isInstanceOf(MalformedMessageException.class);
    }

    @Test
    void keepsPayloadsOutOfText() throws MalformedMessageException {
        NetlinkMessage message = Messages.received(Messages.message(16, 0, 3, 4, new byte[] {1, 2, 3, 4}));
        assertThat(message).hasToString("NetlinkMessage(type 16, flags 0x0, seq 3, 4 bytes)");
    }
}
