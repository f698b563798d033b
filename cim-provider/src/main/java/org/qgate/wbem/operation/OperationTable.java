package org.qgate.wbem.operation;

import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import org.qgate.wbem.model.CimNames;
import org.qgate.wbem.provider.ProviderRegistry;
import org.qgate.wbem.schema.SchemaRepository;

/**
 * All operations of the server with the parameters that DSP0200 gives them. EnumerationCount is not among them: how many objects are still to
 * come is not known before they are made.
 */
final class OperationTable {
    private static final String[] SOURCE_OF_NAMES = {"ObjectName", "AssocClass", "ResultClass", "Role", "ResultRole"};
    private static final String[] OPENING = {
        "FilterQueryLanguage", "FilterQuery", "OperationTimeout", "ContinueOnError", "MaxObjectCount"
    };

    private final Map<String, Operation> operations = new HashMap<>();

    OperationTable(SchemaRepository schemas, ProviderRegistry providers, EnumerationTable enumerations) {
        Instances instances = new Instances(providers);
        InstanceOperations onInstances = new InstanceOperations(instances);
        AssociationOperations walks = new AssociationOperations(schemas, instances, new Associations(providers));
        QueryOperations queries = new QueryOperations(instances);
        addClassOperations(new ClassOperations(schemas, providers));
        addInstanceOperations(onInstances);
        addWalks(walks, queries);
        addPulls(new PullOperations(enumerations, onInstances, walks, queries));
    }

    Optional<Operation> find(String name) {
        return Optional.ofNullable(operations.get(CimNames.fold(name)));
    }

    private void add(Operation operation) {
        operations.put(CimNames.fold(operation.name()), operation);
    }

    private void addClassOperations(ClassOperations on) {
        add(Operation.reading(
                "GetClass",
                on::getClass,
                "ClassName",
                "LocalOnly",
                "IncludeQualifiers",
                "IncludeClassOrigin",
                "PropertyList"));
        add(Operation.reading(
                "EnumerateClasses",
                on::enumerateClasses,
                "ClassName",
                "DeepInheritance",
                "LocalOnly",
                "IncludeQualifiers",
                "IncludeClassOrigin"));
        add(Operation.reading("EnumerateClassNames", on::enumerateClassNames, "ClassName", "DeepInheritance"));
        add(Operation.changing("CreateClass", on::createClass, "NewClass"));
        add(Operation.changing("ModifyClass", on::modifyClass, "ModifiedClass"));
        add(Operation.changing("DeleteClass", on::deleteClass, "ClassName"));
        add(Operation.reading("GetQualifier", on::getQualifier, "QualifierName"));
        add(Operation.reading("EnumerateQualifiers", on::enumerateQualifiers));
        add(Operation.changing("SetQualifier", on::setQualifier, "QualifierDeclaration"));
        add(Operation.changing("DeleteQualifier", on::deleteQualifier, "QualifierName"));
    }

    private void addInstanceOperations(InstanceOperations on) {
        add(Operation.reading(
                "GetInstance",
                on::getInstance,
                "InstanceName",
                "LocalOnly",
                "IncludeQualifiers",
                "IncludeClassOrigin",
                "PropertyList"));
        add(Operation.reading(
                "EnumerateInstances",
                on::enumerateInstances,
                "ClassName",
                "LocalOnly",
                "DeepInheritance",
                "IncludeQualifiers",
                "IncludeClassOrigin",
                "PropertyList"));
        add(Operation.reading("EnumerateInstanceNames", on::enumerateInstanceNames, "ClassName"));
        add(Operation.changing("CreateInstance", on::createInstance, "NewInstance"));
        add(Operation.changing(
                "ModifyInstance", on::modifyInstance, "ModifiedInstance", "IncludeQualifiers", "PropertyList"));
        add(Operation.changing("DeleteInstance", on::deleteInstance, "InstanceName"));
        add(Operation.reading("GetProperty", on::getProperty, "InstanceName", "PropertyName"));
        add(Operation.changing("SetProperty", on::setProperty, "InstanceName", "PropertyName", "NewValue"));
    }

    private void addWalks(AssociationOperations on, QueryOperations queries) {
        String[] selecting = {"IncludeQualifiers", "IncludeClassOrigin", "PropertyList"};
        add(Operation.reading("Associators", on::associators, join(SOURCE_OF_NAMES, selecting)));
        add(Operation.reading("AssociatorNames", on::associatorNames, SOURCE_OF_NAMES));
        add(Operation.reading(
                "References", on::references, join(new String[] {"ObjectName", "ResultClass", "Role"}, selecting)));
        add(Operation.reading("ReferenceNames", on::referenceNames, "ObjectName", "ResultClass", "Role"));
        add(Operation.reading("ExecQuery", queries::execQuery, "QueryLanguage", "Query"));
    }

    private void addPulls(PullOperations on) {
        String[] selecting = {"IncludeClassOrigin", "PropertyList"};
        String[] source = {"InstanceName", "AssocClass", "ResultClass", "Role", "ResultRole"};
        String[] referring = {"InstanceName", "ResultClass", "Role"};
        add(Operation.reading(
                "OpenEnumerateInstances",
                on::openEnumerateInstances,
                join(
                        new String[] {"ClassName", "DeepInheritance", "LocalOnly", "IncludeQualifiers"},
                        selecting,
                        OPENING)));
        add(Operation.reading(
                "OpenEnumerateInstancePaths",
                on::openEnumerateInstancePaths,
                join(new String[] {"ClassName"}, OPENING)));
        add(Operation.reading(
                "OpenAssociatorInstances", on::openAssociatorInstances, join(source, selecting, OPENING)));
        add(Operation.reading("OpenAssociatorInstancePaths", on::openAssociatorInstancePaths, join(source, OPENING)));
        add(Operation.reading(
                "OpenReferenceInstances", on::openReferenceInstances, join(referring, selecting, OPENING)));
        add(Operation.reading("OpenReferenceInstancePaths", on::openReferenceInstancePaths, join(referring, OPENING)));
        add(Operation.reading(
                "OpenQueryInstances", on::openQueryInstances, join(new String[] {"ReturnQueryResultClass"}, OPENING)));
        String[] pulling = {"EnumerationContext", "MaxObjectCount"};
        add(Operation.reading("PullInstancesWithPath", on::pullInstancesWithPath, pulling));
        add(Operation.reading("PullInstancePaths", on::pullInstancePaths, pulling));
        add(Operation.reading("PullInstances", on::pullInstances, pulling));
        add(Operation.reading("CloseEnumeration", on::closeEnumeration, "EnumerationContext"));
    }

    private static String[] join(String[]... lists) {
        return Stream.of(lists).flatMap(Stream::of).toArray(String[]::new);
    }
}
