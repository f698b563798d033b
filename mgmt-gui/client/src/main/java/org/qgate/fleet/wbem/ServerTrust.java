package org.qgate.fleet.wbem;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.security.cert.Certificate;
import java.security.cert.CertificateFactory;
import java.time.Duration;
import java.util.Collection;
import javax.net.SocketFactory;
import javax.net.ssl.SSLContext;
import javax.net.ssl.TrustManager;
import javax.net.ssl.TrustManagerFactory;
import org.qgate.fleet.inventory.TrustAnchor;

/** Makes sockets to servers that prove what the inventory wants proven. The library's own accept anybody, and are never used. */
final class ServerTrust {
    private ServerTrust() {}

    /** Sockets for one gateway. */
    static SocketFactory sockets(TrustAnchor anchor, Duration timeout) throws IOException {
        try {
            SSLContext context = SSLContext.getInstance("TLS");
            context.init(null, managers(anchor), null);
            boolean pinned = anchor instanceof TrustAnchor.Fingerprint;
            return new CheckedSockets(context.getSocketFactory(), !pinned, (int) timeout.toMillis());
        } catch (GeneralSecurityException e) {
            throw new IOException("certificates cannot be checked: " + e.getMessage(), e);
        }
    }

    private static TrustManager[] managers(TrustAnchor anchor) throws IOException, GeneralSecurityException {
        if (anchor instanceof TrustAnchor.Fingerprint pin) {
            return new TrustManager[] {new FingerprintTrust(pin.sha256())};
        }
        TrustManagerFactory factory = TrustManagerFactory.getInstance(TrustManagerFactory.getDefaultAlgorithm());
        if (anchor instanceof TrustAnchor.Authority authority) {
            factory.init(authorities(authority.pem()));
        } else {
            factory.init((KeyStore) null);
        }
        return factory.getTrustManagers();
    }

    private static KeyStore authorities(Path pem) throws IOException, GeneralSecurityException {
        if (!Files.isReadable(pem)) {
            throw new IOException("the certificate authority " + pem + " cannot be read");
        }
        KeyStore store = KeyStore.getInstance(KeyStore.getDefaultType());
        store.load(null, null);
        try (InputStream in = Files.newInputStream(pem)) {
            Collection<? extends Certificate> certificates =
                    CertificateFactory.getInstance("X.509").generateCertificates(in);
            for (Certificate certificate : certificates) {
                store.setCertificateEntry("authority-" + store.size(), certificate);
            }
        }
        if (store.size() == 0) {
            throw new IOException(pem + " holds no certificate");
        }
        return store;
    }
}
