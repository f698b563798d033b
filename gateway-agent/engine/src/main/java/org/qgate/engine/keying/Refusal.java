package org.qgate.engine.keying;

import org.qgate.linux.libc.Errno;

/** A request that cannot be fulfilled, with the error number of the answer. */
final class Refusal extends Exception {

    static final Errno EINVAL = Errno.EINVAL;
    static final Errno ESRCH = Errno.ESRCH;
    static final Errno EEXIST = Errno.EEXIST;
    static final Errno ENOENT = Errno.ENOENT;
    static final Errno ENOBUFS = Errno.ENOBUFS;

    /** The algorithm or mode is none of ours. */
    static final Errno EPROTONOSUPPORT = new Errno(93);

    /** The engine does no such thing. */
    static final Errno EOPNOTSUPP = new Errno(95);

    /** Neither end of the SA is here. */
    static final Errno EADDRNOTAVAIL = Errno.EADDRNOTAVAIL;

    private final transient Errno errno;

    Refusal(Errno errno) {
        super(errno.toString());
        this.errno = errno;
    }

    Errno errno() {
        return errno;
    }
}
