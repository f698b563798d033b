package org.qgate.fleet.wbem;

import java.io.IOException;
import java.net.URI;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import javax.security.auth.Subject;
import org.metricshub.wbem.javax.cim.CIMArgument;
import org.metricshub.wbem.javax.cim.CIMInstance;
import org.metricshub.wbem.javax.cim.CIMObjectPath;
import org.metricshub.wbem.javax.cim.CIMProperty;
import org.metricshub.wbem.javax.wbem.CloseableIterator;
import org.metricshub.wbem.javax.wbem.WBEMException;
import org.metricshub.wbem.javax.wbem.client.PasswordCredential;
import org.metricshub.wbem.javax.wbem.client.UserPrincipal;
import org.metricshub.wbem.javax.wbem.client.WBEMClient;
import org.metricshub.wbem.javax.wbem.client.WBEMClientConstants;
import org.metricshub.wbem.javax.wbem.client.WBEMClientFactory;
import org.metricshub.wbem.sblim.cimclient.WBEMClientSBLIM;
import org.metricshub.wbem.sblim.cimclient.WBEMConfigurationProperties;
import org.qgate.fleet.gateway.GatewayException;
import org.qgate.fleet.gateway.Refusal;
import org.qgate.fleet.inventory.InventoryGateway;
import org.qgate.fleet.inventory.Passwords;

/** The library's client of one server, with time limits, checked certificates, and errors as {@link GatewayException}. */
final class WbemSession implements AutoCloseable {
    private static final String NAMESPACE = "root/qgate";
    private static final int OUT_ARGUMENTS_MAX = 8;

    private final String gateway;
    private final URI url;
    private final WBEMClient client;

    private WbemSession(String gateway, URI url, WBEMClient client) {
        this.gateway = gateway;
        this.url = url;
        this.client = client;
    }

    /** Prepares a session; nothing is sent yet. */
    static WbemSession open(InventoryGateway gateway, Passwords passwords) throws GatewayException {
        try {
            WBEMClient client = WBEMClientFactory.getClient(WBEMClientConstants.PROTOCOL_CIMXML);
            WbemSession session = new WbemSession(gateway.name(), gateway.url(), client);
            if (!(client instanceof WBEMClientSBLIM settings)) {
                throw new IllegalStateException("the WBEM library has another client: " + client.getClass());
            }
            String millis = String.valueOf(gateway.timeout().toMillis());
            settings.setProperty(WBEMConfigurationProperties.HTTP_TIMEOUT, millis);
            settings.setProperty(WBEMConfigurationProperties.SOCKET_CONNECT_TIMEOUT, millis);
            settings.setProperty(WBEMConfigurationProperties.HTTP_CONNECTION_RETRIES, "0");
            settings.setCustomSocketFactory(ServerTrust.sockets(gateway.trust(), gateway.timeout()));
            client.initialize(session.path(""), subject(gateway, passwords), new Locale[] {Locale.US});
            return session;
        } catch (IOException e) {
            throw new GatewayException(Refusal.NOT_TRUSTED, gateway.name() + ": " + e.getMessage(), e);
        } catch (WBEMException e) {
            throw new GatewayException(Refusal.FAILED, gateway.name() + ": " + e.getMessage(), e);
        }
    }

    private static Subject subject(InventoryGateway gateway, Passwords passwords) throws IOException {
        char[] password = passwords.read(gateway.password());
        try {
            Subject subject = new Subject();
            subject.getPrincipals().add(new UserPrincipal(gateway.user()));
            subject.getPrivateCredentials().add(new PasswordCredential(password.clone()));
            return subject;
        } finally {
            Arrays.fill(password, '\0');
        }
    }

    CIMObjectPath path(String className) {
        return new CIMObjectPath(
                url.getScheme(),
                url.getHost(),
                String.valueOf(url.getPort()),
                NAMESPACE,
                className,
                new CIMProperty<?>[0]);
    }

    List<CIMInstance> instances(String className) throws GatewayException {
        try {
            return all(client.enumerateInstances(path(className), true, false, false, null));
        } catch (WBEMException e) {
            throw failure(e);
        }
    }

    /** The only instance of a class of which each gateway has one. */
    CIMObjectPath only(String className) throws GatewayException {
        try {
            List<CIMObjectPath> found = all(client.enumerateInstanceNames(path(className)));
            if (found.size() != 1) {
                throw new GatewayException(
                        Refusal.NOT_UNDERSTOOD,
                        gateway + " has " + found.size() + " instances of " + className + ", not one",
                        null);
            }
            return found.get(0);
        } catch (WBEMException e) {
            throw failure(e);
        }
    }

    MethodAnswer invoke(CIMObjectPath target, String method, CIMArgument<?>... arguments) throws GatewayException {
        try {
            CIMArgument<?>[] out = new CIMArgument<?>[OUT_ARGUMENTS_MAX];
            Object code = client.invokeMethod(target, method, arguments, out);
            if (!(code instanceof Number number)) {
                throw new GatewayException(
                        Refusal.NOT_UNDERSTOOD, gateway + " answers " + method + " with " + code, null);
            }
            return new MethodAnswer(gateway, method, number.longValue(), Arrays.asList(out));
        } catch (WBEMException e) {
            throw failure(e);
        }
    }

    private static <T> List<T> all(CloseableIterator<T> iterator) throws WBEMException {
        List<T> all = new ArrayList<>();
        try {
            iterator.forEachRemaining(all::add);
            WBEMException late = iterator.getWBEMException();
            if (late != null) {
                throw late;
            }
            return all;
        } finally {
            iterator.close();
        }
    }

    private GatewayException failure(WBEMException error) {
        String text = String.valueOf(error.getMessage());
        Optional<Throwable> network = cause(error, IOException.class);
        Optional<Throwable> certificate = cause(error, java.security.cert.CertificateException.class);
        if (certificate.isPresent()) {
            return new GatewayException(
                    Refusal.NOT_TRUSTED,
                    gateway + " is not trusted: " + certificate.get().getMessage(),
                    error);
        }
        if (network.isPresent()) {
            return new GatewayException(
                    Refusal.UNREACHABLE,
                    gateway + " at " + url + ": " + network.get().getMessage(),
                    error);
        }
        Refusal refusal = switch (error.getID()) {
            case WBEMException.CIM_ERR_ACCESS_DENIED -> Refusal.DENIED;
            case WBEMException.CIM_ERR_NOT_SUPPORTED,
                    WBEMException.CIM_ERR_INVALID_CLASS,
                    WBEMException.CIM_ERR_INVALID_NAMESPACE,
                    WBEMException.CIM_ERR_METHOD_NOT_FOUND,
                    WBEMException.CIM_ERR_METHOD_NOT_AVAILABLE -> Refusal.NOT_SUPPORTED;
            case WBEMException.CIM_ERR_INVALID_PARAMETER -> Refusal.INVALID_PARAMETER;
            default -> Refusal.FAILED;
        };
        String what =
                refusal == Refusal.DENIED ? " does not let user or password, or the user's role, do this: " : ": ";
        return new GatewayException(refusal, gateway + what + text, error);
    }

    private static Optional<Throwable> cause(Throwable error, Class<? extends Throwable> type) {
        Throwable cause = error.getCause();
        while (cause != null && !type.isInstance(cause)) {
            cause = cause.getCause();
        }
        return Optional.ofNullable(cause);
    }

    @Override
    public void close() {
        client.close();
    }
}
