package org.qgate.wbem.operation;

import java.util.List;
import org.jspecify.annotations.Nullable;
import org.qgate.wbem.cimxml.CallArgument;
import org.qgate.wbem.cimxml.TypedValues;
import org.qgate.wbem.cimxml.XmlValue;
import org.qgate.wbem.model.CimException;
import org.qgate.wbem.model.CimParameter;
import org.qgate.wbem.model.CimProperty;
import org.qgate.wbem.model.CimQualifier;
import org.qgate.wbem.model.CimStatus;
import org.qgate.wbem.model.CimValue;
import org.qgate.wbem.model.DataType;

/** Gives values the types of their declarations: many clients do not say the type, and some say an array of one element as a value. */
final class ParameterTyping {
    private final InstanceCheck check;

    ParameterTyping(NamespaceClasses classes) {
        this.check = new InstanceCheck(classes);
    }

    /** A value for a property; one of another type is a type mismatch. */
    @Nullable
    CimValue property(CimProperty declared, XmlValue value) throws CimException {
        return typed(declared.name(), declared.type(), declared.qualifiers(), value, CimStatus.TYPE_MISMATCH);
    }

    /** A value for a parameter of a method. */
    @Nullable
    CimValue parameter(CimParameter declared, CallArgument argument) throws CimException {
        if (argument.type() != null
                && argument.type() != declared.type().type()
                && !(argument.value() instanceof XmlValue.Nothing)) {
            throw new CimException(
                    CimStatus.INVALID_PARAMETER,
                    "parameter " + declared.name() + " is of type " + declared.type() + ", not "
                            + argument.type().keyword());
        }
        return typed(
                declared.name(), declared.type(), declared.qualifiers(), argument.value(), CimStatus.INVALID_PARAMETER);
    }

    private @Nullable CimValue typed(
            String name, DataType type, List<CimQualifier> qualifiers, XmlValue given, CimStatus mismatch)
            throws CimException {
        XmlValue value = given;
        if (type.array() && given instanceof XmlValue.Text text) {
            value = new XmlValue.TextArray(List.of(text.text()));
        }
        CimValue typed;
        try {
            typed = TypedValues.of(type.type(), value);
        } catch (IllegalArgumentException e) {
            throw new CimException(mismatch, name + ": " + e.getMessage(), e);
        }
        if (typed == null) {
            return null;
        }
        if (!type.accepts(typed)) {
            throw new CimException(mismatch, name + " is of type " + type);
        }
        return check.value(name, type, qualifiers, typed);
    }
}
