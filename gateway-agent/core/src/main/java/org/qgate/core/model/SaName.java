package org.qgate.core.model;

/**
 * The name of an SA. Messages speak of names only, so a loss, a duplicate or a late message is harmless (decision 1).
 *
 * @param link the link
 * @param epoch counts the agreements on fresh state, from 1
 * @param direction which way its packets go
 * @param channel {@link Channel#DATA} for ESP, {@link Channel#CONTROL} for message keys
 * @param index counts the keys of an epoch, direction and channel, from 1
 */
public record SaName(LinkName link, long epoch, Direction direction, Channel channel, long index) {
    @Override
    public String toString() {
        return link + "/" + epoch + "/" + direction + "/" + channel + "/" + index;
    }
}
