package org.qgate.wbem.mof;

import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Set;
import org.antlr.v4.runtime.ParserRuleContext;
import org.antlr.v4.runtime.tree.ErrorNode;
import org.jspecify.annotations.Nullable;
import org.qgate.wbem.model.CimArray;
import org.qgate.wbem.model.CimBoolean;
import org.qgate.wbem.model.CimNames;
import org.qgate.wbem.model.CimQualifier;
import org.qgate.wbem.model.CimQualifierType;
import org.qgate.wbem.model.CimType;
import org.qgate.wbem.model.CimValue;
import org.qgate.wbem.model.DataType;
import org.qgate.wbem.model.Flavor;
import org.qgate.wbem.model.QualifierScope;
import org.qgate.wbem.mof.grammar.MofParser.ArrayContext;
import org.qgate.wbem.mof.grammar.MofParser.ArrayElementContext;
import org.qgate.wbem.mof.grammar.MofParser.ArrayInitializerContext;
import org.qgate.wbem.mof.grammar.MofParser.ConstantContext;
import org.qgate.wbem.mof.grammar.MofParser.DataTypeContext;
import org.qgate.wbem.mof.grammar.MofParser.FlavorContext;
import org.qgate.wbem.mof.grammar.MofParser.InitializerContext;
import org.qgate.wbem.mof.grammar.MofParser.MetaElementContext;
import org.qgate.wbem.mof.grammar.MofParser.QualifierContext;
import org.qgate.wbem.mof.grammar.MofParser.QualifierDeclarationContext;
import org.qgate.wbem.mof.grammar.MofParser.QualifierListContext;
import org.qgate.wbem.mof.grammar.MofParser.TypeContext;
import org.qgate.wbem.schema.Schema;

/** Reads the parts that classes, instances and qualifier declarations share: types, initial values and qualifiers. */
final class Declarations {
    private final String file;
    private final Problems problems;

    Declarations(String file, Problems problems) {
        this.file = file;
        this.problems = problems;
    }

    DataType type(TypeContext type, @Nullable ArrayContext array) {
        if (type.dataType() != null) {
            return type(type.dataType(), array);
        }
        String target = type.name().getText();
        return new DataType(CimType.REFERENCE, array != null, size(array), target);
    }

    private DataType type(DataTypeContext type, @Nullable ArrayContext array) {
        CimType base = CimType.ofKeyword(type.getText()).orElse(CimType.STRING);
        return new DataType(base, array != null, size(array), null);
    }

    private OptionalInt size(@Nullable ArrayContext array) {
        if (array == null || array.DECIMAL() == null) {
            return OptionalInt.empty();
        }
        try {
            int size = Integer.parseInt(array.DECIMAL().getText());
            if (size > 0) {
                return OptionalInt.of(size);
            }
            problems.add(file, array, "the size of an array must be positive");
        } catch (NumberFormatException e) {
            problems.add(file, array, "the size of an array must be a number below 2147483648");
        }
        return OptionalInt.empty();
    }

    /** An initial value without aliases; null for NULL, and for what is wrong and has been reported. */
    @Nullable
    CimValue value(InitializerContext initializer, DataType type) {
        if (initializer.ALIAS() != null) {
            problems.add(file, initializer, "an alias can only stand in an instance");
            return null;
        }
        if (initializer.arrayInitializer() != null) {
            return array(initializer.arrayInitializer(), type);
        }
        if (type.array() && initializer.constant().NULL() == null) {
            problems.add(file, initializer, "an array is initialised by {...}");
            return null;
        }
        return constant(initializer.constant(), type.type());
    }

    private @Nullable CimValue array(ArrayInitializerContext array, DataType type) {
        if (!type.array()) {
            problems.add(file, array, "{...} is no value of type " + type);
            return null;
        }
        List<@Nullable CimValue> elements = new ArrayList<>();
        for (ArrayElementContext element : array.arrayElement()) {
            if (element.constant() == null) {
                problems.add(file, element, "an alias can only stand in an instance");
            } else {
                elements.add(constant(element.constant(), type.type()));
            }
        }
        return new CimArray(elements);
    }

