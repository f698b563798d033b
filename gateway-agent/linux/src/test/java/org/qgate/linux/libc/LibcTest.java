package org.qgate.linux.libc;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.ByteBuffer;
import org.junit.jupiter.api.Test;

class LibcTest {

    @Test
    void returnsTheNegativeErrnoOfAFailedCall() {
        int returned = Libc.instance().open("/does/not/exist", 0);
        assertThat(Errno.ofResult(returned)).isEqualTo(Errno.ENOENT);
    }

    @Test
    void refusesHeapBuffers() {
        assertThatThrownBy(() -> Libc.instance().send(0, ByteBuffer.allocate(4)))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("heap");
    }

    @Test
    void findsInterfacesByName() {
        assertThat(Libc.instance().interfaceIndex("lo")).isPositive();
        assertThat(Libc.instance().interfaceIndex("nosuch0")).isNegative();
    }

    @Test
    void namesErrors() {
        assertThat(Errno.EEXIST).hasToString("EEXIST (File exists)");
        assertThat(Errno.ofResult(-105)).isEqualTo(Errno.ENOBUFS);
        assertThat(new Errno(9999)).hasToString("errno 9999 (error without a name in errno.h)");
    }

    @Test
    void anExceptionSaysWhatWhereWhyAndWhatToDo() {
        LinuxException exception = new LinuxException("open it", "/x", Errno.EPERM, "Ask root.");
        assertThat(exception).hasMessage("cannot open it (/x): EPERM (Operation not permitted). Ask root.");
        assertThat(exception.errno()).isEqualTo(Errno.EPERM);
    }

    @Test
    void closesADescriptorOnce() throws LinuxException {
        Libc libc = Libc.instance();
        Fd fd = Fd.take(libc.open("/dev/null", 0), "open", "/dev/null", "none");
        int number = fd.number();
        fd.close();
        int reused = libc.open("/dev/null", 0);
        assertThat(reused).as("the lowest free number is given again").isEqualTo(number);
        fd.close();
        assertThat(libc.close(reused))
                .as("the second close left the stranger alone")
                .isZero();
        assertThatThrownBy(fd::number).isInstanceOf(IllegalStateException.class);
    }

    @Test
    void saysWhyThereIsNoDescriptor() {
        assertThatThrownBy(() -> Fd.take(-2, "open a file", "/nowhere", "Create it."))
                .isInstanceOf(LinuxException.class)
                .hasMessage("cannot open a file (/nowhere): ENOENT (No such file or directory). Create it.");
    }

    @Test
    void refusesNamesThatAreNoNamespace() {
        assertThatThrownBy(() -> NetworkNamespace.named("../../etc")).isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> NetworkNamespace.named("nosuch").call(() -> 1))
                .isInstanceOf(LinuxException.class)
                .hasMessageContaining("ip netns add");
    }
}
