package org.qgate.wbem.http;

import java.nio.file.Path;
import java.util.Optional;

/**
 * TLS of the server.
 *
 * @param certificate PEM, the server's own first
 * @param privateKeyFile PEM, PKCS #8
 * @param clientAuthorities PEM of the authorities that certify clients; empty if client certificates are not asked for
 * @param clientCertificateRequired whether a client without one is turned away
 */
public record TlsSettings(
        Path certificate, Path privateKeyFile, Optional<Path> clientAuthorities, boolean clientCertificateRequired) {}
