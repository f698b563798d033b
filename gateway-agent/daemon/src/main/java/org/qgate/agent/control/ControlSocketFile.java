package org.qgate.agent.control;

import java.io.IOException;
import java.net.StandardProtocolFamily;
import java.net.UnixDomainSocketAddress;
import java.nio.channels.ServerSocketChannel;
import java.nio.channels.SocketChannel;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.attribute.GroupPrincipal;
import java.nio.file.attribute.PosixFileAttributeView;
import java.nio.file.attribute.PosixFilePermission;
import java.nio.file.attribute.PosixFilePermissions;
import java.nio.file.attribute.UserPrincipalNotFoundException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Binds the control socket so that only its group can reach it. */
final class ControlSocketFile {
    private static final int BACKLOG = 16;
    private static final Logger LOG = LoggerFactory.getLogger(ControlSocketFile.class);

    private ControlSocketFile() {}

    static ServerSocketChannel bind(Path socket, String group) throws IOException {
        Path directory = socket.toAbsolutePath().getParent();
        if (directory == null) {
            throw new IOException("control socket " + socket + " has no directory");
        }
        prepare(directory, group);
        removeStale(socket);
        ServerSocketChannel channel = ServerSocketChannel.open(StandardProtocolFamily.UNIX);
        try {
            channel.bind(UnixDomainSocketAddress.of(socket), BACKLOG);
            Files.setPosixFilePermissions(socket, PosixFilePermissions.fromString("rw-rw----"));
            giveToGroup(socket, group);
            return channel;
        } catch (IOException e) {
            channel.close();
            throw new IOException("control socket " + socket + " cannot be made: " + e.getMessage(), e);
        }
    }

    private static void prepare(Path directory, String group) throws IOException {
        if (!Files.isDirectory(directory)) {
            Files.createDirectories(
                    directory, PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rwxr-x---")));
            giveToGroup(directory, group);
        }
        if (Files.getPosixFilePermissions(directory).contains(PosixFilePermission.OTHERS_WRITE)) {
            throw new IOException("directory " + directory
                    + " of the control socket is writable for everybody; run chmod o-w on it, or choose another one");
        }
    }

    /** A socket that nobody listens on is what a killed agent left. */
    private static void removeStale(Path socket) throws IOException {
        if (!Files.exists(socket, LinkOption.NOFOLLOW_LINKS)) {
            return;
        }
        boolean answers;
        try (SocketChannel probe = SocketChannel.open(StandardProtocolFamily.UNIX)) {
            answers = probe.connect(UnixDomainSocketAddress.of(socket));
        } catch (IOException e) {
            answers = false;
        }
        if (answers) {
            throw new IOException("another agent answers at control socket " + socket
                    + "; stop it, or set another qgate.control-socket");
        }
        Files.delete(socket);
    }

    private static void giveToGroup(Path path, String group) throws IOException {
        try {
            GroupPrincipal principal =
                    path.getFileSystem().getUserPrincipalLookupService().lookupPrincipalByGroupName(group);
            Files.getFileAttributeView(path, PosixFileAttributeView.class, LinkOption.NOFOLLOW_LINKS)
                    .setGroup(principal);
        } catch (UserPrincipalNotFoundException e) {
            LOG.info("there is no group {}: only root and the agent's own user can use {}", group, path);
        }
    }
}
