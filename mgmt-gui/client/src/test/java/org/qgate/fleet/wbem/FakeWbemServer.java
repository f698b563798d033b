package org.qgate.fleet.wbem;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpsConfigurator;
import com.sun.net.httpserver.HttpsServer;
import java.io.IOException;
import java.io.InputStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.security.MessageDigest;
import java.security.cert.X509Certificate;
import java.util.ArrayList;
import java.util.Base64;
import java.util.HexFormat;
import java.util.List;
import java.util.function.Function;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import javax.net.ssl.KeyManagerFactory;
import javax.net.ssl.SSLContext;

/** An HTTPS server with a certificate of its own that answers CIM-XML as it is told, for the user anna with the password s3cret. */
final class FakeWbemServer implements AutoCloseable {
    private static final char[] STORE_PASSWORD = "changeit".toCharArray();
    private static final Pattern METHOD = Pattern.compile("(METHODCALL|IMETHODCALL) NAME=\"(\\w+)\"");
    private static final String CREDENTIALS =
            "Basic " + Base64.getEncoder().encodeToString("anna:s3cret".getBytes(StandardCharsets.UTF_8));

    private final HttpsServer server;
    private final X509Certificate certificate;
    private final List<String> requests = new ArrayList<>();
    private Function<String, String> answers = method -> "";

    private FakeWbemServer(HttpsServer server, X509Certificate certificate) {
        this.server = server;
        this.certificate = certificate;
    }

    /** Its certificate names {@code names}, for example {@code ip:127.0.0.1}. */
    static FakeWbemServer start(Path folder, String names) throws IOException, GeneralSecurityException {
        Path store = folder.resolve("server-" + System.nanoTime() + ".p12");
        run(
                Path.of(System.getProperty("java.home"), "bin", "keytool").toString(),
                "-genkeypair",
                "-alias",
                "server",
                "-keyalg",
                "EC",
                "-dname",
                "CN=test",
                "-ext",
                "SAN=" + names,
                "-validity",
                "30",
                "-keystore",
                store.toString(),
                "-storetype",
                "PKCS12",
                "-storepass",
                String.valueOf(STORE_PASSWORD));
        KeyStore keys = KeyStore.getInstance("PKCS12");
        try (InputStream in = Files.newInputStream(store)) {
            keys.load(in, STORE_PASSWORD);
        }
        KeyManagerFactory managers = KeyManagerFactory.getInstance(KeyManagerFactory.getDefaultAlgorithm());
        managers.init(keys, STORE_PASSWORD);
        SSLContext context = SSLContext.getInstance("TLS");
        context.init(managers.getKeyManagers(), null, null);
        HttpsServer server = HttpsServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        server.setHttpsConfigurator(new HttpsConfigurator(context));
        FakeWbemServer fake = new FakeWbemServer(server, (X509Certificate) keys.getCertificate("server"));
        server.createContext("/", fake::handle);
        server.start();
        return fake;
    }

    private static void run(String... command) throws IOException {
        try {
            Process process =
                    new ProcessBuilder(command).redirectErrorStream(true).start();
            String output = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
            if (process.waitFor() != 0) {
                throw new IOException(output);
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IOException(e);
        }
    }

    int port() {
        return server.getAddress().getPort();
    }

    String fingerprint() throws GeneralSecurityException {
        return HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(certificate.getEncoded()));
    }

    Path pem(Path folder) throws IOException, GeneralSecurityException {
        return Files.writeString(
                folder.resolve("ca.pem"),
                "-----BEGIN CERTIFICATE-----\n"
                        + Base64.getMimeEncoder(64, new byte[] {'\n'}).encodeToString(certificate.getEncoded())
                        + "\n-----END CERTIFICATE-----\n");
    }

    /** The body of each request that was let in. */
    List<String> requests() {
        return requests;
    }

    /** What is inside the response element, by the name of the operation or method. */
    void answer(Function<String, String> newAnswers) {
        answers = newAnswers;
    }

    private void handle(HttpExchange exchange) throws IOException {
        String request = new String(exchange.getRequestBody().readAllBytes(), StandardCharsets.UTF_8);
        if (!CREDENTIALS.equals(exchange.getRequestHeaders().getFirst("Authorization"))) {
            exchange.getResponseHeaders().add("WWW-Authenticate", "Basic realm=\"qgate\"");
            exchange.sendResponseHeaders(401, -1);
            exchange.close();
            return;
        }
        requests.add(request);
        Matcher method = METHOD.matcher(request);
        if (!method.find()) {
            throw new IOException("no call in " + request);
        }
        String prefix = method.group(1).equals("IMETHODCALL") ? "IMETHODRESPONSE" : "METHODRESPONSE";
        String inside = answers.apply(method.group(2));
        byte[] body = (inside.startsWith("<!DOCTYPE") ? inside : message(prefix, method.group(2), inside))
                .getBytes(StandardCharsets.UTF_8);
        exchange.getResponseHeaders().add("Content-Type", "application/xml; charset=\"utf-8\"");
        exchange.getResponseHeaders().add("CIMOperation", "MethodResponse");
        exchange.sendResponseHeaders(200, body.length);
        exchange.getResponseBody().write(body);
        exchange.close();
    }

    static String message(String element, String name, String inside) {
        return """
                <?xml version="1.0" encoding="utf-8"?>
                <CIM CIMVERSION="2.0" DTDVERSION="2.0"><MESSAGE ID="1" PROTOCOLVERSION="1.0"><SIMPLERSP>
                <%s NAME="%s">%s</%s>
                </SIMPLERSP></MESSAGE></CIM>
                """.formatted(element, name, inside, element);
    }

    @Override
    public void close() {
        server.stop(0);
    }
}
