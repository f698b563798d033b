package org.qgate.fleet.inventory;

/** A file cannot be used; the message names file, line and setting, for an operator. */
public final class InventoryException extends Exception {
    /** With the reason. */
    public InventoryException(String message) {
        super(message);
    }

    /** With the reason and what was found. */
    public InventoryException(String message, Throwable cause) {
        super(message, cause);
    }
}
