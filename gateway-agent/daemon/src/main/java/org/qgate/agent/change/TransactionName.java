package org.qgate.agent.change;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import org.qgate.core.model.ChangeNews;

/**
 * The name of a transaction in messages between agents: the first 16 bytes of SHA-256 over its text.
 *
 * @param high the first eight
 * @param low the last eight
 */
record TransactionName(long high, long low) {
    static TransactionName of(String text) {
        try {
            byte[] digest = MessageDigest.getInstance("SHA-256").digest(text.getBytes(StandardCharsets.UTF_8));
            ByteBuffer bytes = ByteBuffer.wrap(digest);
            return new TransactionName(bytes.getLong(), bytes.getLong());
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("this Java runtime lacks SHA-256", e);
        }
    }

    boolean isIn(ChangeNews news) {
        return high == news.transactionHigh() && low == news.transactionLow();
    }
}
