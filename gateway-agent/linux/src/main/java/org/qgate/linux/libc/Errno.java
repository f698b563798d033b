package org.qgate.linux.libc;

/**
 * A kernel error number with its name and sentence.
 *
 * @param number positive, as in {@code errno.h}
 */
public record Errno(int number) {

    /** No such entry: a policy that is not there. */
    public static final Errno ENOENT = of(jnr.constants.platform.Errno.ENOENT);

    /** No such process, in XFRM: no such SA. */
    public static final Errno ESRCH = of(jnr.constants.platform.Errno.ESRCH);

    /** It is there already. */
    public static final Errno EEXIST = of(jnr.constants.platform.Errno.EEXIST);

    /** The kernel does not accept a value; the extended acknowledgement says which. */
    public static final Errno EINVAL = of(jnr.constants.platform.Errno.EINVAL);

    /** Not allowed. */
    public static final Errno EPERM = of(jnr.constants.platform.Errno.EPERM);

    /** A system call was interrupted by a signal and may be repeated. */
    public static final Errno EINTR = of(jnr.constants.platform.Errno.EINTR);

    /** Nothing to receive now. */
    public static final Errno EAGAIN = of(jnr.constants.platform.Errno.EAGAIN);

    /** A receive buffer overran and messages are lost. */
    public static final Errno ENOBUFS = of(jnr.constants.platform.Errno.ENOBUFS);

    /** The kernel did not answer in time. */
    public static final Errno ETIMEDOUT = of(jnr.constants.platform.Errno.ETIMEDOUT);

    /** The data is not what the protocol says. */
    public static final Errno EPROTO = of(jnr.constants.platform.Errno.EPROTO);

    /** A message does not fit. */
    public static final Errno EMSGSIZE = of(jnr.constants.platform.Errno.EMSGSIZE);

    /** The descriptor is closed. */
    public static final Errno EBADF = of(jnr.constants.platform.Errno.EBADF);

    /** The address is none of this host's. */
    public static final Errno EADDRNOTAVAIL = of(jnr.constants.platform.Errno.EADDRNOTAVAIL);

    private static Errno of(jnr.constants.platform.Errno constant) {
        return new Errno(constant.intValue());
    }

    /** The number that a failed call of {@link Libc} returned, negative as there. */
    public static Errno ofResult(long negative) {
        return new Errno((int) -negative);
    }

    /** The symbolic name, such as {@code EEXIST}. */
    public String name() {
        jnr.constants.platform.Errno constant = jnr.constants.platform.Errno.valueOf(number);
        return constant == jnr.constants.platform.Errno.__UNKNOWN_CONSTANT__ ? "errno " + number : constant.name();
    }

    /** What the C library says of it, such as {@code File exists}. */
    public String sentence() {
        jnr.constants.platform.Errno constant = jnr.constants.platform.Errno.valueOf(number);
        return constant == jnr.constants.platform.Errno.__UNKNOWN_CONSTANT__
                ? "error without a name in errno.h"
                : constant.description();
    }

    @Override
    public String toString() {
        return name() + " (" + sentence() + ")";
    }
}
