package org.qgate.core.session;

import java.util.Arrays;
import java.util.TreeMap;
import org.qgate.core.model.Direction;
import org.qgate.core.model.Role;
import org.qgate.core.secret.Hmac;
import org.qgate.core.wire.Tag;

/**
 * The keys that authenticate messages of an epoch: one in use for sending, up to three accepted (decision 14: the last
 * confirmed one never goes before its successor is confirmed).
 */
public final class MessageKeys {
    /** Accepted at a time: the one before, the one in use, the one offered. */
    public static final int ACCEPTED_MAX = 3;

    private final TreeMap<Long, Hmac> accepted = new TreeMap<>();
    private Hmac sending;
    private long sendingIndex;
    /** Index of the newest key that a message of the peer was made with. */
    private long peerIndex;

    /** Starts with the epoch's first keys. */
    public MessageKeys(EpochKeys keys, Role role) {
        Direction sends = role.sends();
        sending = keys.firstMessageKey(sends);
        accepted.put(0L, keys.firstMessageKey(role.receives()));
    }

    /** Index of the key that this end sends with. */
    public long sendingIndex() {
        return sendingIndex;
    }

    /** Index of the newest key accepted from the peer. */
    public long newestAccepted() {
        return accepted.lastKey();
    }

    /** Sends with a successor from now on, which the peer has confirmed; void indexes before it are passed over. */
    public void sendWith(long index, Hmac key) {
        if (index <= sendingIndex) {
            throw new IllegalStateException("message key " + index + " cannot follow " + sendingIndex);
        }
        sending = key;
        sendingIndex = index;
    }

    /**
     * Accepts a successor from the peer, of a higher index. Beyond {@link #ACCEPTED_MAX} the oldest goes, but never the one in use: a
     * peer may give up one successor after the other.
     */
    public void accept(long index, Hmac key) {
        if (index <= newestAccepted()) {
            throw new IllegalStateException("message key " + index + " cannot follow " + newestAccepted());
        }
        accepted.put(index, key);
        while (accepted.size() > ACCEPTED_MAX) {
            long oldest = accepted.firstKey() == peerIndex
                    ? accepted.tailMap(peerIndex, false).firstKey()
                    : accepted.firstKey();
            accepted.remove(oldest);
        }
    }

    /** The tag of a message of this end. */
    public byte[] tag(byte[] message) {
        return sending.add(message).finish(Tag.LENGTH);
    }

    /** Checks the tag at the end of a datagram of the peer. */
    public boolean matches(byte[] datagram, long keyIndex) {
        Hmac key = accepted.get(keyIndex);
        if (key == null) {
            return false;
        }
        int end = datagram.length - Tag.LENGTH;
        byte[] got = Arrays.copyOfRange(datagram, end, datagram.length);
        boolean matches = Hmac.equal(key.add(datagram, 0, end).finish(Tag.LENGTH), got);
        if (matches) {
            peerIndex = Math.max(peerIndex, keyIndex);
        }
        return matches;
    }
}
