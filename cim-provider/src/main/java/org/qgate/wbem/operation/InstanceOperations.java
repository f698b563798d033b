package org.qgate.wbem.operation;

import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;
import org.qgate.wbem.cimxml.CimResult;
import org.qgate.wbem.model.CimClass;
import org.qgate.wbem.model.CimException;
import org.qgate.wbem.model.CimInstance;
import org.qgate.wbem.model.CimNames;
import org.qgate.wbem.model.CimObjectPath;
import org.qgate.wbem.model.CimProperty;
import org.qgate.wbem.model.CimStatus;
import org.qgate.wbem.model.CimValue;
import org.qgate.wbem.provider.InstanceProvider;

/** Operations on instances. */
final class InstanceOperations {
    private final Instances instances;

    InstanceOperations(Instances instances) {
        this.instances = instances;
    }

    CimResult getInstance(OperationCall call) throws CimException {
        CimObjectPath path = path(call, "InstanceName");
        Selection selection = Selection.of(call.arguments());
        return new CimResult.OneInstance(selection.of(instances.require(path, call.caller()), call.classes()));
    }

    CimResult enumerateInstances(OperationCall call) throws CimException {
        return new CimResult.NamedInstances(selected(call));
    }

    /** The instances that the arguments of EnumerateInstances ask for. */
    Stream<CimInstance> selected(OperationCall call) throws CimException {
        CimClass top = call.classes().require(call.arguments().className("ClassName"), CimStatus.INVALID_CLASS);
        Selection asked = Selection.of(call.arguments());
        Selection selection = call.arguments().flag("DeepInheritance", true) ? asked : asked.within(top);
        return instances
                .all(call.classes(), top, call.caller())
                .map(instance -> selection.of(instance, call.classes()));
    }

    CimResult enumerateInstanceNames(OperationCall call) throws CimException {
        return new CimResult.InstanceNames(paths(call));
    }

    Stream<CimObjectPath> paths(OperationCall call) throws CimException {
        CimClass top = call.classes().require(call.arguments().className("ClassName"), CimStatus.INVALID_CLASS);
        return instances.paths(call.classes(), top, call.caller());
    }

    CimResult createInstance(OperationCall call) throws CimException {
        CimInstance given = call.arguments().instance("NewInstance");
        CimClass declaration = call.classes().require(given.className(), CimStatus.INVALID_CLASS);
        if (declaration.isAbstract()) {
            throw new CimException(
                    CimStatus.INVALID_PARAMETER, declaration.name() + " is abstract: it has no instances of its own");
        }
        CimInstance checked =
                new InstanceCheck(call.classes()).checked(given, declaration, CimStatus.INVALID_PARAMETER);
        InstanceProvider provider = instances.providerOf(call.classes(), declaration);
        CimObjectPath path = provider.create(call.caller(), withDefaults(checked, declaration));
        return new CimResult.InstanceNames(Stream.of(path));
    }

    private static CimInstance withDefaults(CimInstance instance, CimClass declaration) {
        List<CimProperty> properties = new ArrayList<>(instance.properties());
        for (CimProperty declared : declaration.properties()) {
            if (declared.value() != null && instance.property(declared.name()).isEmpty()) {
                properties.add(CimProperty.of(declared.name(), declared.type(), declared.value()));
            }
        }
        return instance.withProperties(properties);
    }

    CimResult modifyInstance(OperationCall call) throws CimException {
        CimInstance given = call.arguments().instance("ModifiedInstance");
        CimObjectPath named = given.path();
        if (named == null) {
            throw new CimException(CimStatus.INVALID_PARAMETER, "ModifiedInstance has no path");
        }
        CimClass declaration = call.classes().require(named.className(), CimStatus.INVALID_CLASS);
        if (!CimNames.same(given.className(), declaration.name())) {
            throw new CimException(CimStatus.INVALID_PARAMETER, "path and instance are of different classes");
        }
        CimObjectPath path = new TypedKeys(call.classes()).typed(named, declaration);
        CimInstance checked = new InstanceCheck(call.classes()).checked(given, declaration, CimStatus.NO_SUCH_PROPERTY);
        Optional<Set<String>> list = call.arguments().propertyList();
        CimInstance wanted = list.isEmpty() ? checked : listed(checked, declaration, list.get());
        change(call, path, declaration, wanted);
        return new CimResult.Done();
    }

