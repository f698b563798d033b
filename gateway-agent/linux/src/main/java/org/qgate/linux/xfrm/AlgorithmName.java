package org.qgate.linux.xfrm;

import java.nio.ByteBuffer;

/** {@code char alg_name[64]}: text, zero-filled. */
final class AlgorithmName {

    static final int SIZE = 64;

    private AlgorithmName() {}

    static void write(ByteBuffer out, String name) {
        for (int i = 0; i < SIZE; i++) {
            out.put(i < name.length() ? (byte) name.charAt(i) : 0);
        }
    }

    /** Reads from index 0; anything but printable ASCII becomes a question mark. */
    static String read(ByteBuffer in) {
        StringBuilder name = new StringBuilder(SIZE);
        for (int i = 0; i < SIZE && in.get(i) != 0; i++) {
            byte b = in.get(i);
            name.append(b > ' ' && b < 0x7F ? (char) b : '?');
        }
        return name.toString();
    }
}
