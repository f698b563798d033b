package org.qgate.linux.pfkey;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import org.qgate.linux.libc.Errno;
import org.qgate.linux.libc.Fd;
import org.qgate.linux.libc.Libc;
import org.qgate.linux.libc.LinuxException;

/** What both ends of a Unix socket need. */
final class UnixSockets {

    private static final int SOL_SOCKET = 1;
    private static final int SO_PEERCRED = 17;
    private static final int UCRED_BYTES = 12;
    private static final int UCRED_UID = 4;
    private static final int PATH_BYTES_MAX = 107;

    private UnixSockets() {}

    static Fd socket(Path path) throws LinuxException {
        return Fd.take(
                Libc.instance().unixSequentialPacketSocket(),
                "make a Unix socket",
                path.toString(),
                "Raise the limit of open files.");
    }

    /** {@code struct sockaddr_un}. */
    static ByteBuffer address(Path path) {
        byte[] bytes = path.toString().getBytes(StandardCharsets.UTF_8);
        if (bytes.length == 0 || bytes.length > PATH_BYTES_MAX) {
            throw new IllegalArgumentException(
                    "the path of a Unix socket has 1 to " + PATH_BYTES_MAX + " bytes: " + path);
        }
        ByteBuffer address = Libc.nativeBuffer(Short.BYTES + bytes.length + 1);
        address.putShort((short) Libc.AF_UNIX).put(bytes).put((byte) 0);
        return address.flip();
    }

    /** Fails unless the other end belongs to root or to the user of this process; returns the number of its process. */
    static int requireTrustedPeer(Fd socket, Path path) throws LinuxException {
        ByteBuffer credentials = Libc.nativeBuffer(UCRED_BYTES);
        int got = Libc.instance().getsockopt(socket.number(), SOL_SOCKET, SO_PEERCRED, credentials);
        if (got < 0) {
            throw new LinuxException(
                    "learn who is at the other end", path.toString(), Errno.ofResult(got), "Report it.");
        }
        int uid = credentials.getInt(UCRED_UID);
        if (uid != 0 && uid != Libc.instance().geteuid()) {
            throw new LinuxException(
                    "trust user " + Integer.toUnsignedString(uid) + " at the other end",
                    path.toString(),
                    Errno.EPERM,
                    "Run both ends as the same user or as root.");
        }
        return credentials.getInt(0);
    }
}