    /** What the list names: a property of it that the instance lacks goes back to its default. */
    private static CimInstance listed(CimInstance checked, CimClass declaration, Set<String> list) throws CimException {
        List<CimProperty> properties = new ArrayList<>();
        for (String name : list) {
            CimProperty declared = declaration
                    .property(name)
                    .orElseThrow(() -> new CimException(
                            CimStatus.NO_SUCH_PROPERTY,
                            "class " + declaration.name() + " has no property " + Shown.name(name)));
            properties.add(
                    checked.property(name).orElse(CimProperty.of(declared.name(), declared.type(), declared.value())));
        }
        return checked.withProperties(properties);
    }

    /** Hands the provider what differs from now, if all of it may be written. */
    private void change(OperationCall call, CimObjectPath path, CimClass declaration, CimInstance wanted)
            throws CimException {
        CimInstance now = instances.require(path, call.caller());
        List<CimProperty> changed = new ArrayList<>();
        for (CimProperty property : wanted.properties()) {
            if (Objects.equals(property.value(), now.value(property.name()).orElse(null))) {
                continue;
            }
            CimProperty declared = declaration.property(property.name()).orElseThrow();
            if (declared.isKey() || !declared.has("Write")) {
                throw new CimException(
                        CimStatus.INVALID_PARAMETER,
                        "property " + declared.name() + " of " + declaration.name() + " cannot be written");
            }
            changed.add(property);
        }
        InstanceProvider provider = instances.providerOf(call.classes(), declaration);
        if (!changed.isEmpty()) {
            provider.modify(call.caller(), path, new CimInstance(declaration.name(), path, changed, List.of()));
        }
    }

    CimResult deleteInstance(OperationCall call) throws CimException {
        CimObjectPath path = path(call, "InstanceName");
        CimClass declaration = call.classes().require(path.className(), CimStatus.INVALID_CLASS);
        instances.require(path, call.caller());
        instances.providerOf(call.classes(), declaration).delete(call.caller(), path);
        return new CimResult.Done();
    }

    CimResult getProperty(OperationCall call) throws CimException {
        CimObjectPath path = path(call, "InstanceName");
        CimProperty declared = property(call, path);
        CimInstance found = instances.require(path, call.caller());
        return new CimResult.PropertyValue(
                declared.type(), found.value(declared.name()).orElse(null));
    }

    CimResult setProperty(OperationCall call) throws CimException {
        CimObjectPath path = path(call, "InstanceName");
        CimProperty declared = property(call, path);
        CimClass declaration = call.classes().require(path.className(), CimStatus.INVALID_CLASS);
        CimValue value = new ParameterTyping(call.classes())
                .property(declared, call.arguments().value("NewValue"));
        CimProperty wanted = CimProperty.of(declared.name(), declared.type(), value);
        change(call, path, declaration, CimInstance.of(declaration.name(), List.of(wanted)));
        return new CimResult.Done();
    }

    private static CimProperty property(OperationCall call, CimObjectPath path) throws CimException {
        String name = call.arguments().string("PropertyName");
        CimClass declaration = call.classes().require(path.className(), CimStatus.INVALID_CLASS);
        return declaration
                .property(name)
                .orElseThrow(() -> new CimException(
                        CimStatus.NO_SUCH_PROPERTY,
                        "class " + declaration.name() + " has no property " + Shown.name(name)));
    }

    /** The path of an argument, typed. */
    private static CimObjectPath path(OperationCall call, String argument) throws CimException {
        CimObjectPath given = call.arguments().instanceName(argument);
        CimClass declaration = call.classes().require(given.className(), CimStatus.INVALID_CLASS);
        return new TypedKeys(call.classes()).typed(given, declaration);
    }
}
