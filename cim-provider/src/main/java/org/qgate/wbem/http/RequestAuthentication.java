package org.qgate.wbem.http;

import java.security.cert.X509Certificate;
import java.util.Optional;
import org.eclipse.jetty.http.HttpHeader;
import org.eclipse.jetty.io.EndPoint;
import org.eclipse.jetty.server.Request;
import org.qgate.wbem.security.AuditEntry;
import org.qgate.wbem.security.AuditLog;
import org.qgate.wbem.security.AuthenticationResult;
import org.qgate.wbem.security.PasswordAuthenticator;

/** Finds out who sent a request: by the client certificate that TLS has checked, else by Basic. */
final class RequestAuthentication {
    private final PasswordAuthenticator authenticator;
    private final AuditLog audit;

    RequestAuthentication(PasswordAuthenticator authenticator, AuditLog audit) {
        this.authenticator = authenticator;
        this.audit = audit;
    }

    AuthenticationResult authenticate(Request request, String address) {
        String header = request.getHeaders().get(HttpHeader.AUTHORIZATION);
        if (header == null) {
            return byCertificate(request, address);
        }
        Optional<BasicCredentials> parsed = BasicCredentials.parse(header);
        if (parsed.isEmpty()) {
            audit.record(AuditEntry.loginFailed(AuditEntry.NONE, address, "the Authorization header is not Basic"));
            return new AuthenticationResult.Refused();
        }
        try (BasicCredentials credentials = parsed.get()) {
            AuthenticationResult result =
                    authenticator.authenticate(address, credentials.name(), credentials.password());
            if (result instanceof AuthenticationResult.Refused) {
                audit.record(AuditEntry.loginFailed(credentials.name(), address, "wrong name or password"));
            }
            return result;
        }
    }

    private AuthenticationResult byCertificate(Request request, String address) {
        if (!(request.getAttribute(EndPoint.SslSessionData.ATTRIBUTE) instanceof EndPoint.SslSessionData session)) {
            return new AuthenticationResult.Refused();
        }
        X509Certificate[] chain = session.peerCertificates();
        if (chain == null || chain.length == 0) {
            return new AuthenticationResult.Refused();
        }
        String name = CertificateNames.commonName(chain[0]).orElse(AuditEntry.NONE);
        AuthenticationResult result = authenticator.certified(name);
        if (result instanceof AuthenticationResult.Refused) {
            audit.record(AuditEntry.loginFailed(name, address, "the certificate's common name is no user"));
        }
        return result;
    }
}
