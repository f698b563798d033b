package org.qgate.wbem.provider;

import java.util.stream.Stream;
import org.qgate.wbem.model.CimException;
import org.qgate.wbem.model.CimInstance;
import org.qgate.wbem.model.CimObjectPath;

/**
 * Instances of association classes, found by what they tie together.
 *
 * <p>Every reference in an instance holds a path with namespace, class and keys. References may lead into another namespace.
 */
public interface AssociationProvider extends InstanceProvider {
    /**
     * The associations whose own class is {@code className} and that refer to an instance, in whichever role.
     *
     * @param source with its namespace and with keys in the types that its class declares; need not exist
     */
    default Stream<CimInstance> references(Caller caller, String className, CimObjectPath source) throws CimException {
        return instances(caller, className)
                .filter(association ->
                        association.properties().stream().anyMatch(property -> source.equals(property.value())));
    }
}
