package org.qgate.linux.libc;

import com.kenai.jffi.MemoryIO;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import jnr.ffi.LastError;

/**
 * System calls. Every method returns what the call returned, or the negative errno number when it failed, as the kernel
 * itself does; nothing here throws for a failed call, so the hot path allocates nothing.
 *
 * <p>Buffers must be direct: jnr-ffi copies a heap buffer into native memory that nobody wipes, and messages may hold
 * keys. The calls use the bytes between position and limit and move neither.
 */
public final class Libc {

    /** Address family of netlink sockets ({@code linux/socket.h}). */
    public static final int AF_NETLINK = 16;

    /** Address family of Unix sockets ({@code linux/socket.h}). */
    public static final int AF_UNIX = 1;

    private static final int AF_KEY = 15;
    private static final int PF_KEY_V2 = 2;
    private static final int SOCK_SEQPACKET = 5;

    /** {@code MSG_DONTWAIT | MSG_NOSIGNAL}: never block, and report a closed peer as an error only. */
    private static final int SEND_NOW_FLAGS = 0x40 | 0x4000;

    /** {@code MSG_DONTWAIT | MSG_TRUNC}: never block, and return the real length of a datagram that did not fit. */
    private static final int RECEIVE_FLAGS = 0x40 | 0x20;

    private static final int SOCK_RAW = 3;
    private static final int SOCK_CLOEXEC = 0x80000;
    private static final int O_CLOEXEC = 0x80000;
    private static final int EFD_CLOEXEC = 0x80000;
    private static final int EFD_NONBLOCK = 0x800;
    private static final int PROT_READ_WRITE = 3;
    private static final int MAP_PRIVATE_ANONYMOUS = 0x22;

    private static final Libc INSTANCE = new Libc(NativeLibc.FUNCTIONS);

    private final NativeLibc.Functions functions;

    private Libc(NativeLibc.Functions functions) {
        this.functions = functions;
    }

    /** The binding of this process; the first call loads it. */
    public static Libc instance() {
        return INSTANCE;
    }

    /** A raw netlink socket, closed on exec; {@code protocol} is one of {@code NETLINK_*}. */
    public int netlinkSocket(int protocol) {
        return result(functions.socket(AF_NETLINK, SOCK_RAW | SOCK_CLOEXEC, protocol));
    }

    /** A raw PF_KEY socket, closed on exec. */
    public int keySocket() {
        return result(functions.socket(AF_KEY, SOCK_RAW | SOCK_CLOEXEC, PF_KEY_V2));
    }

    /** A Unix socket that is connected and keeps the borders of messages, closed on exec. */
    public int unixSequentialPacketSocket() {
        return result(functions.socket(AF_UNIX, SOCK_SEQPACKET | SOCK_CLOEXEC, 0));
    }

    /** Lets others connect to {@code fd}. */
    public int listen(int fd, int backlog) {
        return result(functions.listen(fd, backlog));
    }

    /** Takes a waiting connection of a listening socket, closed on exec; blocks when there is none. */
    public int accept(int fd) {
        return result(functions.accept4(fd, null, null, SOCK_CLOEXEC));
    }

    /** Sets permissions; of a Unix socket before it is bound, those of the file that binding makes. */
    public int fchmod(int fd, int mode) {
        return result(functions.fchmod(fd, mode));
    }

    /** Reads a socket option into {@code value}. */
    public int getsockopt(int fd, int level, int option, ByteBuffer value) {
        ByteBuffer length = nativeBuffer(Integer.BYTES);
        length.putInt(0, value.remaining());
        return result(functions.getsockopt(fd, level, option, direct(value), length));
    }

    /** Binds {@code fd} to the {@code sockaddr} in {@code address}. */
    public int bind(int fd, ByteBuffer address) {
        return result(functions.bind(fd, direct(address), address.remaining()));
    }

    /** Connects {@code fd} to the {@code sockaddr} in {@code address}. */
    public int connect(int fd, ByteBuffer address) {
        return result(functions.connect(fd, direct(address), address.remaining()));
    }

    /** Writes the local {@code sockaddr} of {@code fd} into {@code address}. */
    public int getsockname(int fd, ByteBuffer address) {
        ByteBuffer length = nativeBuffer(Integer.BYTES);
        length.putInt(0, address.remaining());
        return result(functions.getsockname(fd, direct(address), length));
    }

    /** Sets a socket option that is a structure. */
    public int setsockopt(int fd, int level, int option, ByteBuffer value) {
        return result(functions.setsockopt(fd, level, option, direct(value), value.remaining()));
    }

    /** Where a direct buffer starts, for structures that hold a pointer; the caller keeps the buffer reachable. */
    public static long addressOf(ByteBuffer buffer) {
        return MemoryIO.getInstance().getDirectBufferAddress(direct(buffer));
    }

    /** Sets an integer socket option. */
    public int setsockopt(int fd, int level, int option, int value) {
        ByteBuffer buffer = nativeBuffer(Integer.BYTES);
        buffer.putInt(0, value);
        return result(functions.setsockopt(fd, level, option, buffer, Integer.BYTES));
    }

    /** Sends one datagram on a connected socket. */
    public long send(int fd, ByteBuffer datagram) {
        return result(functions.send(fd, direct(datagram), datagram.remaining(), 0));
    }

    /** Sends one datagram on a connected socket, or returns {@code -EAGAIN} when there is no room for it now. */
    public long sendNow(int fd, ByteBuffer datagram) {
        return result(functions.send(fd, direct(datagram), datagram.remaining(), SEND_NOW_FLAGS));
    }

    /**
     * Receives one datagram without blocking and returns its real length, which exceeds {@code into.remaining()} when
     * the datagram was cut.
     */
    public long receive(int fd, ByteBuffer into) {
        return result(functions.recv(fd, direct(into), into.remaining(), RECEIVE_FLAGS));
    }

