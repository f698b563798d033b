package org.qgate.wbem.indication;

import java.io.BufferedInputStream;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.concurrent.atomic.AtomicLong;
import javax.net.ssl.SSLParameters;
import javax.net.ssl.SSLSocket;
import javax.net.ssl.SSLSocketFactory;
import org.qgate.wbem.cimxml.ExportAnswer;
import org.qgate.wbem.cimxml.ExportWriter;
import org.qgate.wbem.cimxml.MessageFaultException;
import org.qgate.wbem.cimxml.XmlBuffer;
import org.qgate.wbem.model.CimInstance;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Sends an indication as the known listeners want it: HTTP/1.1 POST with a length, on a fresh connection, because most of them close it after
 * each request. It connects to the very address that has been checked, and over TLS it checks the listener's certificate and name.
 */
public final class HttpIndicationSender implements IndicationSender {
    private static final Logger LOG = LoggerFactory.getLogger(HttpIndicationSender.class);
    private static final int MESSAGE_BYTES_MAX = 1 << 20;
    private static final int LINE_BYTES_MAX = 8_192;
    private static final int HEADERS_MAX = 100;
    private static final int BODY_BYTES_MAX = 65_536;

    private final AllowedAddresses allowed;
    private final SSLSocketFactory tls;
    private final String host;
    private final int timeoutMillis;
    private final AtomicLong messages = new AtomicLong();

    /**
     * A sender.
     *
     * @param tls knows whom to trust, and the certificate to show
     * @param host name of this server in paths
     * @param timeoutMillis for connecting, and for each wait for an answer
     */
    public HttpIndicationSender(AllowedAddresses allowed, SSLSocketFactory tls, String host, int timeoutMillis) {
        this.allowed = allowed;
        this.tls = tls;
        this.host = host;
        this.timeoutMillis = timeoutMillis;
    }

    @Override
    public boolean send(DestinationUrl destination, CimInstance indication) throws IOException {
        XmlBuffer message = new XmlBuffer(2_048, MESSAGE_BYTES_MAX);
        ExportWriter.write(String.valueOf(messages.incrementAndGet()), indication, host, message);
        try (Socket plain = new Socket()) {
            plain.setTcpNoDelay(true);
            plain.setSoTimeout(timeoutMillis);
            plain.connect(new InetSocketAddress(destination.resolve(allowed), destination.port()), timeoutMillis);
            if (!destination.secure()) {
                return exchange(plain, destination, message);
            }
            try (Socket secure = secured(plain, destination)) {
                return exchange(secure, destination, message);
            }
        }
    }

    private Socket secured(Socket plain, DestinationUrl destination) throws IOException {
        SSLSocket socket = (SSLSocket) tls.createSocket(plain, destination.host(), destination.port(), true);
        SSLParameters parameters = socket.getSSLParameters();
        parameters.setEndpointIdentificationAlgorithm("HTTPS");
        parameters.setProtocols(new String[] {"TLSv1.3", "TLSv1.2"});
        socket.setSSLParameters(parameters);
        socket.startHandshake();
        return socket;
    }

    private boolean exchange(Socket socket, DestinationUrl destination, XmlBuffer message) throws IOException {
        String head = "POST " + destination.path() + " HTTP/1.1\r\nHost: " + destination.host() + ":"
                + destination.port() + "\r\nContent-Type: application/xml; charset=\"utf-8\"\r\nContent-Length: "
                + message.length() + "\r\nAccept: application/xml\r\nConnection: close\r\nCIMExport: MethodRequest\r\n"
                + "CIMExportMethod: ExportIndication\r\nCIMProtocolVersion: 1.0\r\n\r\n";
        OutputStream out = socket.getOutputStream();
        byte[] headBytes = head.getBytes(StandardCharsets.US_ASCII);
        byte[] all = new byte[headBytes.length + message.length()];
        System.arraycopy(headBytes, 0, all, 0, headBytes.length);
        message.content().get(all, headBytes.length, message.length());
        out.write(all);
        out.flush();
        return answer(new BufferedInputStream(socket.getInputStream()), destination);
    }

    private boolean answer(InputStream in, DestinationUrl destination) throws IOException {
        String status = line(in);
        if (!status.matches("HTTP/1\\.[01] [0-9]{3}.*")) {
            throw new IOException("the listener does not speak HTTP/1");
        }
        int length = -1;
        boolean chunked = false;
        int headers = 0;
        for (String line = line(in); !line.isEmpty(); line = line(in)) {
            if (++headers > HEADERS_MAX) {
                throw new IOException("the listener sends more than " + HEADERS_MAX + " headers");
            }
            if (line.regionMatches(true, 0, "Content-Length:", 0, 15)) {
                length = length(line.substring(15).strip());
            }
            chunked |= line.regionMatches(true, 0, "Transfer-Encoding:", 0, 18);
        }
        String code = status.substring(9, 12);
        if (!code.equals("200")) {
            throw new IOException("the listener answers with HTTP status " + code);
        }
        if (chunked) {
            return true;
        }
        byte[] body = in.readNBytes(length < 0 ? BODY_BYTES_MAX : length);
        return body.length == 0 || taken(body, destination);
    }

    private static boolean taken(byte[] body, DestinationUrl destination) throws IOException {
        try {
            if (ExportAnswer.read(body) instanceof ExportAnswer.Refused refused) {
                LOG.warn("{} refuses an indication: error {} {}", destination, refused.code(), refused.description());
                return false;
            }
            return true;
        } catch (MessageFaultException e) {
            throw new IOException("the listener's answer cannot be read: " + e.getMessage(), e);
        }
    }

    private static int length(String text) throws IOException {
        try {
            int length = Integer.parseInt(text);
            if (length >= 0 && length <= BODY_BYTES_MAX) {
                return length;
            }
        } catch (NumberFormatException e) {
            throw new IOException("the listener sends a Content-Length that is no number", e);
        }
        throw new IOException("the listener's answer is larger than " + BODY_BYTES_MAX + " bytes");
    }

    private static String line(InputStream in) throws IOException {
        StringBuilder line = new StringBuilder();
        for (int next = in.read(); next != '\n'; next = in.read()) {
            if (next < 0) {
                throw new EOFException("the listener ended the connection before its answer");
            }
            if (line.length() == LINE_BYTES_MAX) {
                throw new IOException("the listener sends a header of more than " + LINE_BYTES_MAX + " bytes");
            }
            if (next != '\r') {
                line.append((char) next);
            }
        }
        return line.toString();
    }
}
