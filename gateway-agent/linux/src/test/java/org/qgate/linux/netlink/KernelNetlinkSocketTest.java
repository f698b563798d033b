package org.qgate.linux.netlink;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.ByteBuffer;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.Test;
import org.qgate.linux.libc.Errno;
import org.qgate.linux.libc.Libc;
import org.qgate.linux.libc.LinuxException;

/** Against the kernel of this machine; needs no rights. */
class KernelNetlinkSocketTest {

    @Test
    void tellsThatNoAnswerCame() throws LinuxException {
        try (KernelNetlinkSocket socket = KernelNetlinkSocket.open(NetlinkFamily.ROUTE)) {
            assertThat(socket.portId()).isNotZero();
            assertThatThrownBy(() -> socket.receive(Libc.nativeBuffer(64), 1))
                    .isInstanceOfSatisfying(
                            LinuxException.class, e -> assertThat(e.errno()).isEqualTo(Errno.ETIMEDOUT));
        }
    }

    @Test
    void closingWakesAReaderThatWaitsForEver() throws Exception {
        KernelNetlinkSocket socket = KernelNetlinkSocket.open(NetlinkFamily.ROUTE);
        CountDownLatch started = new CountDownLatch(1);
        AtomicReference<Throwable> end = new AtomicReference<>();
        Thread reader = new Thread(() -> {
            started.countDown();
            try {
                socket.receive(Libc.nativeBuffer(64), -1);
            } catch (LinuxException e) {
                end.set(e);
            }
        });
        reader.start();
        started.await();
        socket.close();
        reader.join(TimeUnit.SECONDS.toMillis(30));
        assertThat(reader.isAlive()).isFalse();
        assertThat(end.get())
                .isInstanceOfSatisfying(
                        LinuxException.class, e -> assertThat(e.errno()).isEqualTo(Errno.EBADF));
    }

    @Test
    void tellsTheRealLengthOfADatagramThatWasCut() throws LinuxException {
        try (KernelNetlinkSocket socket = KernelNetlinkSocket.open(NetlinkFamily.ROUTE)) {
            socket.send(getLink(1));
            assertThat(socket.receive(Libc.nativeBuffer(20), 1000)).isGreaterThan(100);
        }
    }

    /** RTM_GETLINK of the loopback is answered with RTM_NEWLINK, which the filter drops; a refusal still comes. */
    @Test
    void doesNotReceiveFilteredTypesOfItsCause() throws LinuxException {
        try (KernelNetlinkSocket socket = KernelNetlinkSocket.open(NetlinkFamily.ROUTE)) {
            socket.without(socket.portId(), 17, 16);
            socket.send(getLink(1));
            assertThatThrownBy(() -> socket.receive(Libc.nativeBuffer(4096), 0))
                    .isInstanceOfSatisfying(
                            LinuxException.class, e -> assertThat(e.errno()).isEqualTo(Errno.ETIMEDOUT));
            socket.send(getLink(Integer.MAX_VALUE));
            assertThat(socket.receive(Libc.nativeBuffer(4096), 1000)).isPositive();
        }
    }

    @Test
    void receivesFilteredTypesOfAnotherCause() throws LinuxException {
        try (KernelNetlinkSocket socket = KernelNetlinkSocket.open(NetlinkFamily.ROUTE)) {
            socket.without(socket.portId() + 1, 17, 16);
            socket.send(getLink(1));
            assertThat(socket.receive(Libc.nativeBuffer(4096), 1000)).isPositive();
        }
    }

    /** One more answer than a call takes; the last two, a refusal and nothing, show where one ends and that none is waited for. */
    @Test
    void receivesWhatIsThereInOneCallEachWithItsRealLength() throws LinuxException {
        DatagramSlots slots = new DatagramSlots(Libc.nativeBuffer(DatagramSlots.COUNT * 128));
        try (KernelNetlinkSocket socket = KernelNetlinkSocket.open(NetlinkFamily.ROUTE)) {
            for (int i = 0; i < DatagramSlots.COUNT; i++) {
                socket.send(getLink(1));
            }
            socket.send(getLink(Integer.MAX_VALUE));
            assertThat(socket.receiveWaiting(slots)).isEqualTo(DatagramSlots.COUNT);
            for (int i = 0; i < DatagramSlots.COUNT; i++) {
                assertThat(slots.slot(i).getShort(4)).isEqualTo((short) 16);
                assertThat(slots.length(i)).isGreaterThan(128);
            }
            assertThat(socket.receiveWaiting(slots)).isEqualTo(1);
            assertThat(slots.slot(0).getShort(4)).isEqualTo((short) 2);
            assertThat(slots.length(0)).isLessThanOrEqualTo(128);
            assertThat(socket.receiveWaiting(slots)).isZero();
        }
    }

    private static ByteBuffer getLink(int index) {
        ByteBuffer request = Libc.nativeBuffer(32);
        request.putInt(32).putShort((short) 18).putShort((short) 1).putInt(9).putInt(0);
        return request.putInt(0).putInt(index).putInt(0).putInt(0).flip();
    }

    @Test
    void failsWithAReasonWhenASocketIsUsedAfterClose() throws LinuxException {
        KernelNetlinkSocket socket = KernelNetlinkSocket.open(NetlinkFamily.ROUTE);
        socket.close();
        socket.close();
        assertThatThrownBy(() -> socket.receive(Libc.nativeBuffer(20), 1)).isInstanceOf(LinuxException.class);
        assertThatThrownBy(() -> socket.send(Libc.nativeBuffer(20))).isInstanceOf(IllegalStateException.class);
    }
}
