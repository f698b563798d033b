package org.qgate.linux.inet;

/** The recommended text of an IPv6 address (RFC 5952 section 4). */
final class Ipv6Text {

    private static final int GROUPS = 8;

    private Ipv6Text() {}

    static String of(long high, long low) {
        int[] groups = new int[GROUPS];
        for (int i = 0; i < GROUPS; i++) {
            long half = i < GROUPS / 2 ? high : low;
            groups[i] = (int) ((half >>> (16 * (3 - i % 4))) & 0xFFFF);
        }
        int[] run = longestZeroRun(groups);
        StringBuilder text = new StringBuilder();
        for (int i = 0; i < GROUPS; i++) {
            if (i == run[0]) {
                text.append("::");
                i += run[1] - 1;
                continue;
            }
            if (i > 0 && i != run[0] + run[1]) {
                text.append(':');
            }
            text.append(Integer.toHexString(groups[i]));
        }
        return text.toString();
    }

    /** Start and length of the first longest run of at least two zero groups; start -1 when there is none. */
    private static int[] longestZeroRun(int[] groups) {
        int[] best = {-1, 1};
        int length = 0;
        for (int i = 0; i < GROUPS; i++) {
            length = groups[i] == 0 ? length + 1 : 0;
            if (length > best[1]) {
                best[0] = i - length + 1;
                best[1] = length;
            }
        }
        return best;
    }
}
