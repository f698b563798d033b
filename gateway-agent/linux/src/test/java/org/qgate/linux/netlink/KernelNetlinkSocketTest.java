package org.qgate.linux.netlink;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

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
            var request = Libc.nativeBuffer(32);
            // RTM_GETLINK of interface 1, the loopback.
            request.putInt(32)
                    .putShort((short) 18)
                    .putShort((short) 1)
                    .putInt(9)
                    .putInt(0);
            request.putInt(0).putInt(1).putInt(0).putInt(0).flip();
            socket.send(request);
            assertThat(socket.receive(Libc.nativeBuffer(20), 1000)).isGreaterThan(100);
        }
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
