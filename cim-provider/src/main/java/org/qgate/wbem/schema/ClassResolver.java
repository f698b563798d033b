package org.qgate.wbem.schema;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.qgate.wbem.model.CimClass;
import org.qgate.wbem.model.CimMethod;
import org.qgate.wbem.model.CimNames;
import org.qgate.wbem.model.CimParameter;
import org.qgate.wbem.model.CimProperty;
import org.qgate.wbem.model.CimQualifier;
import org.qgate.wbem.model.CimString;
import org.qgate.wbem.model.CimType;
import org.qgate.wbem.model.CimValue;
import org.qgate.wbem.model.DataType;
import org.qgate.wbem.model.QualifierScope;

/** Gives a declared class what it inherits, and finds the rules of DSP0004 that it breaks. */
final class ClassResolver {
    private final Schema schema;
    private final CimClass declared;
    private final @Nullable CimClass superclass;
    private final List<Violation> violations = new ArrayList<>();
    private final QualifierPropagation propagation;

    ClassResolver(Schema schema, CimClass declared) {
        this.schema = schema;
        this.declared = declared;
        this.superclass = declared.superclass() == null
                ? null
                : schema.findClass(declared.superclass()).orElse(null);
        this.propagation =
                new QualifierPropagation(schema, (element, message) -> violations.add(new Violation(element, message)));
    }

    Resolution resolve() {
        if (declared.superclass() != null && superclass == null) {
            violate("", "superclass " + declared.superclass() + " is not known; declare it before its subclasses");
        }
        List<CimQualifier> qualifiers = propagation.merge(
                "",
                scope(declared.qualifiers()),
                declared.qualifiers(),
                superclass == null ? List.of() : superclass.qualifiers());
        CimClass resolved = new CimClass(
                declared.name(),
                superclass == null ? declared.superclass() : superclass.name(),
                qualifiers,
                properties(),
                methods());
        new ClassRules(resolved, superclass, this::violate).check();
        return new Resolution(resolved, violations);
    }

    private List<CimProperty> properties() {
        Map<String, CimProperty> all = new LinkedHashMap<>();
        if (superclass != null) {
            for (CimProperty above : superclass.properties()) {
                all.put(
                        CimNames.fold(above.name()),
                        above.withQualifiers(QualifierPropagation.passOn(above.qualifiers()))
                                .withOrigin(above.classOrigin(), true));
            }
        }
        for (CimProperty own : declared.properties()) {
            CimProperty above = all.get(CimNames.fold(own.name()));
            all.put(CimNames.fold(own.name()), above == null ? added(own) : overriding(own, original(own)));
        }
        return List.copyOf(all.values());
    }

    private CimProperty original(CimProperty own) {
        return superclass == null ? own : superclass.property(own.name()).orElse(own);
    }

    private CimProperty added(CimProperty own) {
        checkOverrides(own.name(), own.qualifiers(), false);
        List<CimQualifier> qualifiers = propagation.merge(own.name(), scope(own.type()), own.qualifiers(), List.of());
        propagation.checkEmbedding(own.name(), own.type(), qualifiers);
        return own.withQualifiers(qualifiers).withOrigin(declared.name(), false);
    }

    private CimProperty overriding(CimProperty own, CimProperty above) {
        checkOverrides(own.name(), own.qualifiers(), true);
        checkType(own.name(), own.type(), above.type());
        List<CimQualifier> qualifiers =
                propagation.merge(own.name(), scope(own.type()), own.qualifiers(), above.qualifiers());
        propagation.checkEmbedding(own.name(), own.type(), qualifiers);
        CimValue value = own.value() == null && above.type().isLike(own.type()) ? above.value() : own.value();
        return own.withQualifiers(qualifiers).withValue(value).withOrigin(above.classOrigin(), false);
    }

    private List<CimMethod> methods() {
        Map<String, CimMethod> all = new LinkedHashMap<>();
        if (superclass != null) {
            for (CimMethod above : superclass.methods()) {
                all.put(
                        CimNames.fold(above.name()),
                        above.with(QualifierPropagation.passOn(above.qualifiers()), passOn(above.parameters()))
                                .withOrigin(above.classOrigin(), true));
            }
        }
        for (CimMethod own : declared.methods()) {
            Optional<CimMethod> above = superclass == null ? Optional.empty() : superclass.method(own.name());
            all.put(
                    CimNames.fold(own.name()),
                    above.map(overridden -> overriding(own, overridden)).orElseGet(() -> added(own)));
        }
        return List.copyOf(all.values());
    }

