package org.qgate.wbem.operation;

import java.util.List;
import java.util.Optional;
import org.qgate.wbem.cimxml.CimResult;
import org.qgate.wbem.model.CimClass;
import org.qgate.wbem.model.CimException;
import org.qgate.wbem.model.CimQualifierType;
import org.qgate.wbem.model.CimStatus;
import org.qgate.wbem.provider.ProviderRegistry;
import org.qgate.wbem.schema.SchemaRepository;

/** Operations on classes and on declarations of qualifiers. */
final class ClassOperations {
    private final SchemaRepository schemas;
    private final ProviderRegistry providers;

    ClassOperations(SchemaRepository schemas, ProviderRegistry providers) {
        this.schemas = schemas;
        this.providers = providers;
    }

    CimResult getClass(OperationCall call) throws CimException {
        CimClass found = classNamed(call, CimStatus.NOT_FOUND);
        ClassSelection selection = ClassSelection.of(call.arguments());
        return new CimResult.Classes(List.of(selection.of(found)));
    }

    CimResult enumerateClasses(OperationCall call) throws CimException {
        ClassSelection selection = ClassSelection.of(call.arguments());
        return new CimResult.Classes(below(call).stream().map(selection::of).toList());
    }

    CimResult enumerateClassNames(OperationCall call) throws CimException {
        return new CimResult.ClassNames(below(call).stream().map(CimClass::name).toList());
    }

    private static List<CimClass> below(OperationCall call) throws CimException {
        Optional<String> className = call.arguments().optionalClassName("ClassName");
        if (className.isPresent()) {
            call.classes().require(className.get(), CimStatus.INVALID_CLASS);
        }
        return call.classes()
                .subclasses(className.orElse(null), call.arguments().flag("DeepInheritance", false));
    }

    CimResult createClass(OperationCall call) throws CimException {
        CimClass declaration = call.arguments().declaration("NewClass");
        schemas.change(call.namespace(), schema -> schema.withNewClass(declaration));
        return new CimResult.Done();
    }

    CimResult modifyClass(OperationCall call) throws CimException {
        CimClass declaration = call.arguments().declaration("ModifiedClass");
        call.classes().require(declaration.name(), CimStatus.NOT_FOUND);
        refuseIfServed(call, declaration.name());
        schemas.change(call.namespace(), schema -> schema.withChangedClass(declaration));
        return new CimResult.Done();
    }

    CimResult deleteClass(OperationCall call) throws CimException {
        CimClass found = classNamed(call, CimStatus.NOT_FOUND);
        refuseIfServed(call, found.name());
        schemas.change(call.namespace(), schema -> schema.withoutClass(found.name()));
        return new CimResult.Done();
    }

    /** A provider makes instances of the class as it is. */
    private void refuseIfServed(OperationCall call, String className) throws CimException {
        if (providers.instances(call.namespace(), className).isPresent()
                || providers.methods(call.namespace(), className).isPresent()) {
            throw new CimException(CimStatus.CLASS_HAS_INSTANCES, "class " + className + " is in use by a provider");
        }
    }

    CimResult getQualifier(OperationCall call) throws CimException {
        return new CimResult.QualifierTypes(List.of(qualifierNamed(call)));
    }

    CimResult enumerateQualifiers(OperationCall call) {
        return new CimResult.QualifierTypes(List.copyOf(call.classes().schema().qualifierTypes()));
    }

    CimResult setQualifier(OperationCall call) throws CimException {
        CimQualifierType type = call.arguments().qualifierType("QualifierDeclaration");
        schemas.change(call.namespace(), schema -> schema.withQualifierType(type));
        return new CimResult.Done();
    }

    CimResult deleteQualifier(OperationCall call) throws CimException {
        CimQualifierType type = qualifierNamed(call);
        schemas.change(call.namespace(), schema -> schema.withoutQualifierType(type.name()));
        return new CimResult.Done();
    }

    private static CimQualifierType qualifierNamed(OperationCall call) throws CimException {
        String name = call.arguments().string("QualifierName");
        return call.classes()
                .schema()
                .qualifierType(name)
                .orElseThrow(() -> new CimException(
                        CimStatus.NOT_FOUND,
                        "there is no qualifier " + Shown.name(name) + " in namespace " + call.namespace()));
    }

    private static CimClass classNamed(OperationCall call, CimStatus status) throws CimException {
        return call.classes().require(call.arguments().className("ClassName"), status);
    }
}
