package org.qgate.wbem.security;

import java.nio.ByteBuffer;
import java.nio.CharBuffer;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.security.SecureRandom;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.function.LongSupplier;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;

/**
 * Remembers for a while which passwords were right, as HMACs under a random key of this process: Basic sends the password with each
 * request, and the slow hash cannot be computed for each of them.
 */
final class VerifiedPasswords {
    private static final int ENTRIES_MAX = 1_000;
    private static final long KEPT_NANOS = 300_000_000_000L;
    private static final int UTF8_BYTES_MAX = 3;
    private static final String HMAC = "HmacSHA256";

    private final LongSupplier nanoTime;
    private final SecretKeySpec macKey;
    private final Map<String, Verified> verified = new LinkedHashMap<>(16, 0.75f, true) {
        @Override
        protected boolean removeEldestEntry(Map.Entry<String, Verified> eldest) {
            return size() > ENTRIES_MAX;
        }
    };

    private record Verified(byte[] tag, long atNanos) {}

    VerifiedPasswords(LongSupplier nanoTime, SecureRandom random) {
        this.nanoTime = nanoTime;
        byte[] fresh = new byte[32];
        random.nextBytes(fresh);
        this.macKey = new SecretKeySpec(fresh, HMAC);
        Arrays.fill(fresh, (byte) 0);
    }

    boolean knows(UserAccount user, char[] password) {
        byte[] tag = tag(user, password);
        synchronized (verified) {
            Verified known = verified.get(user.name());
            return known != null
                    && nanoTime.getAsLong() - known.atNanos() < KEPT_NANOS
                    && MessageDigest.isEqual(known.tag(), tag);
        }
    }

    void remember(UserAccount user, char[] password) {
        byte[] tag = tag(user, password);
        synchronized (verified) {
            verified.put(user.name(), new Verified(tag, nanoTime.getAsLong()));
        }
    }

    /** Over the stored hash too, so that a changed password is forgotten at once. */
    private byte[] tag(UserAccount user, char[] password) {
        ByteBuffer encoded = ByteBuffer.wrap(new byte[password.length * UTF8_BYTES_MAX]);
        StandardCharsets.UTF_8.newEncoder().encode(CharBuffer.wrap(password), encoded, true);
        encoded.flip();
        try {
            Mac mac = Mac.getInstance(HMAC);
            mac.init(macKey);
            mac.update(user.password().text().getBytes(StandardCharsets.UTF_8));
            mac.update((byte) 0);
            mac.update(encoded.duplicate());
            return mac.doFinal();
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("this JDK cannot compute " + HMAC, e);
        } finally {
            Arrays.fill(encoded.array(), (byte) 0);
        }
    }
}