    @Nullable
    CimValue constant(ConstantContext constant, CimType type) {
        try {
            return Literals.read(constant, type);
        } catch (IllegalArgumentException e) {
            problems.add(file, constant, String.valueOf(e.getMessage()));
            return null;
        }
    }

    /** The qualifiers that stand before an element, in the flavors that hold for them. */
    List<CimQualifier> qualifiers(@Nullable QualifierListContext list, Schema schema) {
        List<CimQualifier> qualifiers = new ArrayList<>();
        if (list == null) {
            return qualifiers;
        }
        for (QualifierContext context : list.qualifier()) {
            if (context.name() == null) {
                continue;
            }
            String name = context.name().getText();
            if (qualifiers.stream().anyMatch(other -> CimNames.same(other.name(), name))) {
                problems.add(file, context, "qualifier " + name + " stands twice");
                continue;
            }
            Optional<CimQualifierType> declared = schema.qualifierType(name);
            if (declared.isEmpty()) {
                problems.add(file, context, "qualifier " + name + " is not declared; declare it before its use");
                continue;
            }
            CimQualifierType type = declared.get();
            qualifiers.add(new CimQualifier(
                    type.name(),
                    type.type(),
                    qualifierValue(context, type),
                    flavor(context.flavor(), type.flavor()),
                    false));
        }
        return qualifiers;
    }

    private @Nullable CimValue qualifierValue(QualifierContext context, CimQualifierType type) {
        if (context.constant() != null) {
            if (type.type().array() && context.constant().NULL() == null) {
                problems.add(file, context, "qualifier " + type.name() + " is an array: write its value in {...}");
                return null;
            }
            return constant(context.constant(), type.type().type());
        }
        if (context.arrayInitializer() != null) {
            return array(context.arrayInitializer(), type.type());
        }
        return type.type().type() == CimType.BOOLEAN && !type.type().array() ? CimBoolean.TRUE : null;
    }

    /** What a qualifier declaration declares. */
    CimQualifierType qualifierType(QualifierDeclarationContext context) {
        DataType type = type(context.dataType(), context.array());
        CimValue value = context.initializer() == null ? null : value(context.initializer(), type);
        Set<QualifierScope> scopes = EnumSet.noneOf(QualifierScope.class);
        for (MetaElementContext element : context.scope().metaElement()) {
            if (element.ANY() != null) {
                scopes.addAll(EnumSet.allOf(QualifierScope.class));
            } else {
                QualifierScope.ofKeyword(element.getText()).ifPresent(scopes::add);
            }
        }
        Flavor flavor = context.defaultFlavor() == null
                ? Flavor.DEFAULT
                : flavor(context.defaultFlavor().flavor(), Flavor.DEFAULT);
        return new CimQualifierType(context.name().getText(), type, value, scopes, flavor);
    }

    private Flavor flavor(List<FlavorContext> written, Flavor otherwise) {
        Flavor flavor = otherwise;
        boolean overridable = false;
        boolean fixed = false;
        boolean toSubclass = false;
        boolean restricted = false;
        for (FlavorContext word : written) {
            overridable |= word.ENABLE_OVERRIDE() != null;
            fixed |= word.DISABLE_OVERRIDE() != null;
            toSubclass |= word.TO_SUBCLASS() != null;
            restricted |= word.RESTRICTED() != null;
            if (word.TRANSLATABLE() != null) {
                flavor = new Flavor(flavor.overridable(), flavor.toSubclass(), true);
            }
        }
        if (!written.isEmpty() && ((overridable && fixed) || (toSubclass && restricted))) {
            problems.add(file, written.get(0), "these flavors exclude one another");
        }
        return new Flavor(
                overridable || (flavor.overridable() && !fixed),
                toSubclass || (flavor.toSubclass() && !restricted),
                flavor.translatable());
    }

    /** True if the grammar could not read all of a part; it has been reported then. */
    static boolean isBroken(ParserRuleContext context) {
        if (context.exception != null) {
            return true;
        }
        for (int i = 0; i < context.getChildCount(); i++) {
            if (context.getChild(i) instanceof ErrorNode) {
                return true;
            }
            if (context.getChild(i) instanceof ParserRuleContext child && isBroken(child)) {
                return true;
            }
        }
        return false;
    }
}
