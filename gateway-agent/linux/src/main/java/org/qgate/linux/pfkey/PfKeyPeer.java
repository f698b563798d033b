package org.qgate.linux.pfkey;

import java.nio.file.Path;
import java.util.OptionalInt;
import org.qgate.linux.libc.Errno;
import org.qgate.linux.libc.Fd;
import org.qgate.linux.libc.Libc;
import org.qgate.linux.libc.LinuxException;

/** Who serves PF_KEY at a Unix socket. */
public final class PfKeyPeer {

    private static final Errno ECONNREFUSED = new Errno(111);

    private PfKeyPeer() {}

    /**
     * Number of the process that listens at {@code path}, empty when none does.
     *
     * @throws LinuxException when it belongs to somebody who must not get keys
     */
    public static OptionalInt pidAt(Path path) throws LinuxException {
        try (Fd socket = UnixSockets.socket(path)) {
            int connected = Libc.instance().connect(socket.number(), UnixSockets.address(path));
            if (connected < 0) {
                Errno errno = Errno.ofResult(connected);
                if (errno.equals(Errno.ENOENT) || errno.equals(ECONNREFUSED)) {
                    return OptionalInt.empty();
                }
                throw new LinuxException("connect", path.toString(), errno, "See who made that socket.");
            }
            return OptionalInt.of(UnixSockets.requireTrustedPeer(socket, path));
        }
    }
}
