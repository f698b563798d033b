package org.qgate.linux.netlink;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.qgate.linux.libc.Errno;
import org.qgate.linux.libc.LinuxException;

class NetlinkConnectionTest {

    private static final int TYPE = 0x42;
    private static final MessageBody BODY = out -> out.buffer().putInt(7);
    private static final MessageDecoder<Integer> DECODER = message -> {
        MalformedMessageException.requireBytes(message.payload(), 0, 4, "int");
        return message.payload().getInt(0);
    };

    private static byte[] number(int value) {
        return Messages.ints(value);
    }

    @Test
    void sendsABatchAsOneDatagramThatAsksForOneAcknowledgement() throws LinuxException {
        FakeKernel kernel = FakeKernel.obedient();
        try (NetlinkConnection connection = kernel.connection()) {
            List<NetlinkResult> results = connection
                    .batch()
                    .add(TYPE, 0, BODY)
                    .add(TYPE, NetlinkFlags.CREATE, BODY)
                    .add(TYPE, 0, BODY)
                    .send();
            assertThat(results).hasSize(3).allMatch(NetlinkResult::isAcknowledged);
        }
        assertThat(kernel.sent()).hasSize(1);
        List<FakeKernel.Request> requests = FakeKernel.parse(kernel.sent().get(0));
        assertThat(requests).extracting(FakeKernel.Request::flags).containsExactly(1, 0x401, 5);
        assertThat(requests)
                .extracting(request -> request.sequence() - requests.get(0).sequence())
                .containsExactly(0, 1, 2);
    }

    @Test
    void givesEachMessageItsOwnResult() throws LinuxException {
        FakeKernel kernel = new FakeKernel((requests, self) -> {
            self.acknowledge(requests.get(1), -17);
            self.deliver(
                    Messages.acknowledgement(requests.get(2).sequence(), FakeKernel.PORT, -22, "Invalid mark", 24));
        });
        try (NetlinkConnection connection = kernel.connection()) {
            List<NetlinkResult> results = connection
                    .batch()
                    .add(TYPE, 0, BODY)
                    .add(TYPE, 0, BODY)
                    .add(TYPE, 0, BODY)
                    .send();
            assertThat(results)
                    .containsExactly(
                            NetlinkResult.Acknowledged.INSTANCE,
                            new NetlinkResult.Refused(Errno.EEXIST, "", -1),
                            new NetlinkResult.Refused(Errno.EINVAL, "Invalid mark", 24));
            assertThat(results.get(2).toString())
                    .isEqualTo("refused: EINVAL (Invalid argument), kernel says \"Invalid mark\","
                            + " at byte 24 of the request");
        }
    }

    @Test
    void readsSeveralAcknowledgementsInOneDatagram() throws LinuxException {
        FakeKernel kernel = new FakeKernel((requests, self) -> self.deliver(Messages.join(
                Messages.acknowledgement(requests.get(0).sequence(), FakeKernel.PORT, -3, "", -1),
                Messages.acknowledgement(requests.get(1).sequence(), FakeKernel.PORT, 0, "", -1))));
        try (NetlinkConnection connection = kernel.connection()) {
            List<NetlinkResult> results =
                    connection.batch().add(TYPE, 0, BODY).add(TYPE, 0, BODY).send();
            assertThat(results.get(0).isRefusedWith(Errno.ESRCH)).isTrue();
            assertThat(results.get(1).isAcknowledged()).isTrue();
        }
    }

    @Test
    void doesNotTakeSilenceForSuccessAfterAnOverrun() throws LinuxException {
        FakeKernel kernel = new FakeKernel((requests, self) -> {
            self.acknowledge(requests.get(0), -17);
            self.fail(Errno.ENOBUFS);
            self.acknowledge(requests.get(2), 0);
        });
        try (NetlinkConnection connection = kernel.connection()) {
            List<NetlinkResult> results = connection
                    .batch()
                    .add(TYPE, 0, BODY)
                    .add(TYPE, 0, BODY)
                    .add(TYPE, 0, BODY)
                    .send();
            assertThat(results.get(0).isRefusedWith(Errno.EEXIST)).isTrue();
            assertThat(results.get(1)).isInstanceOf(NetlinkResult.Unanswered.class);
            assertThat(results.get(2).isAcknowledged()).isTrue();
        }
    }

