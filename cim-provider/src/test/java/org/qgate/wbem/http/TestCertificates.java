package org.qgate.wbem.http;

import java.io.IOException;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.security.Principal;
import java.security.PrivateKey;
import java.security.cert.X509Certificate;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import javax.net.ssl.KeyManager;
import javax.net.ssl.KeyManagerFactory;
import javax.net.ssl.SSLContext;
import javax.net.ssl.TrustManagerFactory;
import javax.net.ssl.X509ExtendedKeyManager;
import org.jspecify.annotations.Nullable;
import org.qgate.wbem.security.PemFiles;

/** An authority and the clients that it certifies, made with keytool in a folder of the test. */
final class TestCertificates {
    private static final char[] PASSWORD = "of-no-value".toCharArray();
    private static final long SECONDS_MAX = 60;

    private final Path folder;
    private final String authority;
    private final Path store;

    private TestCertificates(Path folder, String authority) {
        this.folder = folder;
        this.authority = authority;
        this.store = folder.resolve(authority + ".p12");
    }

    static TestCertificates authority(Path folder, String name) throws Exception {
        TestCertificates made = new TestCertificates(folder, name);
        made.keytool("-genkeypair", "-alias", name, "-keyalg", "EC", "-dname", "CN=" + name, "-ext", "bc:c=ca:true");
        made.keytool(
                "-exportcert",
                "-alias",
                name,
                "-rfc",
                "-file",
                made.certificate().toString());
        return made;
    }

    /** The authority's own certificate, PEM. */
    Path certificate() {
        return folder.resolve(authority + ".pem");
    }

    /** Certifies a client, whose common name is its user's. */
    void certify(String user) throws Exception {
        keytool("-genkeypair", "-alias", user, "-keyalg", "EC", "-dname", "O=test,CN=" + user, "-signer", authority);
    }

    /** TLS of a client that trusts a server's certificate, and shows that of a user. */
    SSLContext clientOf(String user, Path server) throws IOException, GeneralSecurityException {
        KeyStore all = KeyStore.getInstance(store.toFile(), PASSWORD);
        KeyStore own = KeyStore.getInstance("PKCS12");
        own.load(null, null);
        own.setKeyEntry(user, all.getKey(user, PASSWORD), PASSWORD, all.getCertificateChain(user));
        KeyManagerFactory keys = KeyManagerFactory.getInstance(KeyManagerFactory.getDefaultAlgorithm());
        keys.init(own, PASSWORD);
        SSLContext context = SSLContext.getInstance("TLS");
        X509ExtendedKeyManager found = (X509ExtendedKeyManager) keys.getKeyManagers()[0];
        context.init(
                new KeyManager[] {new Insistent(user, found)}, trusting(server).getTrustManagers(), null);
        return context;
    }

    /** TLS of a client that trusts a server's certificate, and shows none. */
    static SSLContext client(Path server) throws IOException, GeneralSecurityException {
        SSLContext context = SSLContext.getInstance("TLS");
        context.init(null, trusting(server).getTrustManagers(), null);
        return context;
    }

    /** Shows its certificate whatever authorities the server names. */
    private static final class Insistent extends X509ExtendedKeyManager {
        private final String alias;
        private final X509ExtendedKeyManager keys;

        Insistent(String alias, X509ExtendedKeyManager keys) {
            this.alias = alias;
            this.keys = keys;
        }

        @Override
        public String[] getClientAliases(String type, Principal[] issuers) {
            return new String[] {alias};
        }

        @Override
        public String chooseClientAlias(String[] types, Principal[] issuers, Socket socket) {
            return alias;
        }

        @Override
        public String[] getServerAliases(String type, Principal[] issuers) {
            return new String[0];
        }

        @Override
        public @Nullable String chooseServerAlias(String type, Principal[] issuers, Socket socket) {
            return null;
        }

        @Override
        public X509Certificate[] getCertificateChain(String ofAlias) {
            return keys.getCertificateChain(ofAlias);
        }

        @Override
        public PrivateKey getPrivateKey(String ofAlias) {
            return keys.getPrivateKey(ofAlias);
        }
    }

    private static TrustManagerFactory trusting(Path server) throws IOException, GeneralSecurityException {
        TrustManagerFactory trust = TrustManagerFactory.getInstance(TrustManagerFactory.getDefaultAlgorithm());
        trust.init(PemFiles.authorities(server));
        return trust;
    }

    private void keytool(String... arguments) throws IOException, InterruptedException {
        List<String> command = new ArrayList<>(List.of(
                Path.of(System.getProperty("java.home"), "bin", "keytool").toString()));
        command.addAll(List.of(arguments));
        command.addAll(
                List.of("-keystore", store.toString(), "-storetype", "PKCS12", "-storepass", new String(PASSWORD)));
        Process process = new ProcessBuilder(command).redirectErrorStream(true).start();
        process.getOutputStream().close();
        String said = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        if (!process.waitFor(SECONDS_MAX, TimeUnit.SECONDS) || process.exitValue() != 0) {
            process.destroyForcibly();
            throw new IOException("keytool failed: " + said);
        }
    }
}
