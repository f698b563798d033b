package org.qgate.linux.libc;

import java.nio.ByteBuffer;
import jnr.ffi.LibraryLoader;
import jnr.ffi.Pointer;
import jnr.ffi.Runtime;
import jnr.ffi.annotations.In;
import jnr.ffi.annotations.Out;
import jnr.ffi.types.size_t;
import jnr.ffi.types.ssize_t;
import org.jspecify.annotations.Nullable;

/**
 * Loads the C library once. Binding costs about half a second, so nothing here is touched before the first native call.
 */
final class NativeLibc {

    static final Functions FUNCTIONS =
            LibraryLoader.create(Functions.class).failImmediately().load("c");
    static final Runtime RUNTIME = Runtime.getRuntime(FUNCTIONS);

    private NativeLibc() {}

    /**
     * The C prototypes. jnr-ffi implements this interface from another class loader, therefore it is public within a
     * package-private class. All of them save errno (jnr-ffi's default).
     */
    public interface Functions {
        int socket(int domain, int type, int protocol);

        int bind(int fd, @In ByteBuffer address, int length);

        int connect(int fd, @In ByteBuffer address, int length);

        int getsockname(int fd, @Out ByteBuffer address, ByteBuffer length);

        int listen(int fd, int backlog);

        int accept4(int fd, @Nullable Pointer address, @Nullable Pointer length, int flags);

        int fchmod(int fd, int mode);

        int getsockopt(int fd, int level, int option, @Out ByteBuffer value, ByteBuffer length);

        int setsockopt(int fd, int level, int option, @In ByteBuffer value, int length);

        @ssize_t
        long send(int fd, @In ByteBuffer data, @size_t long length, int flags);

        @ssize_t
        long recv(int fd, @Out ByteBuffer data, @size_t long length, int flags);

        int sendmmsg(int fd, ByteBuffer messages, int count, int flags);

        int recvmmsg(int fd, ByteBuffer messages, int count, int flags, long timeout);

        int poll(ByteBuffer pollfds, long count, int timeoutMillis);

        int eventfd(int initial, int flags);

        @ssize_t
        long write(int fd, @In ByteBuffer data, @size_t long length);

        int open(String path, int flags, int mode);

        int close(int fd);

        /**
         * The address is a {@code Pointer} on purpose: six arguments that are all numbers go through a fast path of
         * jnr-ffi 2.3.4 that spoils the last one.
         */
        long mmap(@Nullable Pointer address, @size_t long length, int protection, int flags, int fd, long offset);

        int munmap(long address, @size_t long length);

        int mlock(long address, @size_t long length);

        int madvise(long address, @size_t long length, int advice);

        int prctl(int option, long argument2);

        int setrlimit(int resource, @In ByteBuffer limit);

        int getrlimit(int resource, @Out ByteBuffer limit);

        int setns(int fd, int type);

        int unshare(int flags);

        int geteuid();

        int sem_init(ByteBuffer semaphore, int shared, int value);

        int sem_clockwait(ByteBuffer semaphore, int clock, @In ByteBuffer deadline);

        int sem_post(ByteBuffer semaphore);

        int clock_gettime(int clock, @Out ByteBuffer time);

        int if_nametoindex(String name);
    }
}
