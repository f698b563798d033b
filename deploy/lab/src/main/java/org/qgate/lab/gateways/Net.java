package org.qgate.lab.gateways;

/** The pairs of inner networks, told apart by what protects their traffic; its octet is the third of their addresses. */
public enum Net {
    /** The agents change keys. */
    REKEYING(0),
    /** One SA each way that never changes. */
    STATIC_SA(1),
    /** A C loop without daemon or protocol replaces the SAs: the best that any product could do. */
    BARE_REPLACER(2),
    /** Nothing protects it. */
    PLAIN(3);

    private final int octet;

    Net(int octet) {
        this.octet = octet;
    }

    /** Third octet of the addresses, and how {@code lab.sh} calls the pair. */
    public int octet() {
        return octet;
    }
}
