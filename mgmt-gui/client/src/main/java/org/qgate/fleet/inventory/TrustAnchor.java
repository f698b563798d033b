package org.qgate.fleet.inventory;

import java.nio.file.Path;
import java.util.Locale;
import java.util.regex.Pattern;

/** What proves that a server is the gateway. There is no anchor that proves nothing. */
public sealed interface TrustAnchor {
    /** The certificate has this SHA-256 fingerprint, whatever its names and dates: 64 hexadecimal digits, lower case. */
    record Fingerprint(String sha256) implements TrustAnchor {
        private static final Pattern FORM = Pattern.compile("[0-9a-f]{64}");

        /** Accepts upper case and colons too, as other programs print it. */
        public Fingerprint {
            sha256 = sha256.replace(":", "").strip().toLowerCase(Locale.ROOT);
            if (!FORM.matcher(sha256).matches()) {
                throw new IllegalArgumentException("a SHA-256 fingerprint has 64 hexadecimal digits");
            }
        }
    }

    /** An authority of this PEM file vouches for the certificate, and it names the host of the URL. */
    record Authority(Path pem) implements TrustAnchor {}

    /** An authority that Java knows vouches for the certificate, and it names the host of the URL. */
    record PublicAuthorities() implements TrustAnchor {}
}
