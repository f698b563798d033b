package org.qgate.linux.pfkey;

import java.util.Arrays;
import java.util.Optional;

/** {@code IPSEC_LEVEL_*} of {@code linux/ipsec.h}: which SAs do for a policy. */
public enum IpsecLevel {
    /** As the system is set; Linux takes it for {@link #REQUIRE}. */
    DEFAULT(0),
    /** Any SA, and none does as well: packets then go in clear. */
    USE(1),
    /** Any SA between these addresses. */
    REQUIRE(2),
    /** Only SAs of the policy's reqid. */
    UNIQUE(3);

    private final int number;

    IpsecLevel(int number) {
        this.number = number;
    }

    /** The number on the wire. */
    public int number() {
        return number;
    }

    /** The level of a number, empty when there is none. */
    public static Optional<IpsecLevel> of(int number) {
        return Arrays.stream(values()).filter(each -> each.number == number).findFirst();
    }
}
