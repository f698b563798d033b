package org.qgate.linux.netlink;

/** What stands behind the header of a request. */
@FunctionalInterface
public interface MessageBody {

    /** Writes it; at most {@link NetlinkBatch#MESSAGE_BYTES_MAX} bytes with the header. */
    void writeTo(MessageWriter out);
}
