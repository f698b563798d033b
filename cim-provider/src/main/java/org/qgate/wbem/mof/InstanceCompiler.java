package org.qgate.wbem.mof;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.antlr.v4.runtime.ParserRuleContext;
import org.jspecify.annotations.Nullable;
import org.qgate.wbem.model.CimArray;
import org.qgate.wbem.model.CimClass;
import org.qgate.wbem.model.CimInstance;
import org.qgate.wbem.model.CimNames;
import org.qgate.wbem.model.CimObjectPath;
import org.qgate.wbem.model.CimProperty;
import org.qgate.wbem.model.CimType;
import org.qgate.wbem.model.CimValue;
import org.qgate.wbem.model.DataType;
import org.qgate.wbem.model.KeyBinding;
import org.qgate.wbem.mof.grammar.MofParser.ArrayElementContext;
import org.qgate.wbem.mof.grammar.MofParser.ConstantContext;
import org.qgate.wbem.mof.grammar.MofParser.InitializerContext;
import org.qgate.wbem.mof.grammar.MofParser.InstanceDeclarationContext;
import org.qgate.wbem.mof.grammar.MofParser.ValueContext;
import org.qgate.wbem.schema.ObjectPathReader;
import org.qgate.wbem.schema.Schema;

/** Reads one instance. */
final class InstanceCompiler {
    private final String file;
    private final String namespace;
    private final Schema schema;
    private final Problems problems;
    private final Declarations declarations;
    private final Map<String, CimInstance> aliases;

    /**
     * @param aliases instances read so far, by their aliases with the dollar sign, folded
     */
    InstanceCompiler(
            String file, String namespace, Schema schema, Problems problems, Map<String, CimInstance> aliases) {
        this.file = file;
        this.namespace = namespace;
        this.schema = schema;
        this.problems = problems;
        this.declarations = new Declarations(file, problems);
        this.aliases = aliases;
    }

    /** The instance with its path and with the defaults of its class; empty if it is wrong, which has been reported. */
    Optional<CimInstance> compile(InstanceDeclarationContext context) {
        String className = context.name().getText();
        Optional<CimClass> found = schema.findClass(className);
        if (found.isEmpty()) {
            return refuse(context.name(), "there is no class " + className);
        }
        CimClass type = found.get();
        if (type.isAbstract() || type.isIndication()) {
            return refuse(context.name(), type.name() + " is abstract or an indication and has no instances");
        }
        List<CimProperty> properties = new ArrayList<>();
        for (CimProperty declared : type.properties()) {
            CimValue value = written(context, declared).orElse(declared).value();
            if (value != null) {
                properties.add(CimProperty.of(declared.name(), declared.type(), value));
            } else if (declared.isKey() || declared.has("Required")) {
                problems.add(file, context.name(), type.name() + " needs a value for " + declared.name());
                return Optional.empty();
            }
        }
        if (!checkNames(context, type)) {
            return Optional.empty();
        }
        CimInstance instance = CimInstance.of(type.name(), properties);
        return Optional.of(instance.withPath(path(type, instance)));
    }

    private boolean checkNames(InstanceDeclarationContext context, CimClass type) {
        Set<String> seen = new HashSet<>();
        boolean sound = true;
        for (ValueContext value : context.value()) {
            String name = value.name().getText();
            if (type.property(name).isEmpty()) {
                problems.add(file, value.name(), type.name() + " has no property " + name);
                sound = false;
            }
            if (!seen.add(CimNames.fold(name))) {
                problems.add(file, value.name(), name + " stands twice");
                sound = false;
            }
        }
        return sound;
    }

    private Optional<CimProperty> written(InstanceDeclarationContext context, CimProperty declared) {
        for (ValueContext value : context.value()) {
            if (CimNames.same(value.name().getText(), declared.name())) {
                return Optional.of(declared.withValue(value(value.initializer(), declared.type())));
            }
        }
        return Optional.empty();
    }

    private @Nullable CimValue value(InitializerContext initializer, DataType type) {
        if (initializer.ALIAS() != null) {
            return aliased(initializer, type.type());
        }
        if (initializer.arrayInitializer() != null && type.array()) {
            List<@Nullable CimValue> elements = new ArrayList<>();
            for (ArrayElementContext element : initializer.arrayInitializer().arrayElement()) {
                elements.add(
                        element.constant() == null
                                ? aliased(element, type.type())
                                : constant(element.constant(), type.type()));
            }
            return new CimArray(elements);
        }
        if (initializer.constant() != null && !type.array()) {
            return constant(initializer.constant(), type.type());
        }
        return declarations.value(initializer, type);
    }

    private @Nullable CimValue constant(ConstantContext constant, CimType type) {
        if (type != CimType.REFERENCE || constant.text() == null) {
            return declarations.constant(constant, type);
        }
        try {
            CimObjectPath path = new ObjectPathReader(schema).read(Literals.join(constant.text()));
            return path.namespace() == null ? path.inNamespace(namespace) : path;
        } catch (IllegalArgumentException e) {
            problems.add(file, constant, String.valueOf(e.getMessage()));
            return null;
        }
    }

    private @Nullable CimValue aliased(ParserRuleContext at, CimType type) {
        CimInstance instance = aliases.get(CimNames.fold(at.getText()));
        if (instance == null) {
            problems.add(file, at, "there is no instance of alias " + at.getText() + " above");
            return null;
        }
        return switch (type) {
            case REFERENCE -> instance.path();
            case STRING -> instance.withPath(null);
            default -> {
                problems.add(file, at, "an instance is no value of type " + type.keyword());
                yield null;
            }
        };
    }

    private CimObjectPath path(CimClass type, CimInstance instance) {
        List<KeyBinding> keys = new ArrayList<>();
        for (CimProperty key : type.keys()) {
            instance.value(key.name()).ifPresent(value -> keys.add(new KeyBinding(key.name(), value)));
        }
        return new CimObjectPath(null, namespace, type.name(), keys);
    }

    private Optional<CimInstance> refuse(ParserRuleContext at, String message) {
        problems.add(file, at, message);
        return Optional.empty();
    }
}
