package org.qgate.core.wire;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import org.qgate.core.model.GatewayId;
import org.qgate.core.model.LinkParameters;
import org.qgate.core.model.Role;

/** The 64-bit name of a link on the wire: equal at both ends, derived from its name and its two gateways. */
public final class LinkTag {
    private LinkTag() {}

    /** First eight bytes of SHA-256 over {@code "qgate link" 0 LINK 0 LOW 0 HIGH}, names in UTF-8. */
    public static long of(LinkParameters parameters) {
        GatewayId low = parameters.role() == Role.LOW ? parameters.self() : parameters.peer();
        GatewayId high = parameters.role() == Role.LOW ? parameters.peer() : parameters.self();
        String text = String.join("\0", "qgate link", parameters.link().name(), low.name(), high.name());
        try {
            byte[] digest = MessageDigest.getInstance("SHA-256").digest(text.getBytes(StandardCharsets.UTF_8));
            return ByteBuffer.wrap(digest).getLong();
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("this Java runtime lacks SHA-256", e);
        }
    }
}
