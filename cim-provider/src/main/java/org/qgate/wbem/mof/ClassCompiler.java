package org.qgate.wbem.mof;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.antlr.v4.runtime.ParserRuleContext;
import org.qgate.wbem.model.CimClass;
import org.qgate.wbem.model.CimMethod;
import org.qgate.wbem.model.CimNames;
import org.qgate.wbem.model.CimParameter;
import org.qgate.wbem.model.CimProperty;
import org.qgate.wbem.model.CimValue;
import org.qgate.wbem.model.DataType;
import org.qgate.wbem.mof.grammar.MofParser.ClassDeclarationContext;
import org.qgate.wbem.mof.grammar.MofParser.FeatureContext;
import org.qgate.wbem.mof.grammar.MofParser.MethodFeatureContext;
import org.qgate.wbem.mof.grammar.MofParser.NameContext;
import org.qgate.wbem.mof.grammar.MofParser.ParameterContext;
import org.qgate.wbem.mof.grammar.MofParser.PropertyFeatureContext;
import org.qgate.wbem.schema.Schema;
import org.qgate.wbem.schema.Violation;

/** Reads one class and remembers where each of its elements stands. */
final class ClassCompiler {
    private final String file;
    private final ClassDeclarationContext context;
    private final Schema schema;
    private final Problems problems;
    private final Declarations declarations;
    private final Map<String, ParserRuleContext> places = new HashMap<>();
    private final Set<String> names = new HashSet<>();

    ClassCompiler(String file, ClassDeclarationContext context, Schema schema, Problems problems) {
        this.file = file;
        this.context = context;
        this.schema = schema;
        this.problems = problems;
        this.declarations = new Declarations(file, problems);
    }

    /** The class as it is written, without what it inherits. */
    CimClass declared() {
        String superclass = context.superclass() == null
                ? null
                : context.superclass().name().getText();
        List<CimProperty> properties = new ArrayList<>();
        List<CimMethod> methods = new ArrayList<>();
        for (FeatureContext feature : context.feature()) {
            if (feature instanceof PropertyFeatureContext property && isNew(property.name(), "")) {
                properties.add(property(property));
            } else if (feature instanceof MethodFeatureContext method && isNew(method.name(), "")) {
                methods.add(method(method));
            }
        }
        return new CimClass(
                context.name().getText(),
                superclass,
                declarations.qualifiers(context.qualifierList(), schema),
                properties,
                methods);
    }

    /** Reports rules that the class breaks, each at the element that breaks it. */
    void report(List<Violation> violations) {
        for (Violation violation : violations) {
            ParserRuleContext place = places.getOrDefault(CimNames.fold(violation.element()), context.name());
            problems.add(
                    file, place, context.name().getText() + (violation.element().isEmpty() ? ": " : ".") + violation);
        }
    }

    private CimProperty property(PropertyFeatureContext property) {
        DataType type = declarations.type(property.type(), property.array());
        CimValue value = property.initializer() == null ? null : declarations.value(property.initializer(), type);
        return CimProperty.of(property.name().getText(), type, value)
                .withQualifiers(declarations.qualifiers(property.qualifierList(), schema));
    }

    private CimMethod method(MethodFeatureContext method) {
        String name = method.name().getText();
        List<CimParameter> parameters = new ArrayList<>();
        for (ParameterContext parameter : method.parameter()) {
            if (isNew(parameter.name(), name + ".")) {
                parameters.add(new CimParameter(
                        parameter.name().getText(),
                        declarations.type(parameter.type(), parameter.array()),
                        declarations.qualifiers(parameter.qualifierList(), schema)));
            }
        }
        return new CimMethod(
                name,
                declarations.type(method.type(), null),
                parameters,
                null,
                false,
                declarations.qualifiers(method.qualifierList(), schema));
    }

    private boolean isNew(NameContext name, String prefix) {
        String element = CimNames.fold(prefix + name.getText());
        places.put(element, name);
        if (!names.add(element)) {
            problems.add(
                    file,
                    name,
                    name.getText() + " stands twice in " + context.name().getText());
            return false;
        }
        return true;
    }
}
