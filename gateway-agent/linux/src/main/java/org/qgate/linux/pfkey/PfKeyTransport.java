package org.qgate.linux.pfkey;

import java.nio.file.Path;
import org.qgate.linux.libc.Errno;
import org.qgate.linux.libc.Fd;
import org.qgate.linux.libc.Libc;
import org.qgate.linux.libc.LinuxException;

/** Where a client finds its partner. Every call of {@link #open} makes a connection of its own. */
@FunctionalInterface
public interface PfKeyTransport {

    /** Connects. */
    PfKeyChannel open() throws LinuxException;

    /** The kernel of the calling thread's network namespace, over AF_KEY. */
    static PfKeyTransport kernel() {
        return () -> DescriptorChannel.over(
                Fd.take(
                        Libc.instance().keySocket(),
                        "open a PF_KEY socket",
                        "the kernel",
                        "Load the module af_key and run with CAP_NET_ADMIN."),
                "the kernel");
    }

    /**
     * The program that listens at {@code path}. Connecting fails unless that program runs as root or as this user: what is
     * sent there are keys.
     */
    static PfKeyTransport unixSocket(Path path) {
        return () -> {
            Fd socket = UnixSockets.socket(path);
            try {
                int connected = Libc.instance().connect(socket.number(), UnixSockets.address(path));
                if (connected < 0) {
                    throw new LinuxException(
                            "connect",
                            path.toString(),
                            Errno.ofResult(connected),
                            "Start the engine that listens there.");
                }
                UnixSockets.requireTrustedPeer(socket, path);
            } catch (LinuxException e) {
                socket.close();
                throw e;
            }
            return DescriptorChannel.over(socket, path.toString());
        };
    }
}
