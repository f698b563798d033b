package org.qgate.wbem.operation;

import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.qgate.wbem.model.CimClass;
import org.qgate.wbem.model.CimException;
import org.qgate.wbem.model.CimNames;
import org.qgate.wbem.model.CimObjectPath;
import org.qgate.wbem.model.CimStatus;

/**
 * What Associators and References ask for; null stands for any.
 *
 * @param source the object that the walk starts at; an instance's keys are typed
 * @param sourceClass its class
 * @param associationClass class of associations
 * @param resultClass class of the objects at other ends
 * @param role property that refers to the source
 * @param resultRole property that refers to the other end
 */
record AssociationQuery(
        CimObjectPath source,
        CimClass sourceClass,
        @Nullable String associationClass,
        @Nullable String resultClass,
        @Nullable String role,
        @Nullable String resultRole) {
    /** Of Associators and AssociatorNames. */
    static AssociationQuery ofAssociators(OperationCall call, Arguments.ObjectName source) throws CimException {
        CimClass sourceClass = sourceClass(call, source);
        return new AssociationQuery(
                typed(call, source, sourceClass),
                sourceClass,
                className(call, "AssocClass"),
                className(call, "ResultClass"),
                name(call, "Role"),
                name(call, "ResultRole"));
    }

    /** Of References and ReferenceNames. */
    static AssociationQuery ofReferences(OperationCall call, Arguments.ObjectName source) throws CimException {
        CimClass sourceClass = sourceClass(call, source);
        return new AssociationQuery(
                typed(call, source, sourceClass),
                sourceClass,
                className(call, "ResultClass"),
                null,
                name(call, "Role"),
                null);
    }

    boolean mayStartAt(String property) {
        return role == null || CimNames.same(role, property);
    }

    boolean mayEndAt(String property) {
        return resultRole == null || CimNames.same(resultRole, property);
    }

    private static CimClass sourceClass(OperationCall call, Arguments.ObjectName source) throws CimException {
        return call.classes().require(source.path().className(), CimStatus.INVALID_PARAMETER);
    }

    private static CimObjectPath typed(OperationCall call, Arguments.ObjectName source, CimClass sourceClass)
            throws CimException {
        return source.ofClass()
                ? CimObjectPath.ofClass(call.namespace(), sourceClass.name())
                : new TypedKeys(call.classes()).typed(source.path(), sourceClass);
    }

    private static @Nullable String className(OperationCall call, String argument) throws CimException {
        Optional<String> name = call.arguments().optionalClassName(argument);
        return name.isEmpty()
                ? null
                : call.classes()
                        .require(name.get(), CimStatus.INVALID_PARAMETER)
                        .name();
    }

    private static @Nullable String name(OperationCall call, String argument) throws CimException {
        return call.arguments()
                .optionalString(argument)
                .filter(text -> !text.isBlank())
                .orElse(null);
    }
}