    /** Receives what datagrams have come already, without blocking, as many as there is room for; returns how many. */
    public int receiveSeveral(int fd, MessageVector into) {
        return result(functions.recvmmsg(fd, into.from(0), into.capacity(), RECEIVE_FLAGS, 0));
    }

    /**
     * Sends datagrams {@code first} to {@code end - 1} on a connected socket as far as there is room for them now; returns how many,
     * or {@code -EAGAIN} when there is no room for the first.
     */
    public int sendSeveralNow(int fd, MessageVector datagrams, int first, int end) {
        return result(functions.sendmmsg(fd, datagrams.from(first), end - first, SEND_NOW_FLAGS));
    }

    /**
     * Waits for events on {@code count} {@code struct pollfd} in {@code pollfds}.
     *
     * @param timeoutMillis milliseconds, -1 to wait for ever
     */
    public int poll(ByteBuffer pollfds, int count, int timeoutMillis) {
        return result(functions.poll(direct(pollfds), count, timeoutMillis));
    }

    /** A non-blocking eventfd with counter 0, closed on exec. */
    public int eventfd() {
        return result(functions.eventfd(0, EFD_CLOEXEC | EFD_NONBLOCK));
    }

    /** Writes the remaining bytes of {@code data}. */
    public long write(int fd, ByteBuffer data) {
        return result(functions.write(fd, direct(data), data.remaining()));
    }

    /** Opens an existing file, closed on exec. */
    public int open(String path, int flags) {
        return result(functions.open(path, flags | O_CLOEXEC, 0));
    }

    /** Closes a descriptor. */
    public int close(int fd) {
        return result(functions.close(fd));
    }

    /** Maps fresh private anonymous memory, readable and writable, and returns its address. */
    public long mmapAnonymous(long bytes) {
        return result(functions.mmap(null, bytes, PROT_READ_WRITE, MAP_PRIVATE_ANONYMOUS, -1, 0));
    }

    /** Unmaps what {@link #mmapAnonymous} mapped. */
    public int munmap(long address, long bytes) {
        return result(functions.munmap(address, bytes));
    }

    /** Keeps pages out of swap. */
    public int mlock(long address, long bytes) {
        return result(functions.mlock(address, bytes));
    }

    /** Tells the kernel how to treat pages ({@code MADV_*}). */
    public int madvise(long address, long bytes, int advice) {
        return result(functions.madvise(address, bytes, advice));
    }

    /** Process control with one argument ({@code PR_*}). */
    public int prctl(int option, long argument) {
        return result(functions.prctl(option, argument));
    }

    /** Sets soft and hard limit of a resource ({@code RLIMIT_*}) to one value. */
    public int setrlimit(int resource, long value) {
        ByteBuffer limit = nativeBuffer(2 * Long.BYTES);
        limit.putLong(0, value).putLong(Long.BYTES, value);
        return result(functions.setrlimit(resource, limit));
    }

    /** The soft limit of a resource, -1 when unlimited (as {@code RLIM_INFINITY} reads when signed) or unknown. */
    public long softLimit(int resource) {
        ByteBuffer limit = nativeBuffer(2 * Long.BYTES);
        return functions.getrlimit(resource, limit) < 0 ? -1 : limit.getLong(0);
    }

    /** Moves the calling thread into the namespace behind {@code fd}. */
    public int setns(int fd, int type) {
        return result(functions.setns(fd, type));
    }

    /** Gives the calling thread namespaces of its own. */
    public int unshare(int flags) {
        return result(functions.unshare(flags));
    }

    /** Reads a clock ({@code CLOCK_*}) into a {@code timespec}. */
    int clockGetTime(int clock, ByteBuffer time) {
        return result(functions.clock_gettime(clock, direct(time)));
    }

    /** Makes a semaphore of this process, at zero. */
    int semInit(ByteBuffer semaphore) {
        return result(functions.sem_init(direct(semaphore), 0, 0));
    }

    /** Waits until a semaphore is above zero and takes one off, or until a moment of a clock. */
    int semClockWait(ByteBuffer semaphore, int clock, ByteBuffer deadline) {
        return result(functions.sem_clockwait(direct(semaphore), clock, direct(deadline)));
    }

    /** Adds one to a semaphore. */
    int semPost(ByteBuffer semaphore) {
        return result(functions.sem_post(direct(semaphore)));
    }

    /** The effective user id. */
    public int geteuid() {
        return functions.geteuid();
    }

    /** The index of a network interface of the calling thread's namespace, 0 or a negative errno when there is none. */
    public int interfaceIndex(String name) {
        int index = functions.if_nametoindex(name);
        return index == 0 ? result(-1) : index;
    }

    /** A view of native memory in native byte order; the caller answers for its life. */
    public ByteBuffer view(long address, int bytes) {
        return MemoryIO.getInstance().newDirectByteBuffer(address, bytes).order(ByteOrder.nativeOrder());
    }

    /** A direct buffer in native byte order, owned by the garbage collector: for nothing secret. */
    public static ByteBuffer nativeBuffer(int bytes) {
        return ByteBuffer.allocateDirect(bytes).order(ByteOrder.nativeOrder());
    }

    private int result(int returned) {
        return (int) result((long) returned);
    }

    private long result(long returned) {
        return returned == -1 ? -LastError.getLastError(NativeLibc.RUNTIME) : returned;
    }

    private static ByteBuffer direct(ByteBuffer buffer) {
        if (!buffer.isDirect()) {
            throw new IllegalArgumentException("a heap buffer was given to a system call; use a direct one");
        }
        return buffer;
    }
}
