package org.qgate.wbem.mof;

import java.io.IOException;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.antlr.v4.runtime.Token;
import org.qgate.wbem.model.CimClass;
import org.qgate.wbem.model.CimInstance;
import org.qgate.wbem.model.CimNames;
import org.qgate.wbem.mof.grammar.MofParser.ClassDeclarationContext;
import org.qgate.wbem.mof.grammar.MofParser.InstanceDeclarationContext;
import org.qgate.wbem.mof.grammar.MofParser.PragmaContext;
import org.qgate.wbem.mof.grammar.MofParser.ProductionContext;
import org.qgate.wbem.schema.Resolution;
import org.qgate.wbem.schema.Schema;

/**
 * Compiles a text and all that it includes.
 *
 * <p>Pragmas: {@code include} takes in another text, named from the folder of the one that includes it; {@code namespace} says
 * where what follows belongs, until the end of its text. Others say nothing about the schema and are passed over, as DSP0004 asks.
 * Superclasses, qualifier types and aliased instances are declared before their use; classes that references lead to may come
 * later. Not for use by several threads, and for one compilation only.
 */
public final class MofCompiler {
    /** How deep includes may stand within one another. */
    static final int INCLUDE_DEPTH_MAX = 16;

    /** Longest text, in characters. */
    static final int TEXT_CHARACTERS_MAX = 8 * 1024 * 1024;

    private final MofLibrary library;
    private final Problems problems = new Problems();
    private final Map<String, Schema> schemas = new LinkedHashMap<>();
    private final Map<String, CimInstance> instances = new LinkedHashMap<>();
    private final Map<String, CimInstance> aliases = new HashMap<>();
    private final Map<String, MofText> parsed = new HashMap<>();
    private final List<Written> classes = new ArrayList<>();
    private final Deque<String> including = new ArrayDeque<>();
    private String namespace;

    private record Written(String namespace, CimClass type, ClassCompiler compiler) {}

    /**
     * A compiler for one compilation.
     *
     * @param library where texts are read from
     * @param namespace where what is declared before any namespace pragma belongs
     */
    public MofCompiler(MofLibrary library, String namespace) {
        this.library = library;
        this.namespace = namespace;
    }

    /** Compiles the product's own schema. */
    public static Compilation compileProduct() throws MofException, IOException {
        return new MofCompiler(new ResourceLibrary(), "root/qgate").compile(ResourceLibrary.PRODUCT);
    }

    /**
     * Compiles a text and all that it includes.
     *
     * @throws MofException with every problem found, if there is one
     */
    public Compilation compile(String path) throws MofException, IOException {
        Optional<String> text = library.read(path);
        if (text.isEmpty()) {
            problems.add(path, 1, 1, "there is no such file");
        } else {
            take(path, text.get());
        }
        for (Written written : classes) {
            Schema schema = schema(written.namespace());
            schema.findClass(written.type().name())
                    .ifPresent(type -> written.compiler().report(schema.danglingNames(type)));
        }
        if (!problems.all().isEmpty()) {
            throw new MofException(problems.all());
        }
        return new Compilation(schemas, List.copyOf(instances.values()));
    }

    private Schema schema(String name) {
        return schemas.getOrDefault(name, Schema.empty());
    }

    private void take(String path, String text) throws IOException {
        if (text.length() > TEXT_CHARACTERS_MAX) {
            problems.add(path, 1, 1, "is longer than " + TEXT_CHARACTERS_MAX + " characters");
            return;
        }
        including.push(path);
        String outer = namespace;
        // Both namespaces take in the same texts, so each is taken apart once, and its syntax errors are told once.
        MofText parts = parsed.computeIfAbsent(path, file -> MofText.parse(file, text, problems));
        for (ProductionContext production : parts.tree().production()) {
            if (problems.isFull()) {
                break;
            }
            if (!Declarations.isBroken(production)) {
                take(path, production);
            }
        }
        namespace = outer;
        including.pop();
    }

    private void take(String path, ProductionContext production) throws IOException {
        if (production.pragma() != null) {
            obey(path, production.pragma());
        } else if (production.qualifierDeclaration() != null) {
            schemas.put(
                    namespace,
                    schema(namespace)
                            .withQualifierType(
                                    new Declarations(path, problems).qualifierType(production.qualifierDeclaration())));
        } else if (production.classDeclaration() != null) {
            takeClass(path, production.classDeclaration());
        } else if (production.instanceDeclaration() != null) {
            takeInstance(path, production.instanceDeclaration());
        }
    }

    private void obey(String path, PragmaContext pragma) throws IOException {
        String argument = Literals.join(pragma.text());
        if (CimNames.same(pragma.name().getText(), "namespace")) {
            String named = CimNames.namespace(argument);
            if (named.isEmpty()) {
                problems.add(path, pragma.text(), "a namespace needs a name");
            } else {
                namespace = named;
                schemas.putIfAbsent(namespace, Schema.empty());
            }
        } else if (CimNames.same(pragma.name().getText(), "include")) {
            include(path, pragma, argument);
        }
    }

    private void include(String path, PragmaContext pragma, String argument) throws IOException {
        Optional<String> target = IncludePath.resolve(path, argument);
        if (target.isEmpty()) {
            problems.add(path, pragma.text(), "'" + argument + "' leads out of the library");
        } else if (including.contains(target.get())) {
            problems.add(path, pragma.text(), "'" + argument + "' includes itself");
        } else if (including.size() >= INCLUDE_DEPTH_MAX) {
            problems.add(
                    path, pragma.text(), "includes stand deeper than " + INCLUDE_DEPTH_MAX + " within one another");
        } else {
            Optional<String> text = library.read(target.get());
            if (text.isEmpty()) {
                problems.add(path, pragma.text(), "there is no file " + target.get());
            } else {
                take(target.get(), text.get());
            }
        }
    }

    private void takeClass(String path, ClassDeclarationContext context) {
        Schema schema = schema(namespace);
        ClassCompiler compiler = new ClassCompiler(path, context, schema, problems);
        CimClass declared = compiler.declared();
        if (schema.findClass(declared.name()).isPresent()) {
            problems.add(path, context.name(), "class " + declared.name() + " is declared twice in " + namespace);
            return;
        }
        Resolution resolution = schema.resolve(declared);
        compiler.report(resolution.violations());
        schemas.put(namespace, schema.with(declared, resolution));
        classes.add(new Written(namespace, declared, compiler));
    }

    private void takeInstance(String path, InstanceDeclarationContext context) {
        Optional<CimInstance> compiled =
                new InstanceCompiler(path, namespace, schema(namespace), problems, aliases).compile(context);
        if (compiled.isEmpty()) {
            return;
        }
        CimInstance instance = compiled.get();
        if (instances.putIfAbsent(CimNames.fold(String.valueOf(instance.path())), instance) != null) {
            problems.add(path, context.name(), "there is an instance " + instance.path() + " already");
        }
        if (context.alias() != null) {
            Token alias = context.alias().ALIAS().getSymbol();
            if (aliases.putIfAbsent(CimNames.fold(alias.getText()), instance) != null) {
                problems.add(path, alias, "alias " + alias.getText() + " stands twice");
            }
        }
    }
}
