package org.qgate.fleet.wbem;

import java.io.IOException;
import java.net.InetAddress;
import java.net.Socket;
import javax.net.ssl.SSLParameters;
import javax.net.ssl.SSLSocket;
import javax.net.ssl.SSLSocketFactory;

/** TLS sockets of which none is handed out before the server has proven who it is. */
final class CheckedSockets extends SSLSocketFactory {
    private static final String[] PROTOCOLS = {"TLSv1.3", "TLSv1.2"};

    private final SSLSocketFactory sockets;
    private final boolean checkName;
    private final int handshakeMillisMax;

    /**
     * Sockets of a context that knows whom to trust.
     *
     * @param checkName whether the certificate must name the host (RFC 2818), as it must unless it is pinned itself
     */
    CheckedSockets(SSLSocketFactory sockets, boolean checkName, int handshakeMillisMax) {
        this.sockets = sockets;
        this.checkName = checkName;
        this.handshakeMillisMax = handshakeMillisMax;
    }

    private Socket checked(Socket socket) throws IOException {
        if (!(socket instanceof SSLSocket secure)) {
            socket.close();
            throw new IOException("not a TLS socket");
        }
        SSLParameters parameters = secure.getSSLParameters();
        parameters.setProtocols(PROTOCOLS);
        if (checkName) {
            parameters.setEndpointIdentificationAlgorithm("HTTPS");
        }
        secure.setSSLParameters(parameters);
        try {
            secure.setSoTimeout(handshakeMillisMax);
            secure.setTcpNoDelay(true);
            secure.startHandshake();
            return secure;
        } catch (IOException e) {
            secure.close();
            throw e;
        }
    }

    @Override
    public Socket createSocket(Socket plain, String host, int port, boolean autoClose) throws IOException {
        return checked(sockets.createSocket(plain, host, port, autoClose));
    }

    @Override
    public Socket createSocket(String host, int port) throws IOException {
        return checked(sockets.createSocket(host, port));
    }

    @Override
    public Socket createSocket(String host, int port, InetAddress localHost, int localPort) throws IOException {
        return checked(sockets.createSocket(host, port, localHost, localPort));
    }

    /** Without a host name there is nothing to compare a certificate's name with, so only pinned ones pass. */
    @Override
    public Socket createSocket(InetAddress host, int port) throws IOException {
        return checked(sockets.createSocket(host, port));
    }

    @Override
    public Socket createSocket(InetAddress address, int port, InetAddress localAddress, int localPort)
            throws IOException {
        return checked(sockets.createSocket(address, port, localAddress, localPort));
    }

    @Override
    public String[] getDefaultCipherSuites() {
        return sockets.getDefaultCipherSuites();
    }

    @Override
    public String[] getSupportedCipherSuites() {
        return sockets.getSupportedCipherSuites();
    }
}
