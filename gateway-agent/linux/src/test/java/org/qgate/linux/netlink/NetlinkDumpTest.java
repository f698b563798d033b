package org.qgate.linux.netlink;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;
import org.qgate.linux.libc.Errno;
import org.qgate.linux.libc.LinuxException;

class NetlinkDumpTest {

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
    void drainsADumpOfSeveralDatagrams() throws LinuxException {
        FakeKernel kernel = new FakeKernel((requests, self) -> {
            int sequence = requests.get(0).sequence();
            assertThat(requests.get(0).flags()).isEqualTo(NetlinkFlags.REQUEST | NetlinkFlags.DUMP);
            for (int i = 0; i < 3; i++) {
                self.deliver(Messages.join(
                        Messages.message(TYPE, NetlinkFlags.MULTI, sequence, FakeKernel.PORT, number(2 * i)),
                        Messages.message(TYPE, NetlinkFlags.MULTI, sequence, FakeKernel.PORT, number(2 * i + 1))));
            }
            self.deliver(
                    Messages.message(NetlinkMessage.DONE, NetlinkFlags.MULTI, sequence, FakeKernel.PORT, number(0)));
        });
        try (NetlinkConnection connection = kernel.connection()) {
            assertThat(connection.dump(TYPE, BODY, DECODER)).containsExactly(0, 1, 2, 3, 4, 5);
            assertThat(kernel.waiting()).isZero();
        }
    }

    @Test
    void repeatsAnInterruptedDump() throws LinuxException {
        AtomicInteger attempts = new AtomicInteger();
        FakeKernel kernel = new FakeKernel((requests, self) -> {
            int sequence = requests.get(0).sequence();
            int mark = attempts.getAndIncrement() < 2 ? NetlinkFlags.DUMP_INTR : 0;
            self.deliver(Messages.message(TYPE, NetlinkFlags.MULTI, sequence, FakeKernel.PORT, number(1)));
            self.deliver(Messages.message(
                    NetlinkMessage.DONE, NetlinkFlags.MULTI | mark, sequence, FakeKernel.PORT, number(0)));
        });
        try (NetlinkConnection connection = kernel.connection()) {
            assertThat(connection.dump(TYPE, BODY, DECODER)).containsExactly(1);
            assertThat(attempts).hasValue(3);
        }
    }

    @Test
    void repeatsADumpThatLostADatagram() throws LinuxException {
        AtomicInteger attempts = new AtomicInteger();
        FakeKernel kernel = new FakeKernel((requests, self) -> {
            int sequence = requests.get(0).sequence();
            if (attempts.getAndIncrement() == 0) {
                self.fail(Errno.ENOBUFS);
            }
            self.deliver(Messages.message(TYPE, NetlinkFlags.MULTI, sequence, FakeKernel.PORT, number(1)));
            self.deliver(
                    Messages.message(NetlinkMessage.DONE, NetlinkFlags.MULTI, sequence, FakeKernel.PORT, number(0)));
        });
        try (NetlinkConnection connection = kernel.connection()) {
            assertThat(connection.dump(TYPE, BODY, DECODER)).containsExactly(1);
            assertThat(attempts).hasValue(2);
        }
    }

    @Test
    void givesUpADumpThatNeverStandsStill() throws LinuxException {
        AtomicInteger attempts = new AtomicInteger();
        FakeKernel kernel = new FakeKernel((requests, self) -> {
            attempts.incrementAndGet();
            self.deliver(Messages.message(
                    NetlinkMessage.DONE,
                    NetlinkFlags.DUMP_INTR,
                    requests.get(0).sequence(),
                    FakeKernel.PORT,
                    number(0)));
        });
        try (NetlinkConnection connection = kernel.connection()) {
            assertThatThrownBy(() -> connection.dump(TYPE, BODY, DECODER))
                    .isInstanceOf(LinuxException.class)
                    .hasMessageContaining("consistent");
            assertThat(attempts).hasValue(NetlinkConnection.DUMP_ATTEMPTS_MAX);
        }
    }

    @Test
    void drainsADumpBehindAnEntryThatCannotBeRead() throws LinuxException {
        FakeKernel kernel = new FakeKernel((requests, self) -> {
            int sequence = requests.get(0).sequence();
            self.deliver(Messages.message(TYPE, NetlinkFlags.MULTI, sequence, FakeKernel.PORT, new byte[1]));
            self.deliver(Messages.message(TYPE, NetlinkFlags.MULTI, sequence, FakeKernel.PORT, number(1)));
            self.deliver(
                    Messages.message(NetlinkMessage.DONE, NetlinkFlags.MULTI, sequence, FakeKernel.PORT, number(0)));
        });
        try (NetlinkConnection connection = kernel.connection()) {
            assertThatThrownBy(() -> connection.dump(TYPE, BODY, DECODER))
                    .isInstanceOf(LinuxException.class)
                    .hasMessageContaining("int needs 4 bytes, but 1 are left");
            assertThat(kernel.waiting()).isZero();
        }
    }

    @Test
    void tellsWhyADumpWasRefused() throws LinuxException {
        FakeKernel kernel = new FakeKernel((requests, self) -> self.deliver(
                Messages.acknowledgement(requests.get(0).sequence(), FakeKernel.PORT, -1, "no rights", -1)));
        try (NetlinkConnection connection = kernel.connection()) {
            assertThatThrownBy(() -> connection.dump(TYPE, BODY, DECODER))
                    .isInstanceOfSatisfying(
                            LinuxException.class, e -> assertThat(e.errno()).isEqualTo(Errno.EPERM))
                    .hasMessageContaining("no rights");
        }
    }

    @Test
    void readsTheStatusAtTheEndOfADump() throws LinuxException {
        FakeKernel kernel = new FakeKernel((requests, self) -> self.deliver(Messages.message(
                NetlinkMessage.DONE, NetlinkFlags.MULTI, requests.get(0).sequence(), FakeKernel.PORT, number(-22))));
        try (NetlinkConnection connection = kernel.connection()) {
            assertThatThrownBy(() -> connection.dump(TYPE, BODY, DECODER)).hasMessageContaining("EINVAL");
        }
    }

    @Test
    void answersAQuestion() throws LinuxException {
        FakeKernel kernel = new FakeKernel((requests, self) ->
                self.deliver(Messages.message(TYPE, 0, requests.get(0).sequence(), FakeKernel.PORT, number(99))));
        try (NetlinkConnection connection = kernel.connection()) {
            assertThat(connection.query(TYPE, BODY, DECODER)).isEqualTo(99);
        }
    }
}
