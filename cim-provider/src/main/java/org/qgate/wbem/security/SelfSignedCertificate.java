package org.qgate.wbem.security;

import java.io.IOException;
import java.net.InetAddress;
import java.net.NetworkInterface;
import java.net.UnknownHostException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.security.MessageDigest;
import java.security.SecureRandom;
import java.security.cert.X509Certificate;
import java.util.Arrays;
import java.util.Base64;
import java.util.HexFormat;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/**
 * Makes the certificate that a server starts with when its operator has configured none: an EC key on P-256, signed by itself, good for
 * this host's names and addresses and for the loopback. Clients trust it by its fingerprint or by the file itself.
 *
 * <p>{@code keytool}, which every Java runtime has, encodes it; it writes into a folder that only we can read and that is deleted at once.
 */
public final class SelfSignedCertificate {
    private static final int VALIDITY_DAYS = 3650;
    private static final int NAMES_MAX = 64;
    private static final long KEYTOOL_SECONDS = 60;
    private static final Pattern DNS_NAME = Pattern.compile("[a-z0-9]([a-z0-9-]{0,62})(\\.[a-z0-9]([a-z0-9-]{0,62}))*");

    private final SecureRandom random;

    /** A maker of certificates. */
    public SelfSignedCertificate(SecureRandom random) {
        this.random = random;
    }

    /**
     * Makes certificate and key, unless both files are there already; one without the other is an error.
     *
     * @return whether they were made now
     */
    public boolean makeIfAbsent(Path certificate, Path privateKeyFile) throws IOException {
        boolean certified = Files.exists(certificate);
        if (certified != Files.exists(privateKeyFile)) {
            throw new IOException("of " + certificate + " and " + privateKeyFile
                    + " only one is there; restore the other, or delete this one to get a new pair");
        }
        if (certified) {
            return false;
        }
        Path folder = Files.createTempDirectory("qgate-wbem");
        try {
            make(folder, certificate, privateKeyFile);
        } finally {
            deleteAll(folder);
        }
        return true;
    }

    private void make(Path folder, Path certificate, Path privateKeyFile) throws IOException {
        byte[] noise = new byte[24];
        random.nextBytes(noise);
        char[] password = Base64.getUrlEncoder().encodeToString(noise).toCharArray();
        Path passwordFile = folder.resolve("password");
        PrivateFile.replace(passwordFile, new String(password));
        Path storeFile = folder.resolve("store.p12");
        runKeytool(storeFile, passwordFile);
        try {
            KeyStore store = KeyStore.getInstance(storeFile.toFile(), password);
            PrivateFile.replace(
                    privateKeyFile,
                    pem("PRIVATE KEY", store.getKey("server", password).getEncoded()));
            PrivateFile.replace(
                    certificate,
                    pem("CERTIFICATE", store.getCertificate("server").getEncoded()));
            Files.setPosixFilePermissions(certificate, PosixFilePermissions.fromString("rw-r--r--"));
        } catch (GeneralSecurityException e) {
            throw new IOException("what keytool made cannot be read: " + e.getMessage(), e);
        } finally {
            Arrays.fill(password, '\0');
        }
    }

    private static void runKeytool(Path store, Path password) throws IOException {
        Path keytool = Path.of(System.getProperty("java.home"), "bin", "keytool");
        Set<String> names = names(hostName());
        String first = names.iterator().next();
        Process process = new ProcessBuilder(List.of(
                        keytool.toString(),
                        "-genkeypair",
                        "-alias",
                        "server",
                        "-keyalg",
                        "EC",
                        "-groupname",
                        "secp256r1",
                        "-sigalg",
                        "SHA256withECDSA",
                        "-validity",
                        String.valueOf(VALIDITY_DAYS),
                        "-dname",
                        "CN=" + (first.startsWith("dns:") ? first.substring(4) : "qgate-wbem"),
                        "-ext",
                        "SAN=" + String.join(",", names),
                        "-ext",
                        "EKU=serverAuth",
                        "-storetype",
                        "PKCS12",
                        "-storepass:file",
                        password.toString(),
                        "-keystore",
                        store.toString()))
                .redirectErrorStream(true)
                .start();
        process.getOutputStream().close();
        String said = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        try {
            if (!process.waitFor(KEYTOOL_SECONDS, TimeUnit.SECONDS) || process.exitValue() != 0) {
                process.destroyForcibly();
                throw new IOException(keytool + " made no certificate: " + said.strip());
            }
        } catch (InterruptedException e) {
            process.destroyForcibly();
            Thread.currentThread().interrupt();
            throw new IOException("interrupted while keytool made a certificate", e);
        }
    }

    /** The host's name in lower case; none where it has none that resolves, as in a container or at an early boot. */
    private static Optional<String> hostName() {
        try {
            return Optional.of(InetAddress.getLocalHost().getHostName().toLowerCase(Locale.ROOT));
        } catch (UnknownHostException e) {
            return Optional.empty();
        }
    }

    /** Names and addresses of this host as keytool writes them, the host's name first where it has one. */
    static Set<String> names(Optional<String> hostName) throws IOException {
        Set<String> names = new LinkedHashSet<>();
        hostName.filter(host -> DNS_NAME.matcher(host).matches()).ifPresent(host -> names.add("dns:" + host));
        names.add("dns:localhost");
        names.add("ip:127.0.0.1");
        names.add("ip:::1");
        for (NetworkInterface network : NetworkInterface.networkInterfaces().toList()) {
            network.inetAddresses()
                    .filter(address -> !address.isLinkLocalAddress())
                    .map(address -> "ip:" + address.getHostAddress().replaceAll("%.*", ""))
                    .forEach(names::add);
        }
        return names.stream().limit(NAMES_MAX).collect(Collectors.toCollection(LinkedHashSet::new));
    }

    private static String pem(String kind, byte[] encoded) {
        String text = "-----BEGIN " + kind + "-----\n"
                + Base64.getMimeEncoder(64, new byte[] {'\n'}).encodeToString(encoded) + "\n-----END " + kind
                + "-----\n";
        if (kind.endsWith("KEY")) {
            Arrays.fill(encoded, (byte) 0);
        }
        return text;
    }

    private static void deleteAll(Path folder) throws IOException {
        try (var files = Files.list(folder)) {
            for (Path file : files.toList()) {
                Files.deleteIfExists(file);
            }
        }
        Files.deleteIfExists(folder);
    }

    /** SHA-256 of a certificate, in upper-case hexadecimal digits with colons, as browsers and openssl show it. */
    public static String fingerprint(X509Certificate certificate) {
        try {
            byte[] digest = MessageDigest.getInstance("SHA-256").digest(certificate.getEncoded());
            return HexFormat.ofDelimiter(":").withUpperCase().formatHex(digest);
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("this JDK cannot compute SHA-256 over a certificate", e);
        }
    }
}
