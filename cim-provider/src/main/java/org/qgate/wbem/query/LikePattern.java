package org.qgate.wbem.query;

import java.util.Arrays;

/**
 * A pattern of LIKE: {@code %} (WQL) or {@code .*} (CQL) stands for any characters, {@code _} for one. Matching takes at most pattern length
 * times text length steps, whatever the pattern.
 */
final class LikePattern {
    private static final int MANY = -1;
    private static final int ONE = -2;

    private final int[] parts;

    LikePattern(String text) {
        int[] found = new int[text.length()];
        int count = 0;
        for (int index = 0; index < text.length(); index++) {
            char c = text.charAt(index);
            boolean manyOfCql = c == '.' && text.startsWith(".*", index);
            if (manyOfCql) {
                index++;
            }
            found[count++] = c == '%' || manyOfCql ? MANY : c == '_' ? ONE : c;
        }
        parts = Arrays.copyOf(found, count);
    }

    boolean matches(String text) {
        int at = 0;
        int part = 0;
        int retryPart = -1;
        int retryAt = 0;
        while (at < text.length()) {
            if (part < parts.length && parts[part] == MANY) {
                retryPart = ++part;
                retryAt = at;
            } else if (part < parts.length && (parts[part] == ONE || parts[part] == text.charAt(at))) {
                part++;
                at++;
            } else if (retryPart >= 0) {
                part = retryPart;
                at = ++retryAt;
            } else {
                return false;
            }
        }
        while (part < parts.length && parts[part] == MANY) {
            part++;
        }
        return part == parts.length;
    }
}
