package org.qgate.wbem.http;

import java.nio.ByteBuffer;
import java.nio.CharBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Base64;
import java.util.Optional;

/** Name and password of an Authorization header of the Basic scheme (RFC 7617), in UTF-8. To be closed, which wipes the password. */
final class BasicCredentials implements AutoCloseable {
    private static final String SCHEME = "Basic ";
    private static final int TEXT_MAX = 2_048;

    private final String name;
    private final char[] password;

    private BasicCredentials(String name, char[] password) {
        this.name = name;
        this.password = password;
    }

    /** Empty if the header is of another scheme or not well-formed. */
    static Optional<BasicCredentials> parse(String header) {
        if (!header.regionMatches(true, 0, SCHEME, 0, SCHEME.length()) || header.length() > TEXT_MAX) {
            return Optional.empty();
        }
        byte[] decoded;
        try {
            decoded =
                    Base64.getDecoder().decode(header.substring(SCHEME.length()).strip());
        } catch (IllegalArgumentException e) {
            return Optional.empty();
        }
        try {
            int colon = 0;
            while (colon < decoded.length && decoded[colon] != ':') {
                colon++;
            }
            if (colon == decoded.length) {
                return Optional.empty();
            }
            CharBuffer name = StandardCharsets.UTF_8.newDecoder().decode(ByteBuffer.wrap(decoded, 0, colon));
            CharBuffer rest = StandardCharsets.UTF_8
                    .newDecoder()
                    .decode(ByteBuffer.wrap(decoded, colon + 1, decoded.length - colon - 1));
            char[] password = Arrays.copyOfRange(rest.array(), rest.position(), rest.limit());
            Arrays.fill(rest.array(), '\0');
            return Optional.of(new BasicCredentials(name.toString(), password));
        } catch (CharacterCodingException e) {
            return Optional.empty();
        } finally {
            Arrays.fill(decoded, (byte) 0);
        }
    }

    String name() {
        return name;
    }

    char[] password() {
        return password;
    }

    @Override
    public void close() {
        Arrays.fill(password, '\0');
    }
}
