package org.qgate.engine.loop;

import org.qgate.linux.libc.Fd;
import org.qgate.linux.libc.LinuxException;
import org.qgate.linux.tun.VirtioNetHdr;

/** The inner side: where hosts' packets come from and go to. Reading is for one thread; any may write. */
interface InnerPort extends AutoCloseable {

    /** What {@link #read} returns when something came that is not for the tunnel. */
    int NOTHING_FOR_TUNNEL = 0;

    /** The descriptor, for poll. */
    Fd fd();

    /** Whether the kernel takes UDP datagrams of one flow joined. */
    boolean joinsDatagrams();

    /**
     * Reads one packet.
     *
     * @param header receives what is left to do to it
     * @param into receives it at {@code offset}, with 14 bytes in front that are overwritten
     * @return its length, {@link #NOTHING_FOR_TUNNEL}, or a negative errno, EAGAIN when there is none
     */
    int read(VirtioNetHdr header, byte[] into, int offset);

    /** Hands a packet that came out of the tunnel to its host; 0, or why not: the code of a {@code DropReason}. */
    int deliver(VirtioNetHdr header, byte[] packet, int offset, int length);

    /** Hands an error of the engine's own to a host; as {@link #deliver}. */
    int tell(VirtioNetHdr header, byte[] packet, int offset, int length);

    /** Whether the interface outlives this program. */
    void setPersistent(boolean persistent) throws LinuxException;

    @Override
    void close();
}
