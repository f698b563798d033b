package org.qgate.linux.netlink;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.qgate.linux.libc.Errno;
import org.qgate.linux.libc.LinuxException;

class NetlinkSubscriptionTest {

    private static final class Recorder implements NetlinkSubscription.Listener {
        private final List<Integer> types = new ArrayList<>();
        private final List<String> losses = new ArrayList<>();

        @Override
        public void onMessage(NetlinkMessage message) throws MalformedMessageException {
            types.add(message.type());
            if (message.type() == 0x66) {
                throw new MalformedMessageException("odd");
            }
        }

        @Override
        public void onLoss(String why) {
            losses.add(why);
        }
    }

    private final FakeKernel kernel = FakeKernel.obedient();
    private final NetlinkSubscription subscription = new NetlinkSubscription(kernel, NetlinkBuffers.plain());
    private final Recorder recorder = new Recorder();

    @Test
    void deliversAllMessagesOfADatagram() throws LinuxException {
        kernel.deliver(Messages.join(
                Messages.message(0x20, 0, 0, 0, new byte[5]), Messages.message(0x21, 0, 9, 77, new byte[0])));
        assertThat(subscription.receive(recorder)).isTrue();
        assertThat(recorder.types).containsExactly(0x20, 0x21);
        assertThat(recorder.losses).isEmpty();
    }

    @Test
    void tellsOfLossAndOfWhatCannotBeRead() throws LinuxException {
        kernel.fail(Errno.ENOBUFS);
        kernel.deliver(Messages.message(0x66, 0, 0, 0, new byte[4]));
        kernel.deliver(new byte[3]);
        kernel.deliver(Messages.message(0x20, 0, 0, 0, new byte[NetlinkBuffers.RECEIVE_BYTES]));
        for (int i = 0; i < 4; i++) {
            assertThat(subscription.receive(recorder)).isTrue();
        }
        assertThat(recorder.losses).hasSizeGreaterThanOrEqualTo(4);
    }

    @Test
    void takesWhatWaitsAndNothingElse() throws LinuxException {
        kernel.deliver(Messages.message(0x20, 0, 0, 0, new byte[4]));
        kernel.deliver(Messages.message(0x21, 0, 0, 0, new byte[4]));
        assertThat(subscription.receiveWaiting(recorder)).isTrue();
        assertThat(recorder.types).containsExactly(0x20, 0x21);
        assertThat(kernel.lastTimeoutMillis()).isZero();
        subscription.close();
        assertThat(subscription.receiveWaiting(recorder)).isFalse();
    }

    @Test
    void takesWhatWaitsAfterAnEventThatWasWaitedFor() throws LinuxException {
        kernel.deliver(Messages.message(0x20, 0, 0, 0, new byte[4]));
        kernel.deliver(Messages.message(0x21, 0, 0, 0, new byte[4]));
        assertThat(subscription.receive(recorder)).isTrue();
        assertThat(subscription.receiveWaiting(recorder)).isTrue();
        assertThat(recorder.types).containsExactly(0x20, 0x21);
    }

    @Test
    void aLossAmongWhatWaitsIsToldAndTheRestStillTaken() throws LinuxException {
        kernel.deliver(Messages.message(0x20, 0, 0, 0, new byte[4]));
        kernel.fail(Errno.ENOBUFS);
        kernel.deliver(Messages.message(0x21, 0, 0, 0, new byte[4]));
        assertThat(subscription.receiveWaiting(recorder)).isTrue();
        assertThat(recorder.types).containsExactly(0x20, 0x21);
        assertThat(recorder.losses).singleElement().asString().contains("overran");
        kernel.fail(Errno.EPERM);
        assertThatThrownBy(() -> subscription.receiveWaiting(recorder)).isInstanceOf(LinuxException.class);
    }

    @Test
    void endsWhenClosed() throws LinuxException {
        subscription.close();
        assertThat(subscription.receive(recorder)).isFalse();
        assertThat(kernel.isClosed()).isTrue();
    }

    @Test
    void passesOnAFailureOfTheSocket() {
        kernel.fail(Errno.EPERM);
        assertThatThrownBy(() -> subscription.receive(recorder)).isInstanceOf(LinuxException.class);
    }
}
