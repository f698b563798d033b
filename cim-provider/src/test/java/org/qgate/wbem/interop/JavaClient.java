package org.qgate.wbem.interop;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import javax.security.auth.Subject;
import org.metricshub.wbem.javax.cim.CIMDataType;
import org.metricshub.wbem.javax.cim.CIMObjectPath;
import org.metricshub.wbem.javax.cim.CIMProperty;
import org.metricshub.wbem.javax.wbem.CloseableIterator;
import org.metricshub.wbem.javax.wbem.WBEMException;
import org.metricshub.wbem.javax.wbem.client.PasswordCredential;
import org.metricshub.wbem.javax.wbem.client.UserPrincipal;
import org.metricshub.wbem.javax.wbem.client.WBEMClient;
import org.metricshub.wbem.javax.wbem.client.WBEMClientConstants;
import org.metricshub.wbem.javax.wbem.client.WBEMClientFactory;

/** The Java client of the sblim project. */
final class JavaClient {
    private static final String TIMEOUT_MILLIS = "20000";

    private final String scheme;
    private final int port;
    private final String namespace;

    JavaClient(String scheme, int port) {
        this(scheme, port, "root/test");
    }

    JavaClient(String scheme, int port, String namespace) {
        this.scheme = scheme;
        this.port = port;
        this.namespace = namespace;
    }

    WBEMClient connect(String user, String password) throws WBEMException {
        Subject subject = new Subject();
        subject.getPrincipals().add(new UserPrincipal(user));
        subject.getPrivateCredentials().add(new PasswordCredential(password));
        WBEMClient client = WBEMClientFactory.getClient(WBEMClientConstants.PROTOCOL_CIMXML);
        client.initialize(path("", new CIMProperty<?>[0]), subject, new Locale[] {Locale.US});
        client.setProperty(WBEMClientConstants.PROP_TIMEOUT, TIMEOUT_MILLIS);
        return client;
    }

    CIMObjectPath classPath(String className) {
        return path(className, new CIMProperty<?>[0]);
    }

    CIMObjectPath named(String className, String name) {
        return path(
                className,
                new CIMProperty<?>[] {new CIMProperty<>("Name", CIMDataType.STRING_T, name, true, false, null)});
    }

    CIMObjectPath path(String className, CIMProperty<?>[] keys) {
        return new CIMObjectPath(scheme, "127.0.0.1", String.valueOf(port), namespace, className, keys);
    }

    static <T> List<T> all(CloseableIterator<T> iterator) {
        List<T> all = new ArrayList<>();
        try {
            iterator.forEachRemaining(all::add);
        } finally {
            iterator.close();
        }
        return all;
    }
}
