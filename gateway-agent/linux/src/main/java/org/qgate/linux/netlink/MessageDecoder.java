package org.qgate.linux.netlink;

/**
 * Makes a value of a received message.
 *
 * @param <T> the value
 */
@FunctionalInterface
public interface MessageDecoder<T> {

    /** Decodes; keeps no view of the payload. */
    T decode(NetlinkMessage message) throws MalformedMessageException;
}
