package org.qgate.wbem.security;

import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.security.SecureRandom;
import java.util.Arrays;
import java.util.Base64;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import javax.crypto.SecretKeyFactory;
import javax.crypto.spec.PBEKeySpec;

/**
 * A password as the users file keeps it: PBKDF2 (RFC 8018) with HMAC-SHA-512, written {@code pbkdf2-sha512$ITERATIONS$SALT$HASH} with
 * salt and hash in Base64.
 */
public final class PasswordHash {
    /** What new hashes take; the count that OWASP recommends for this function. */
    public static final int ITERATIONS = 210_000;

    private static final int ITERATIONS_MIN = 1_000;
    private static final int ITERATIONS_MAX = 10_000_000;
    private static final int SALT_BYTES = 16;
    private static final int HASH_BYTES = 32;
    private static final Pattern FORM =
            Pattern.compile("pbkdf2-sha512\\$([0-9]{1,8})\\$([A-Za-z0-9+/=]{1,128})\\$([A-Za-z0-9+/=]{1,128})");

    private final int iterations;
    private final byte[] salt;
    private final byte[] derived;

    private PasswordHash(int iterations, byte[] salt, byte[] derived) {
        this.iterations = iterations;
        this.salt = salt;
        this.derived = derived;
    }

    /** Hashes a new password; the caller wipes the characters. */
    public static PasswordHash of(char[] password, int iterations, SecureRandom random) {
        byte[] salt = new byte[SALT_BYTES];
        random.nextBytes(salt);
        return new PasswordHash(iterations, salt, derive(password, salt, iterations, HASH_BYTES));
    }

    /**
     * Reads what {@link #text} wrote.
     *
     * @throws IllegalArgumentException says what is wrong, without the hash
     */
    public static PasswordHash parse(String text) {
        Matcher matcher = FORM.matcher(text);
        if (!matcher.matches()) {
            throw new IllegalArgumentException("the hash has not the form pbkdf2-sha512$ITERATIONS$SALT$HASH");
        }
        int iterations = Integer.parseInt(matcher.group(1));
        if (iterations < ITERATIONS_MIN || iterations > ITERATIONS_MAX) {
            throw new IllegalArgumentException("the hash has " + iterations + " iterations, allowed are "
                    + ITERATIONS_MIN + " to " + ITERATIONS_MAX);
        }
        byte[] derived = Base64.getDecoder().decode(matcher.group(3));
        if (derived.length < HASH_BYTES) {
            throw new IllegalArgumentException("the hash is shorter than " + HASH_BYTES + " bytes");
        }
        return new PasswordHash(iterations, Base64.getDecoder().decode(matcher.group(2)), derived);
    }

    /** Whether this is the password; takes the same time either way. */
    public boolean matches(char[] password) {
        byte[] attempt = derive(password, salt, iterations, derived.length);
        boolean same = MessageDigest.isEqual(attempt, derived);
        Arrays.fill(attempt, (byte) 0);
        return same;
    }

    /** For the users file only. */
    public String text() {
        Base64.Encoder base64 = Base64.getEncoder();
        return "pbkdf2-sha512$" + iterations + "$" + base64.encodeToString(salt) + "$" + base64.encodeToString(derived);
    }

    @Override
    public String toString() {
        return "PasswordHash[redacted]";
    }

    private static byte[] derive(char[] password, byte[] salt, int iterations, int bytes) {
        PBEKeySpec spec = new PBEKeySpec(password, salt, iterations, bytes * 8);
        try {
            return SecretKeyFactory.getInstance("PBKDF2WithHmacSHA512")
                    .generateSecret(spec)
                    .getEncoded();
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("this JDK cannot compute PBKDF2 with HMAC-SHA-512", e);
        } finally {
            spec.clearPassword();
        }
    }
}
