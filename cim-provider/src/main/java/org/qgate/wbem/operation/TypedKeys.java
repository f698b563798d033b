package org.qgate.wbem.operation;

import java.util.ArrayList;
import java.util.List;
import org.qgate.wbem.cimxml.ValueTexts;
import org.qgate.wbem.model.CimClass;
import org.qgate.wbem.model.CimException;
import org.qgate.wbem.model.CimNames;
import org.qgate.wbem.model.CimObjectPath;
import org.qgate.wbem.model.CimProperty;
import org.qgate.wbem.model.CimStatus;
import org.qgate.wbem.model.CimType;
import org.qgate.wbem.model.CimValue;
import org.qgate.wbem.model.KeyBinding;

/** Gives the keys of a path the types that their class declares: messages tell three kinds only. */
final class TypedKeys {
    /** Keys that are references to objects whose keys are references, and so on. */
    private static final int NESTING_MAX = 4;

    private final NamespaceClasses classes;

    TypedKeys(NamespaceClasses classes) {
        this.classes = classes;
    }

    /**
     * The path with namespace, without host, with the class's own spelling of names and with typed keys.
     *
     * @param declaration the path's class
     */
    CimObjectPath typed(CimObjectPath path, CimClass declaration) throws CimException {
        return typed(path, declaration, 0);
    }

    private CimObjectPath typed(CimObjectPath path, CimClass declaration, int nesting) throws CimException {
        List<CimProperty> declared = declaration.keys();
        if (declared.size() != path.keys().size()) {
            throw wrong("a path of " + declaration.name() + " has the keys "
                    + declared.stream().map(CimProperty::name).toList() + ", not "
                    + Shown.name(
                            path.keys().stream().map(KeyBinding::name).toList().toString()));
        }
        List<KeyBinding> keys = new ArrayList<>(declared.size());
        for (CimProperty key : declared) {
            CimValue given = path.key(key.name()).orElse(null);
            if (given == null
                    && declared.size() == 1
                    && path.keys().get(0).name().isEmpty()) {
                given = path.keys().get(0).value();
            }
            if (given == null) {
                throw wrong("a path of " + declaration.name() + " has the key " + key.name() + ", which is missing");
            }
            keys.add(new KeyBinding(key.name(), typed(key, given, nesting)));
        }
        return new CimObjectPath(null, classes.namespace(), declaration.name(), keys);
    }

    private CimValue typed(CimProperty key, CimValue given, int nesting) throws CimException {
        CimType type = key.type().type();
        if (given instanceof CimObjectPath reference) {
            if (type != CimType.REFERENCE || nesting == NESTING_MAX) {
                throw wrong("key " + key.name() + " cannot be a reference here");
            }
            return reference(reference, nesting + 1);
        }
        if (type.accepts(given)) {
            return given;
        }
        try {
            return ValueTexts.parse(type, given.toString());
        } catch (IllegalArgumentException e) {
            throw wrong("key " + key.name() + ": " + e.getMessage());
        }
    }

    /** A reference as providers give it: with namespace, without host, typed if its class is known here. */
    CimObjectPath reference(CimObjectPath reference) throws CimException {
        return reference(reference, 0);
    }

    private CimObjectPath reference(CimObjectPath reference, int nesting) throws CimException {
        String namespace = reference.namespace();
        if (namespace != null && !CimNames.same(namespace, classes.namespace())) {
            return reference.onHost(null);
        }
        CimClass declaration = classes.find(reference.className()).orElse(null);
        return declaration == null
                ? reference.onHost(null).inNamespace(classes.namespace())
                : typed(reference, declaration, nesting);
    }

    private static CimException wrong(String problem) {
        return new CimException(CimStatus.INVALID_PARAMETER, problem);
    }
}