    private static List<CimParameter> passOn(List<CimParameter> parameters) {
        return parameters.stream()
                .map(parameter -> new CimParameter(
                        parameter.name(), parameter.type(), QualifierPropagation.passOn(parameter.qualifiers())))
                .toList();
    }

    private CimMethod added(CimMethod own) {
        checkOverrides(own.name(), own.qualifiers(), false);
        return own.with(
                        propagation.merge(own.name(), QualifierScope.METHOD, own.qualifiers(), List.of()),
                        parameters(own, null))
                .withOrigin(declared.name(), false);
    }

    private CimMethod overriding(CimMethod own, CimMethod above) {
        checkOverrides(own.name(), own.qualifiers(), true);
        if (!own.returnType().isLike(above.returnType())) {
            violate(
                    own.name(),
                    "returns " + own.returnType() + " and overrides a method that returns " + above.returnType());
        }
        List<String> names = above.parameters().stream()
                .map(parameter -> CimNames.fold(parameter.name()))
                .toList();
        if (!names.equals(own.parameters().stream()
                .map(parameter -> CimNames.fold(parameter.name()))
                .toList())) {
            violate(
                    own.name(),
                    "must have the parameters of the method that it overrides: "
                            + above.parameters().stream()
                                    .map(CimParameter::name)
                                    .toList());
        }
        return own.with(
                        propagation.merge(own.name(), QualifierScope.METHOD, own.qualifiers(), above.qualifiers()),
                        parameters(own, above))
                .withOrigin(above.classOrigin(), false);
    }

    private List<CimParameter> parameters(CimMethod own, @Nullable CimMethod overridden) {
        List<CimParameter> all = new ArrayList<>();
        for (CimParameter parameter : own.parameters()) {
            String element = own.name() + "." + parameter.name();
            Optional<CimParameter> above =
                    overridden == null ? Optional.empty() : overridden.parameter(parameter.name());
            above.ifPresent(inherited -> checkType(element, parameter.type(), inherited.type()));
            List<CimQualifier> qualifiers = propagation.merge(
                    element,
                    QualifierScope.PARAMETER,
                    parameter.qualifiers(),
                    above.map(CimParameter::qualifiers).orElse(List.of()));
            propagation.checkEmbedding(element, parameter.type(), qualifiers);
            all.add(new CimParameter(parameter.name(), parameter.type(), qualifiers));
        }
        return all;
    }

    private void checkOverrides(String element, List<CimQualifier> own, boolean inherited) {
        Optional<CimQualifier> override = QualifierPropagation.find(own, "Override");
        if (inherited && override.isEmpty()) {
            violate(element, "is inherited from " + declared.superclass() + "; to change it, qualify it Override");
        } else if (!inherited && override.isPresent()) {
            violate(
                    element,
                    "is qualified Override, and "
                            + (superclass == null
                                    ? "there is no superclass"
                                    : superclass.name() + " has no element of that name"));
        }
        if (override.isPresent() && override.get().value() instanceof CimString name) {
            String simple = name.value().substring(name.value().lastIndexOf('.') + 1);
            if (!CimNames.same(simple, element)) {
                violate(element, "overrides '" + name.value() + "': an element overrides the one of its own name only");
            }
        }
    }

    private void checkType(String element, DataType own, DataType above) {
        if (!own.isLike(above)) {
            violate(element, "is of type " + own + " and overrides an element of type " + above);
            return;
        }
        String narrower = own.referenceClass();
        String wider = above.referenceClass();
        boolean known = narrower != null && schema.findClass(narrower).isPresent();
        if (narrower != null && wider != null && known && !schema.isSubclass(narrower, wider)) {
            violate(
                    element,
                    "refers to " + narrower + ", which is no subclass of " + wider + " that the overridden "
                            + "element refers to");
        }
    }

    private QualifierScope scope(List<CimQualifier> own) {
        List<CimQualifier> above = superclass == null ? List.of() : superclass.qualifiers();
        if (isTrue(own, "Association") || isTrue(above, "Association")) {
            return QualifierScope.ASSOCIATION;
        }
        return isTrue(own, "Indication") || isTrue(above, "Indication")
                ? QualifierScope.INDICATION
                : QualifierScope.CLASS;
    }

    private static boolean isTrue(List<CimQualifier> qualifiers, String name) {
        return QualifierPropagation.find(qualifiers, name)
                .map(CimQualifier::isTrue)
                .orElse(false);
    }

    private static QualifierScope scope(DataType type) {
        return type.type() == CimType.REFERENCE ? QualifierScope.REFERENCE : QualifierScope.PROPERTY;
    }

    private void violate(String element, String message) {
        violations.add(new Violation(element, message));
    }
}
