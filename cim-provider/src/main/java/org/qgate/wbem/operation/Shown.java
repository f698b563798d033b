package org.qgate.wbem.operation;

/** Text of clients as it may stand in messages: short. */
final class Shown {
    private static final int MAX = 80;

    private Shown() {}

    static String name(String text) {
        return text.length() > MAX ? text.substring(0, MAX) + "..." : text;
    }
}
