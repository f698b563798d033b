package org.qgate.lab.gateways;

import org.qgate.lab.wire.Prefix;

/** The two gateways of the lab, with the addresses that {@code lab.sh} gives them. */
public enum Gateway {
    /** Left in the picture. */
    ALICE("alice", "A", "192.0.2.1", "10.1.0.0/24", "198.51.100.2"),
    /** Right in the picture. */
    BOB("bob", "B", "192.0.2.2", "10.2.0.0/24", "198.51.100.6");

    private final String id;
    private final String letter;
    private final String outer;
    private final String inner;
    private final String management;

    Gateway(String id, String letter, String outer, String inner, String management) {
        this.id = id;
        this.letter = letter;
        this.outer = outer;
        this.inner = inner;
        this.management = management;
    }

    /** Its name in the configuration. */
    public String id() {
        return id;
    }

    /** Its letter in the names of {@code lab.sh}. */
    public String letter() {
        return letter;
    }

    /** Its namespace's role in {@code lab.sh}. */
    public String role() {
        return "gw" + letter;
    }

    /** Its outer address as text. */
    public String outer() {
        return outer;
    }

    /** Its outer address. */
    public int outerAddress() {
        return Prefix.address(outer);
    }

    /** The network behind it that the agents protect. */
    public String inner() {
        return inner;
    }

    /** Its address on the cable of {@code lab_management}. */
    public String management() {
        return management;
    }

    /** The other one. */
    public Gateway peer() {
        return this == ALICE ? BOB : ALICE;
    }
}
