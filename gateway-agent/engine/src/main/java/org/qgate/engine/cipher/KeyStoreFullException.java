package org.qgate.engine.cipher;

/** The key store has no room for another SA of that direction. */
public final class KeyStoreFullException extends Exception {

    KeyStoreFullException(SaDirection direction, int capacity) {
        super("the engine's key store holds " + capacity + " " + direction
                + " SAs, which is all it was configured for; delete one, or configure more");
    }
}