    @Test
    void waitsNoLongerOnceAnswersAreLost() throws LinuxException {
        FakeKernel kernel = new FakeKernel((requests, self) -> self.fail(Errno.ENOBUFS));
        try (NetlinkConnection connection = kernel.connection()) {
            List<NetlinkResult> results = connection.batch().add(TYPE, 0, BODY).send();
            assertThat(results).singleElement().isInstanceOf(NetlinkResult.Unanswered.class);
            assertThat(kernel.lastTimeoutMillis()).isZero();
        }
    }

    @Test
    void reportsASilentKernelAsUnanswered() throws LinuxException {
        FakeKernel kernel = new FakeKernel((requests, self) -> {});
        try (NetlinkConnection connection = kernel.connection()) {
            List<NetlinkResult> results =
                    connection.batch().add(TYPE, 0, BODY).add(TYPE, 0, BODY).send();
            assertThat(results).hasSize(2).allMatch(NetlinkResult.Unanswered.class::isInstance);
            assertThat(results.get(0).toString()).contains("ETIMEDOUT");
        }
    }

    @Test
    void skipsAnswersToOthersAndToEarlierRequests() throws LinuxException {
        FakeKernel kernel = new FakeKernel((requests, self) -> {
            int sequence = requests.get(0).sequence();
            self.deliver(Messages.acknowledgement(sequence - 1, FakeKernel.PORT, -17, "", -1));
            self.deliver(Messages.acknowledgement(sequence, FakeKernel.PORT + 1, -17, "", -1));
            self.deliver(Messages.acknowledgement(sequence + 1, FakeKernel.PORT, -17, "", -1));
            self.acknowledge(requests.get(0), 0);
        });
        try (NetlinkConnection connection = kernel.connection()) {
            assertThat(connection.batch().add(TYPE, 0, BODY).send())
                    .containsExactly(NetlinkResult.Acknowledged.INSTANCE);
            assertThat(connection.strayMessages()).isEqualTo(3);
        }
    }

    @Test
    void givesUpAfterABoundedNumberOfStrangers() throws LinuxException {
        FakeKernel kernel = new FakeKernel((requests, self) -> {
            for (int i = 0; i < 2 * NetlinkConnection.STRAY_DATAGRAMS_MAX; i++) {
                self.deliver(Messages.acknowledgement(-5, FakeKernel.PORT, 0, "", -1));
            }
        });
        try (NetlinkConnection connection = kernel.connection()) {
            assertThat(connection.batch().add(TYPE, 0, BODY).send())
                    .singleElement()
                    .isInstanceOf(NetlinkResult.Unanswered.class);
            assertThat(kernel.waiting()).isPositive();
        }
    }

    @Test
    void treatsACutAnswerAsLost() throws LinuxException {
        FakeKernel kernel = new FakeKernel((requests, self) -> {
            byte[] huge = Messages.message(
                    NetlinkMessage.ERROR,
                    0,
                    requests.get(0).sequence(),
                    FakeKernel.PORT,
                    new byte[NetlinkBuffers.RECEIVE_BYTES]);
            self.deliver(huge);
        });
        try (NetlinkConnection connection = kernel.connection()) {
            assertThat(connection.batch().add(TYPE, 0, BODY).send())
                    .singleElement()
                    .isInstanceOf(NetlinkResult.Unanswered.class);
        }
    }

    @Test
    void dumpsWhileABatchIsBeingWritten() throws LinuxException {
        FakeKernel kernel = new FakeKernel((requests, self) -> {
            FakeKernel.Request first = requests.get(0);
            if ((first.flags() & NetlinkFlags.DUMP) != 0) {
                self.deliver(Messages.message(NetlinkMessage.DONE, 2, first.sequence(), FakeKernel.PORT, number(0)));
            } else {
                self.acknowledge(first, -17);
            }
        });
        try (NetlinkConnection connection = kernel.connection()) {
            NetlinkBatch batch = connection.batch().add(TYPE, 0, BODY);
            assertThat(connection.dump(TYPE, BODY, DECODER)).isEmpty();
            assertThat(batch.send().get(0).isRefusedWith(Errno.EEXIST)).isTrue();
        }
    }

    @Test
    void complainsOnceAboutAForgottenBatchAndGoesOn() throws LinuxException {
        FakeKernel kernel = FakeKernel.obedient();
        try (NetlinkConnection connection = kernel.connection()) {
            assertThat(connection.batch().add(TYPE, 0, BODY).size()).isOne();
            assertThatThrownBy(connection::batch)
                    .isInstanceOf(IllegalStateException.class)
                    .hasMessageContaining("1 messages are dropped");
            assertThat(connection.batch().add(TYPE, 0, BODY).send()).hasSize(1);
        }
        assertThat(kernel.sent()).hasSize(1);
    }

