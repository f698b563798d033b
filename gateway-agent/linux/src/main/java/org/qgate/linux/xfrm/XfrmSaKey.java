package org.qgate.linux.xfrm;

import org.qgate.linux.inet.IpAddress;

/**
 * What finds one SA in the kernel.
 *
 * @param id its name
 * @param source outer source, or {@link IpAddress#UNSPECIFIED}; the kernel does not compare it for ESP and AH
 * @param mark the mark it was installed with
 */
public record XfrmSaKey(XfrmId id, IpAddress source, XfrmMark mark) {

    /** An SA without a mark. */
    public static XfrmSaKey of(XfrmId id) {
        return new XfrmSaKey(id, IpAddress.UNSPECIFIED, XfrmMark.NONE);
    }
}
