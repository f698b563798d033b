package org.qgate.agent.config;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.qgate.core.model.Role;

/**
 * A number for what packets a link protects and how it counts them, equal on both ends when each has what the other has, seen from
 * its own side.
 */
public final class SelectorDigest {
    private static final String SHORT_SEQUENCE_NUMBERS = "sequence-numbers 32";

    private SelectorDigest() {}

    /**
     * First eight bytes of SHA-256 over the sorted lines {@code LOW-PREFIX HIGH-PREFIX}, and one more without extended sequence
     * numbers.
     */
    public static long of(List<TrafficSelector> selectors, Role role, boolean extendedSequenceNumbers) {
        Stream<String> prefixes = selectors.stream()
                .map(selector -> role == Role.LOW
                        ? selector.local() + " " + selector.remote()
                        : selector.remote() + " " + selector.local())
                .sorted();
        String text = Stream.concat(
                        prefixes, extendedSequenceNumbers ? Stream.empty() : Stream.of(SHORT_SEQUENCE_NUMBERS))
                .collect(Collectors.joining("\n"));
        try {
            byte[] digest = MessageDigest.getInstance("SHA-256").digest(text.getBytes(StandardCharsets.US_ASCII));
            return ByteBuffer.wrap(digest).getLong();
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("this Java runtime lacks SHA-256", e);
        }
    }
}
