package org.qgate.wbem.indication;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.net.InetAddress;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.security.KeyStore;
import java.security.SecureRandom;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import javax.net.ssl.KeyManagerFactory;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLException;
import javax.net.ssl.SSLServerSocket;
import javax.net.ssl.SSLServerSocketFactory;
import javax.net.ssl.SSLSocketFactory;
import javax.net.ssl.TrustManagerFactory;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.qgate.wbem.security.PemFiles;
import org.qgate.wbem.security.SelfSignedCertificate;

/** Indications to a listener that speaks TLS. */
class HttpsListenerTest {
    private static final char[] PASSWORD = "of-no-value".toCharArray();
    private static final String TAKEN = "<?xml version=\"1.0\" encoding=\"utf-8\"?><CIM CIMVERSION=\"2.0\""
            + " DTDVERSION=\"2.0\"><MESSAGE ID=\"1\" PROTOCOLVERSION=\"1.0\"><SIMPLEEXPRSP><EXPMETHODRESPONSE"
            + " NAME=\"ExportIndication\"><IRETURNVALUE></IRETURNVALUE></EXPMETHODRESPONSE></SIMPLEEXPRSP></MESSAGE></CIM>";

    @TempDir
    private Path folder;

    private final BlockingQueue<String> heard = new LinkedBlockingQueue<>();
    private Path certificate = Path.of("/nonexistent");
    private SSLServerSocket listener;

    HttpsListenerTest() throws IOException {
        listener = (SSLServerSocket) SSLServerSocketFactory.getDefault().createServerSocket();
    }

    @BeforeEach
    void listen() throws Exception {
        certificate = folder.resolve("listener.crt");
        Path key = folder.resolve("listener.key");
        new SelfSignedCertificate(new SecureRandom()).makeIfAbsent(certificate, key);
        KeyManagerFactory keys = KeyManagerFactory.getInstance(KeyManagerFactory.getDefaultAlgorithm());
        keys.init(PemFiles.identity(certificate, key, PASSWORD), PASSWORD);
        SSLContext context = SSLContext.getInstance("TLS");
        context.init(keys.getKeyManagers(), null, null);
        listener = (SSLServerSocket)
                context.getServerSocketFactory().createServerSocket(0, 10, InetAddress.getLoopbackAddress());
        Thread thread = new Thread(this::serve, "https-listener");
        thread.setDaemon(true);
        thread.start();
    }

    @AfterEach
    void close() throws IOException {
        listener.close();
    }

    private void serve() {
        while (!listener.isClosed()) {
            try (var socket = listener.accept()) {
                var in = new BufferedReader(new InputStreamReader(socket.getInputStream(), StandardCharsets.UTF_8));
                int length = 0;
                for (String line = in.readLine(); line != null && !line.isEmpty(); line = in.readLine()) {
                    if (line.toLowerCase(Locale.ROOT).startsWith("content-length:")) {
                        length = Integer.parseInt(line.substring(15).strip());
                    }
                }
                char[] body = new char[length];
                int read = 0;
                while (read < length) {
                    read += in.read(body, read, length - read);
                }
                heard.add(new String(body));
                String answer = "HTTP/1.1 200 OK\r\nContent-Type: application/xml\r\nContent-Length: " + TAKEN.length()
                        + "\r\n\r\n" + TAKEN;
                socket.getOutputStream().write(answer.getBytes(StandardCharsets.UTF_8));
                socket.getOutputStream().flush();
            } catch (IOException e) {
                // The client did not like us, or the test is over.
                heard.add("");
            }
        }
    }

    private static SSLSocketFactory trusting(KeyStore authorities) throws Exception {
        TrustManagerFactory trust = TrustManagerFactory.getInstance(TrustManagerFactory.getDefaultAlgorithm());
        trust.init(authorities);
        SSLContext context = SSLContext.getInstance("TLS");
        context.init(null, trust.getTrustManagers(), null);
        return context.getSocketFactory();
    }

    private boolean send(SSLSocketFactory tls, String host) throws Exception {
        HttpIndicationSender sender =
                new HttpIndicationSender(AllowedAddresses.parse(List.of("127.0.0.0/8")), tls, "alice", 20_000);
        return sender.send(
                DestinationUrl.parse("https://" + host + ":" + listener.getLocalPort() + "/listen"),
                IndicationSchema.alert("over TLS"));
    }

    @Test
    void aTrustedListenerGetsThem() throws Exception {
        assertThat(send(trusting(PemFiles.authorities(certificate)), "127.0.0.1"))
                .isTrue();
        assertThat(heard.poll(20, TimeUnit.SECONDS)).contains("ExportIndication", "over TLS");
    }

    @Test
    void aListenerThatIsNotTrustedHearsNothing() throws Exception {
        Path other = folder.resolve("other.crt");
        new SelfSignedCertificate(new SecureRandom()).makeIfAbsent(other, folder.resolve("other.key"));
        SSLSocketFactory tls = trusting(PemFiles.authorities(other));

        assertThatThrownBy(() -> send(tls, "127.0.0.1")).isInstanceOf(SSLException.class);
        assertThat(heard.poll(20, TimeUnit.SECONDS)).isEmpty();
    }

    @Test
    void aListenerUnderANameThatItsCertificateDoesNotHaveHearsNothing() throws Exception {
        SSLSocketFactory tls = trusting(PemFiles.authorities(certificate));

        assertThatThrownBy(() -> send(tls, "127.0.0.77")).isInstanceOf(IOException.class);
    }
}
