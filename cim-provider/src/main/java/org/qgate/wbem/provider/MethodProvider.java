package org.qgate.wbem.provider;

import java.util.List;
import org.qgate.wbem.model.CimArgument;
import org.qgate.wbem.model.CimException;
import org.qgate.wbem.model.CimObjectPath;

/** Carries out methods of classes. Called by many threads at once. */
public interface MethodProvider {
    /**
     * Carries out a method and waits for its end, for a bounded time.
     *
     * @param target an instance, or a class for a static method; its class is the one that the provider is registered for
     * @param method as the class declares it
     * @param arguments those that the client gave, each a declared one and in its declared type
     */
    MethodResult invoke(Caller caller, CimObjectPath target, String method, List<CimArgument> arguments)
            throws CimException;
}
