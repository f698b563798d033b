package org.qgate.linux.packet;

import java.nio.ByteBuffer;
import jnr.ffi.LastError;
import jnr.ffi.LibraryLoader;
import jnr.ffi.Runtime;
import jnr.ffi.annotations.In;
import jnr.ffi.annotations.Out;
import jnr.ffi.types.size_t;
import jnr.ffi.types.ssize_t;
import org.qgate.linux.libc.Fd;

/**
 * System calls for moving packets. As with {@link org.qgate.linux.libc.Libc}, a failed call returns the negative errno.
 * Memory is passed by address, so that a call costs no buffer look-up.
 */
public final class PacketCalls {

    private static final Functions FUNCTIONS =
            LibraryLoader.create(Functions.class).failImmediately().load("c");
    private static final Runtime RUNTIME = Runtime.getRuntime(FUNCTIONS);
    private static final PacketCalls INSTANCE = new PacketCalls();

    private PacketCalls() {}

    /** The binding of this process; the first call loads it. */
    public static PacketCalls instance() {
        return INSTANCE;
    }

    /** The C prototypes. jnr-ffi implements this interface from another class loader, therefore it is public. */
    public interface Functions {
        int socket(int domain, int type, int protocol);

        int getsockopt(int fd, int level, int option, @Out ByteBuffer value, ByteBuffer length);

        int ioctl(int fd, long request, @In @Out ByteBuffer argument);

        int ioctl(int fd, long request, long argument);

        @ssize_t
        long read(int fd, long address, @size_t long length);

        @ssize_t
        long write(int fd, long address, @size_t long length);

        @ssize_t
        long sendto(
                int fd, @In ByteBuffer data, @size_t long length, int flags, @In ByteBuffer address, int addressBytes);

        int sendmmsg(int fd, long messages, int count, int flags);

        int recvmmsg(int fd, long messages, int count, int flags, long timeout);
    }

    int socket(int domain, int type, int protocol) {
        return (int) result(FUNCTIONS.socket(domain, type, protocol));
    }

    /** An integer socket option, or a negative errno. */
    int getsockopt(Fd fd, int level, int option) {
        ByteBuffer value = org.qgate.linux.libc.Libc.nativeBuffer(Integer.BYTES);
        ByteBuffer length = org.qgate.linux.libc.Libc.nativeBuffer(Integer.BYTES);
        length.putInt(0, Integer.BYTES);
        int returned = FUNCTIONS.getsockopt(fd.number(), level, option, value, length);
        return returned < 0 ? (int) result(returned) : value.getInt(0);
    }

    /** Device control with a structure. */
    public int ioctl(Fd fd, long request, ByteBuffer argument) {
        return (int) result(FUNCTIONS.ioctl(fd.number(), request, argument));
    }

    /** Device control with a number. */
    public int ioctl(Fd fd, long request, long argument) {
        return (int) result(FUNCTIONS.ioctl(fd.number(), request, argument));
    }

    /** Reads up to {@code length} bytes to an address. */
    public int read(Fd fd, long address, int length) {
        return (int) result(FUNCTIONS.read(fd.number(), address, length));
    }

    /** Writes {@code length} bytes from an address. */
    public int write(Fd fd, long address, int length) {
        return (int) result(FUNCTIONS.write(fd.number(), address, length));
    }

    /** Sends one datagram to an address; both from buffers in native memory. */
    int sendto(Fd fd, ByteBuffer data, ByteBuffer address) {
        return (int) result(FUNCTIONS.sendto(fd.number(), data, data.remaining(), 0, address, address.remaining()));
    }

    int sendmmsg(Fd fd, long messages, int count, int flags) {
        return (int) result(FUNCTIONS.sendmmsg(fd.number(), messages, count, flags));
    }

    int recvmmsg(Fd fd, long messages, int count, int flags) {
        return (int) result(FUNCTIONS.recvmmsg(fd.number(), messages, count, flags, 0));
    }

    private static long result(long returned) {
        return returned == -1 ? -LastError.getLastError(RUNTIME) : returned;
    }
}
