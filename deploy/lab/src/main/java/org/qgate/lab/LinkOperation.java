package org.qgate.lab;

/** What {@code qgate-fleet} does with the link between the hosts. */
enum LinkOperation {
    /** Another suite and another period, while packets flow. */
    CHANGE,
    /** The link is taken away. */
    REMOVE,
    /** It is made. */
    CREATE
}
