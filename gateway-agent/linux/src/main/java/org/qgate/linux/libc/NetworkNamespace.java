package org.qgate.linux.libc;

/** A network namespace, and how the calling thread works inside it for a moment. Sockets stay where they were made. */
public final class NetworkNamespace {

    private static final String OWN = "/proc/thread-self/ns/net";
    private static final int CLONE_NEWNET = 0x40000000;

    private final String path;

    private NetworkNamespace(String path) {
        this.path = path;
    }

    /** The namespace that {@code ip netns add NAME} made. */
    public static NetworkNamespace named(String name) {
        if (name.isEmpty() || name.indexOf('/') >= 0 || name.startsWith(".")) {
            throw new IllegalArgumentException("not the name of a network namespace: " + name);
        }
        return new NetworkNamespace("/run/netns/" + name);
    }

    /** Moves the calling thread, and only it, into a new empty namespace that dies with its last user. */
    public static void unshareForThisThread() throws LinuxException {
        int returned = Libc.instance().unshare(CLONE_NEWNET);
        if (returned < 0) {
            throw new LinuxException(
                    "make a network namespace", "this thread", Errno.ofResult(returned), "Run with CAP_SYS_ADMIN.");
        }
    }

    /** Something to do inside a namespace. */
    @FunctionalInterface
    public interface Task<T> {
        /** Does it. */
        T run() throws LinuxException;
    }

    /** Runs {@code task} on this thread inside the namespace and comes back, whatever happened. */
    public <T> T call(Task<T> task) throws LinuxException {
        try (Fd own = open(OWN);
                Fd target = open(path)) {
            enter(target, path);
            try {
                return task.run();
            } finally {
                enter(own, OWN);
            }
        }
    }

    private static Fd open(String path) throws LinuxException {
        return Fd.take(
                Libc.instance().open(path, 0),
                "open a network namespace",
                path,
                "Create it with `ip netns add` and run with CAP_SYS_ADMIN.");
    }

    private static void enter(Fd namespace, String path) throws LinuxException {
        int returned = Libc.instance().setns(namespace.number(), CLONE_NEWNET);
        if (returned < 0) {
            throw new LinuxException(
                    "enter a network namespace", path, Errno.ofResult(returned), "Run with CAP_SYS_ADMIN.");
        }
    }
}
