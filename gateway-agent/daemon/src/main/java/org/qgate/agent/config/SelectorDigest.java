package org.qgate.agent.config;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.List;
import java.util.stream.Collectors;
import org.qgate.core.model.Role;

/** A number for the selectors of a link, equal on both ends when each has what the other has, seen from its own side. */
final class SelectorDigest {
    private SelectorDigest() {}

    /** First eight bytes of SHA-256 over the sorted lines {@code LOW-PREFIX HIGH-PREFIX}. */
    static long of(List<TrafficSelector> selectors, Role role) {
        String text = selectors.stream()
                .map(selector -> role == Role.LOW
                        ? selector.local() + " " + selector.remote()
                        : selector.remote() + " " + selector.local())
                .sorted()
                .collect(Collectors.joining("\n"));
        try {
            byte[] digest = MessageDigest.getInstance("SHA-256").digest(text.getBytes(StandardCharsets.US_ASCII));
            return ByteBuffer.wrap(digest).getLong();
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("this Java runtime lacks SHA-256", e);
        }
    }
}
