package org.qgate.fleet.transaction;

import java.util.HexFormat;
import java.util.random.RandomGenerator;
import java.util.regex.Pattern;

/** Names a transaction, the same on both gateways: 32 hexadecimal digits, lower case. */
public record TransactionId(String text) {
    private static final int BYTES = 16;
    private static final Pattern FORM = Pattern.compile("[0-9a-f]{32}");

    /** Refuses other texts. */
    public TransactionId {
        if (!FORM.matcher(text).matches()) {
            throw new IllegalArgumentException("'" + text + "' is not a transaction (32 hexadecimal digits)");
        }
    }

    /** One that nobody has used. */
    public static TransactionId fresh(RandomGenerator random) {
        byte[] bytes = new byte[BYTES];
        random.nextBytes(bytes);
        return new TransactionId(HexFormat.of().formatHex(bytes));
    }

    @Override
    public String toString() {
        return text;
    }
}