    @Test
    void refusesMoreThanABatchHolds() throws LinuxException {
        FakeKernel kernel = FakeKernel.obedient();
        try (NetlinkConnection connection = kernel.connection()) {
            NetlinkBatch batch = connection.batch();
            for (int i = 0; i < NetlinkBatch.MESSAGES_MAX; i++) {
                batch.add(TYPE, 0, BODY);
            }
            assertThat(batch.isFull()).isTrue();
            assertThatThrownBy(() -> batch.add(TYPE, 0, BODY)).isInstanceOf(IllegalStateException.class);
            assertThat(batch.send()).hasSize(NetlinkBatch.MESSAGES_MAX);
        }
    }

    @Test
    void takesAMessageOutAgainWhenItCannotBeWritten() throws LinuxException {
        FakeKernel kernel = FakeKernel.obedient();
        try (NetlinkConnection connection = kernel.connection()) {
            NetlinkBatch batch = connection.batch().add(TYPE, 0, BODY);
            assertThatThrownBy(() -> batch.add(TYPE, 0, out -> {
                        out.buffer().putLong(-1L);
                        throw new IllegalArgumentException("no");
                    }))
                    .isInstanceOf(IllegalArgumentException.class);
            assertThatThrownBy(() ->
                            batch.add(TYPE, 0, out -> out.buffer().put(new byte[NetlinkBatch.MESSAGE_BYTES_MAX])))
                    .isInstanceOf(java.nio.BufferOverflowException.class);
            assertThat(batch.add(TYPE, 0, BODY).send()).hasSize(2);
        }
        assertThat(FakeKernel.parse(kernel.sent().get(0))).hasSize(2);
        assertThat(kernel.sent().get(0)).hasSize(40);
    }

    @Test
    void zeroesTheSendBufferAfterSendAndAfterDiscard() throws LinuxException {
        List<ByteBuffer> buffers = new ArrayList<>();
        MessageBody body = out -> {
            buffers.add(out.buffer());
            out.buffer().putLong(0x5EC2E75EC2E75EC2L);
        };
        try (NetlinkConnection connection = FakeKernel.obedient().connection()) {
            connection.batch().add(TYPE, 0, body).send();
            assertThat(nonZeroBytes(buffers.get(0))).isZero();
            connection.batch().add(TYPE, 0, body).discard();
            assertThat(nonZeroBytes(buffers.get(1))).isZero();
        }
    }

    @Test
    void zeroesTheReceiveBufferAfterEachAnswer() throws LinuxException {
        List<ByteBuffer> payloads = new ArrayList<>();
        FakeKernel kernel = new FakeKernel((requests, self) ->
                self.deliver(Messages.message(TYPE, 0, requests.get(0).sequence(), FakeKernel.PORT, number(0x5EC2E7))));
        try (NetlinkConnection connection = kernel.connection()) {
            int value = connection.query(TYPE, BODY, message -> {
                payloads.add(message.payload());
                return message.payload().getInt(0);
            });
            assertThat(value).isEqualTo(0x5EC2E7);
        }
        assertThat(payloads.get(0).getInt(0)).isZero();
    }

    @Test
    void refusesUseAfterClose() throws LinuxException {
        FakeKernel kernel = FakeKernel.obedient();
        NetlinkConnection connection = kernel.connection();
        NetlinkBatch batch = connection.batch().add(TYPE, 0, BODY);
        connection.close();
        connection.close();
        assertThat(kernel.isClosed()).isTrue();
        assertThatThrownBy(batch::send).isInstanceOf(IllegalStateException.class);
        assertThatThrownBy(() -> batch.add(TYPE, 0, BODY)).isInstanceOf(IllegalStateException.class);
        assertThatThrownBy(connection::batch).isInstanceOf(IllegalStateException.class);
        assertThatThrownBy(() -> connection.dump(TYPE, BODY, DECODER)).isInstanceOf(IllegalStateException.class);
    }

    private static int nonZeroBytes(ByteBuffer buffer) {
        int count = 0;
        for (int i = 0; i < buffer.capacity(); i++) {
            count += buffer.get(i) == 0 ? 0 : 1;
        }
        return count;
    }
}
