package org.qgate.wbem.http;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.KeyStore;
import java.security.SecureRandom;
import java.util.Base64;
import java.util.Optional;
import org.eclipse.jetty.util.ssl.SslContextFactory;
import org.qgate.wbem.security.PemFiles;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** TLS 1.3 and 1.2 with forward secrecy and authenticated encryption only; takes up new certificates while running. */
final class TlsIdentity {
    private static final Logger LOG = LoggerFactory.getLogger(TlsIdentity.class);

    private final TlsSettings settings;
    private final String password;
    private final SslContextFactory.Server factory = new SslContextFactory.Server();
    private String stamp;

    TlsIdentity(TlsSettings settings, SecureRandom random) throws IOException {
        this.settings = settings;
        byte[] noise = new byte[24];
        random.nextBytes(noise);
        this.password = Base64.getEncoder().encodeToString(noise);
        this.stamp = stamp();
        factory.setIncludeProtocols("TLSv1.3", "TLSv1.2");
        factory.setExcludeCipherSuites();
        factory.setIncludeCipherSuites(
                "TLS_AES_.*", "TLS_CHACHA20_.*", "TLS_ECDHE_.*_GCM_.*", "TLS_ECDHE_.*CHACHA20.*");
        factory.setRenegotiationAllowed(false);
        factory.setSniRequired(false);
        factory.setKeyStorePassword(password);
        load(factory);
        if (settings.clientAuthorities().isPresent()) {
            factory.setWantClientAuth(!settings.clientCertificateRequired());
            factory.setNeedClientAuth(settings.clientCertificateRequired());
        }
    }

    SslContextFactory.Server factory() {
        return factory;
    }

    /** Takes up the files if they have changed; if they cannot be used the old ones stay in force. */
    synchronized void reloadIfChanged() {
        try {
            String found = stamp();
            if (found.equals(stamp)) {
                return;
            }
            stamp = found;
            KeyStore identity = identity();
            Optional<KeyStore> authorities = authorities();
            factory.reload(fresh -> set(fresh, identity, authorities));
            LOG.info("new certificate from {} is in use", settings.certificate());
        } catch (Exception e) {
            LOG.error("the certificate of before stays in use: {}", e.getMessage());
        }
    }

    private void load(SslContextFactory target) throws IOException {
        set(target, identity(), authorities());
    }

    private static void set(SslContextFactory target, KeyStore identity, Optional<KeyStore> authorities) {
        target.setKeyStore(identity);
        authorities.ifPresent(target::setTrustStore);
    }

    private KeyStore identity() throws IOException {
        return PemFiles.identity(settings.certificate(), settings.privateKeyFile(), password.toCharArray());
    }

    private Optional<KeyStore> authorities() throws IOException {
        Optional<Path> file = settings.clientAuthorities();
        return file.isEmpty() ? Optional.empty() : Optional.of(PemFiles.authorities(file.get()));
    }

    private String stamp() throws IOException {
        StringBuilder text = new StringBuilder();
        text.append(Files.getLastModifiedTime(settings.certificate()).toMillis())
                .append(' ');
        text.append(Files.getLastModifiedTime(settings.privateKeyFile()).toMillis());
        if (settings.clientAuthorities().isPresent()) {
            text.append(' ')
                    .append(Files.getLastModifiedTime(
                                    settings.clientAuthorities().get())
                            .toMillis());
        }
        return text.toString();
    }
}
