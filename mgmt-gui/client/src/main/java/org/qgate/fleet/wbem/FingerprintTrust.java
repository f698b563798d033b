package org.qgate.fleet.wbem;

import java.net.Socket;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.security.cert.CertificateException;
import java.security.cert.X509Certificate;
import java.util.HexFormat;
import javax.net.ssl.SSLEngine;
import javax.net.ssl.X509ExtendedTrustManager;

/**
 * Believes the one certificate with a known fingerprint. Its names and dates do not count: whoever pinned it has compared the
 * fingerprint, and the handshake proves that the server holds its private key.
 */
final class FingerprintTrust extends X509ExtendedTrustManager {
    private final byte[] sha256;

    FingerprintTrust(String hex) {
        this.sha256 = HexFormat.of().parseHex(hex);
    }

    @Override
    public void checkServerTrusted(X509Certificate[] chain, String authType) throws CertificateException {
        if (chain.length == 0) {
            throw new CertificateException("the server shows no certificate");
        }
        byte[] shown = digest(chain[0]);
        if (!MessageDigest.isEqual(shown, sha256)) {
            throw new CertificateException("its certificate has the SHA-256 fingerprint "
                    + HexFormat.of().formatHex(shown) + ", the inventory says "
                    + HexFormat.of().formatHex(sha256));
        }
    }

    private static byte[] digest(X509Certificate certificate) throws CertificateException {
        try {
            return MessageDigest.getInstance("SHA-256").digest(certificate.getEncoded());
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java has SHA-256", e);
        }
    }

    @Override
    public void checkServerTrusted(X509Certificate[] chain, String authType, Socket socket)
            throws CertificateException {
        checkServerTrusted(chain, authType);
    }

    @Override
    public void checkServerTrusted(X509Certificate[] chain, String authType, SSLEngine engine)
            throws CertificateException {
        checkServerTrusted(chain, authType);
    }

    @Override
    public void checkClientTrusted(X509Certificate[] chain, String authType) throws CertificateException {
        throw new CertificateException("this program is no server");
    }

    @Override
    public void checkClientTrusted(X509Certificate[] chain, String authType, Socket socket)
            throws CertificateException {
        checkClientTrusted(chain, authType);
    }

    @Override
    public void checkClientTrusted(X509Certificate[] chain, String authType, SSLEngine engine)
            throws CertificateException {
        checkClientTrusted(chain, authType);
    }

    @Override
    public X509Certificate[] getAcceptedIssuers() {
        return new X509Certificate[0];
    }
}
