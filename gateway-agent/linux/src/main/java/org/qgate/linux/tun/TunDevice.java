package org.qgate.linux.tun;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import org.qgate.linux.libc.Errno;
import org.qgate.linux.libc.Fd;
import org.qgate.linux.libc.Libc;
import org.qgate.linux.libc.LinuxException;
import org.qgate.linux.packet.NativeMemory;
import org.qgate.linux.packet.PacketCalls;

/**
 * A TUN interface, non-blocking. Reading is for one thread; any may write. It lies in the network namespace of
 * the thread that opened it.
 */
public final class TunDevice implements AutoCloseable {

    /** Bytes of an Ethernet header without VLAN tag. */
    public static final int ETHERNET_BYTES = 14;

    /** Longest packet, before segmentation or after coalescing. */
    public static final int PACKET_BYTES_MAX = 65_535;

    private static final int FRAME_BYTES_MAX = ETHERNET_BYTES + PACKET_BYTES_MAX;
    private static final int O_RDWR = 2;
    private static final int O_NONBLOCK = 0x800;
    private static final long TUNSETIFF = 0x400454caL;
    private static final long TUNSETPERSIST = 0x400454cbL;
    private static final long TUNSETOFFLOAD = 0x400454d0L;
    private static final int IFF_TUN = 0x0001;
    private static final int IFF_TAP = 0x0002;
    private static final int IFF_NO_PI = 0x1000;
    private static final int IFF_VNET_HDR = 0x4000;
    private static final int TUN_F_CSUM = 1;
    private static final int TUN_F_TSO4 = 2;
    private static final int TUN_F_TSO6 = 4;
    private static final int TUN_F_USO4 = 0x20;
    private static final int TUN_F_USO6 = 0x40;
    private static final int IFREQ_BYTES = 40;
    private static final int IFNAMSIZ = 16;
    private static final String DEVICE = "/dev/net/tun";

    private final Fd fd;
    private final String name;
    private final PacketCalls calls = PacketCalls.instance();
    private final NativeMemory input = new NativeMemory(VirtioNetHdr.BYTES + FRAME_BYTES_MAX);
    private final NativeMemory output = new NativeMemory(VirtioNetHdr.BYTES + FRAME_BYTES_MAX);

    private boolean joinsDatagrams;

    private TunDevice(Fd fd, String name) {
        this.fd = fd;
        this.name = name;
    }

    /**
     * Makes the interface, or takes over one that persisted without its program.
     *
     * @param name 1 to 15 bytes
     * @throws LinuxException without CAP_NET_ADMIN, without the device node, or when another program has it ({@code EBUSY})
     */
    public static TunDevice open(String name) throws LinuxException {
        return open(name, IFF_TUN);
    }

    /** The same with Ethernet frames: a TAP interface. What is read and written has an Ethernet header in front. */
    public static TunDevice openTap(String name) throws LinuxException {
        return open(name, IFF_TAP);
    }

    private static TunDevice open(String name, int kind) throws LinuxException {
        byte[] text = name.getBytes(StandardCharsets.US_ASCII);
        if (text.length == 0 || text.length >= IFNAMSIZ) {
            throw new IllegalArgumentException("not the name of an interface: " + name);
        }
        Fd fd = Fd.take(
                Libc.instance().open(DEVICE, O_RDWR | O_NONBLOCK),
                "open the TUN driver",
                DEVICE,
                "Load the module tun and run with CAP_NET_ADMIN.");
        TunDevice device = new TunDevice(fd, name);
        ByteBuffer ifreq = Libc.nativeBuffer(IFREQ_BYTES);
        ifreq.put(0, text);
        ifreq.putShort(IFNAMSIZ, (short) (kind | IFF_NO_PI | IFF_VNET_HDR));
        device.check(device.calls.ioctl(fd, TUNSETIFF, ifreq), "make a TUN interface");
        int tcp = TUN_F_CSUM | TUN_F_TSO4 | TUN_F_TSO6;
        device.joinsDatagrams = device.calls.ioctl(fd, TUNSETOFFLOAD, tcp | TUN_F_USO4 | TUN_F_USO6) >= 0;
        if (!device.joinsDatagrams) {
            device.check(device.calls.ioctl(fd, TUNSETOFFLOAD, tcp), "let a TUN interface leave segmentation to us");
        }
        return device;
    }

    private void check(int returned, String what) throws LinuxException {
        if (returned < 0) {
            close();
            throw new LinuxException(
                    what,
                    name,
                    Errno.ofResult(returned),
                    "Run with CAP_NET_ADMIN, and see that no other program holds the interface.");
        }
    }

    /**
     * Whether the interface outlives this program. One that does keeps its routes and drops what they send it; one that
     * does not takes them with it, and packets follow whatever route is next.
     */
    public void setPersistent(boolean persistent) throws LinuxException {
        int returned = calls.ioctl(fd, TUNSETPERSIST, persistent ? 1L : 0L);
        if (returned < 0) {
            throw new LinuxException(
                    "make a TUN interface persist", name, Errno.ofResult(returned), "Run with CAP_NET_ADMIN.");
        }
    }

    /**
     * Whether the kernel takes and gives UDP datagrams of one flow joined ({@link VirtioNetHdr#GSO_UDP_L4}), as it does with
     * segments of TCP.
     */
    public boolean joinsDatagrams() {
        return joinsDatagrams;
    }

    /** The interface's name. */
    public String name() {
        return name;
    }

    /** The descriptor, for poll. */
    public Fd fd() {
        return fd;
    }

    /**
     * Reads one packet.
     *
     * @param header receives what is left to do to it
     * @param into receives the packet at {@code offset}; has room for {@value #PACKET_BYTES_MAX} bytes there, and
     *     for {@value #ETHERNET_BYTES} more with Ethernet
     * @return its length, or a negative errno, EAGAIN when there is none
     */
    public int read(VirtioNetHdr header, byte[] into, int offset) {
        int length = calls.read(fd, input.address(), VirtioNetHdr.BYTES + FRAME_BYTES_MAX);
        if (length < VirtioNetHdr.BYTES) {
            return length < 0 ? length : -Errno.EPROTO.number();
        }
        header.read(input.buffer());
        input.buffer().get(VirtioNetHdr.BYTES, into, offset, length - VirtioNetHdr.BYTES);
        return length - VirtioNetHdr.BYTES;
    }

    /** Writes one packet; a negative errno when the kernel did not take it. */
    public synchronized int write(VirtioNetHdr header, byte[] packet, int offset, int length) {
        header.write(output.buffer());
        output.buffer().put(VirtioNetHdr.BYTES, packet, offset, length);
        return calls.write(fd, output.address(), VirtioNetHdr.BYTES + length);
    }

    /** Writes one frame whose first bytes lie elsewhere; a negative errno when the kernel did not take it. */
    public synchronized int write(VirtioNetHdr header, byte[] front, byte[] packet, int offset, int length) {
        header.write(output.buffer());
        output.buffer().put(VirtioNetHdr.BYTES, front);
        output.buffer().put(VirtioNetHdr.BYTES + front.length, packet, offset, length);
        return calls.write(fd, output.address(), VirtioNetHdr.BYTES + front.length + length);
    }

    @Override
    public void close() {
        fd.close();
    }

    @Override
    public String toString() {
        return "TunDevice(" + name + ", " + fd + ")";
    }
}
