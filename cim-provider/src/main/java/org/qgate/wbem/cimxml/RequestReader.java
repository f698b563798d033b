package org.qgate.wbem.cimxml;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.qgate.wbem.model.CimException;
import org.qgate.wbem.model.CimNames;
import org.qgate.wbem.model.CimObjectPath;
import org.qgate.wbem.model.CimStatus;
import org.qgate.wbem.model.CimType;
import org.qgate.wbem.model.CimValue;

/** Reads a request message: CIM, MESSAGE, SIMPLEREQ and one call in it. */
public final class RequestReader {
    /** Arguments of one call. */
    private static final int ARGUMENTS_MAX = 256;

    private final XmlCursor cursor;
    private final ValueProblems problems = new ValueProblems();
    private final ValueReader values;
    private final PathReader paths;
    private final InstanceReader instances;
    private final ClassReader classes;

    private RequestReader(XmlCursor cursor) {
        this.cursor = cursor;
        this.values = new ValueReader(cursor, problems);
        this.paths = new PathReader(cursor, problems);
        this.instances = new InstanceReader(cursor, problems);
        this.classes = new ClassReader(cursor, problems);
    }

    /**
     * Reads a message.
     *
     * @param message UTF-8
     * @param length of the message within the array
     * @throws MessageFaultException if there is no call in it that could be answered
     */
    public static CimRequest read(byte[] message, int length) throws MessageFaultException {
        return new RequestReader(XmlCursor.over(message, length)).message();
    }

    private CimRequest message() throws MessageFaultException {
        cursor.start("CIM");
        requireVersion("CIMVERSION", "2.", MessageFault.UNSUPPORTED_CIM_VERSION);
        requireVersion("DTDVERSION", "2.", MessageFault.UNSUPPORTED_DTD_VERSION);
        cursor.start("MESSAGE");
        requireVersion("PROTOCOLVERSION", "1.", MessageFault.UNSUPPORTED_PROTOCOL_VERSION);
        String id = cursor.required("ID");
        if (!cursor.next()) {
            throw cursor.notValid("the message is empty");
        }
        if (cursor.is("MULTIREQ")) {
            throw new MessageFaultException(
                    MessageFault.MULTIPLE_REQUESTS_UNSUPPORTED, "send the requests of the batch one by one");
        }
        cursor.expect("SIMPLEREQ");
        CimRequest request = call(id);
        cursor.end();
        cursor.end();
        cursor.end();
        cursor.endDocument();
        return request;
    }

    private void requireVersion(String attribute, String prefix, MessageFault fault) throws MessageFaultException {
        String version = cursor.required(attribute);
        if (!version.startsWith(prefix)) {
            throw new MessageFaultException(fault, attribute + " is none of " + prefix + "x");
        }
    }

    private CimRequest call(String id) throws MessageFaultException {
        if (!cursor.next()) {
            throw cursor.notValid("SIMPLEREQ holds no call");
        }
        return switch (cursor.name()) {
            case "IMETHODCALL" -> intrinsic(id);
            case "METHODCALL" -> extrinsic(id);
            default -> throw cursor.unexpected();
        };
    }

    private CimRequest intrinsic(String id) throws MessageFaultException {
        String method = cursor.requiredName("NAME");
        cursor.start("LOCALNAMESPACEPATH");
        String namespace = paths.localNamespacePath();
        List<CallArgument> arguments = new ArrayList<>();
        while (cursor.next()) {
            cursor.expect("IPARAMVALUE");
            String name = cursor.requiredName("NAME");
            arguments.add(new CallArgument(name, null, content()));
            bound(arguments);
        }
        CimException problem = problem(arguments);
        return problem == null
                ? new CimRequest.IntrinsicCall(id, namespace, method, arguments)
                : new CimRequest.InvalidCall(id, namespace, method, true, problem);
    }

    private CimRequest extrinsic(String id) throws MessageFaultException {
        String method = cursor.requiredName("NAME");
        if (!cursor.next()) {
            throw cursor.notValid("METHODCALL has no target");
        }
        boolean onClass = paths.atClassPath();
        CimObjectPath target = paths.anyPath();
        String namespace = target.namespace();
        if (namespace == null) {
            throw cursor.notValid("the target of METHODCALL has no namespace");
        }
        List<CallArgument> arguments = new ArrayList<>();
        while (cursor.next()) {
            cursor.expect("PARAMVALUE");
            arguments.add(parameter());
            bound(arguments);
        }
        CimException problem = problem(arguments);
        return problem == null
                ? new CimRequest.ExtrinsicCall(id, target, onClass, method, arguments)
                : new CimRequest.InvalidCall(id, namespace, method, false, problem);
    }

    private CallArgument parameter() throws MessageFaultException {
        String name = cursor.requiredName("NAME");
        String keyword = cursor.attribute("PARAMTYPE");
        CimType type = keyword == null
                ? null
                : CimType.ofKeyword(keyword).orElseThrow(() -> cursor.notValid("PARAMTYPE is no CIM type"));
        boolean embedded = InstanceReader.isEmbedded(cursor);
        XmlValue value = content();
        if (embedded) {
            CimValue object = values.typed("parameter " + name, CimType.STRING, true, value);
            value = object == null ? new XmlValue.Nothing() : new XmlValue.Embedded(object);
        }
        return new CallArgument(name, type, value);
    }

    /** What stands in an IPARAMVALUE or PARAMVALUE, up to its end. */
    private XmlValue content() throws MessageFaultException {
        if (!cursor.next()) {
            return new XmlValue.Nothing();
        }
        XmlValue value = switch (cursor.name()) {
            case "INSTANCENAME", "LOCALINSTANCEPATH", "INSTANCEPATH" -> new XmlValue.Path(paths.anyPath());
            case "CLASSNAME" -> new XmlValue.ClassName(paths.className());
            case "LOCALCLASSPATH", "CLASSPATH" ->
                new XmlValue.ClassName(paths.anyPath().className());
            case "INSTANCE" -> new XmlValue.InstanceValue(instances.instance());
            case "VALUE.NAMEDINSTANCE", "VALUE.INSTANCEWITHPATH" ->
                new XmlValue.InstanceValue(instances.namedInstance());
            case "CLASS" -> new XmlValue.ClassDeclaration(classes.declaration());
            case "QUALIFIER.DECLARATION" -> new XmlValue.QualifierDeclaration(classes.qualifierType());
            default -> values.value();
        };
        cursor.end();
        return value;
    }

    private void bound(List<CallArgument> arguments) throws MessageFaultException {
        if (arguments.size() > ARGUMENTS_MAX) {
            throw cursor.notValid("a call has more than " + ARGUMENTS_MAX + " arguments");
        }
    }

    private @Nullable CimException problem(List<CallArgument> arguments) {
        Set<String> names = new HashSet<>();
        for (CallArgument argument : arguments) {
            if (!names.add(CimNames.fold(argument.name()))) {
                return new CimException(
                        CimStatus.INVALID_PARAMETER, "parameter " + argument.name() + " is there twice");
            }
        }
        return problems.first().orElse(null);
    }
}
