package org.qgate.wbem.provider;

import java.util.Optional;
import java.util.stream.Stream;
import org.qgate.wbem.model.CimException;
import org.qgate.wbem.model.CimInstance;
import org.qgate.wbem.model.CimObjectPath;
import org.qgate.wbem.model.CimStatus;

/**
 * Instances of classes. Called by many threads at once.
 *
 * <p>Instances come with every property that has a value, in the types the class declares, and with a path of namespace, class and
 * keys. The class named is always the instances' own: for its subclasses the server asks their providers. A stream is read once,
 * may be read slowly and from another thread, and is closed; nothing but reading it may be held up by it.
 */
public interface InstanceProvider {
    /** Every instance whose own class is {@code className}. */
    Stream<CimInstance> instances(Caller caller, String className) throws CimException;

    /** Paths of every instance whose own class is {@code className}. */
    default Stream<CimObjectPath> paths(Caller caller, String className) throws CimException {
        return instances(caller, className).map(InstanceProvider::pathOf);
    }

    /** One instance; keys are in the types that the class declares. */
    default Optional<CimInstance> find(Caller caller, CimObjectPath path) throws CimException {
        try (Stream<CimInstance> all = instances(caller, path.className())) {
            return all.filter(instance -> path.isSameWithinNamespace(pathOf(instance)))
                    .findFirst();
        }
    }

    /**
     * Makes an instance.
     *
     * @return its path
     */
    default CimObjectPath create(Caller caller, CimInstance instance) throws CimException {
        throw unsupported("made", instance.className());
    }

    /**
     * Changes an instance.
     *
     * @param path of an instance that may be gone by now
     * @param changed the properties to change and no others, each writable, in the types that the class declares
     */
    default void modify(Caller caller, CimObjectPath path, CimInstance changed) throws CimException {
        throw unsupported("changed", path.className());
    }

    /** Deletes an instance. */
    default void delete(Caller caller, CimObjectPath path) throws CimException {
        throw unsupported("deleted", path.className());
    }

    private static CimObjectPath pathOf(CimInstance instance) {
        CimObjectPath path = instance.path();
        if (path == null) {
            throw new IllegalStateException(
                    "a provider gave an instance of " + instance.className() + " without a path");
        }
        return path;
    }

    private static CimException unsupported(String what, String className) {
        return new CimException(
                CimStatus.NOT_SUPPORTED, "instances of " + className + " cannot be " + what + " by clients");
    }
}
