package org.qgate.wbem.cimxml;

import java.util.Iterator;
import java.util.List;
import java.util.function.Consumer;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.qgate.wbem.model.CimArgument;
import org.qgate.wbem.model.CimClass;
import org.qgate.wbem.model.CimException;
import org.qgate.wbem.model.CimInstance;
import org.qgate.wbem.model.CimObjectPath;
import org.qgate.wbem.model.CimQualifierType;
import org.qgate.wbem.model.CimType;
import org.qgate.wbem.model.CimValue;

/** Writes a response message. */
public final class ResponseWriter {
    private static final byte[] START = XmlBuffer.ascii(
            "<?xml version=\"1.0\" encoding=\"utf-8\" ?>\n<CIM CIMVERSION=\"2.0\" DTDVERSION=\"2.0\"><MESSAGE ID=\"");
    private static final byte[] VERSION = XmlBuffer.ascii("\" PROTOCOLVERSION=\"1.0\"><SIMPLERSP>");
    private static final byte[] END = XmlBuffer.ascii("</SIMPLERSP></MESSAGE></CIM>\n");
    private static final byte[] NAMED = XmlBuffer.ascii("<VALUE.NAMEDINSTANCE>");
    private static final byte[] NAMED_END = XmlBuffer.ascii("</VALUE.NAMEDINSTANCE>");
    private static final byte[] OBJECT = XmlBuffer.ascii("<VALUE.OBJECTWITHPATH>");
    private static final byte[] OBJECT_END = XmlBuffer.ascii("</VALUE.OBJECTWITHPATH>");

    private final XmlBuffer out;
    private final ValueWriter values;
    private final PathWriter paths;
    private final ElementWriter elements;

    private ResponseWriter(XmlBuffer out, String host) {
        this.out = out;
        this.values = new ValueWriter(out, host);
        this.paths = values.paths();
        this.elements = new ElementWriter(out, values);
    }

    /**
     * Writes the answer to a request.
     *
     * @param host name of this server in paths
     * @throws AnswerTooLargeException if the buffer's bound is reached; then the buffer holds nothing of use
     */
    public static void write(CimRequest request, CimResponse response, String host, XmlBuffer out) {
        boolean intrinsic = request instanceof CimRequest.IntrinsicCall
                || (request instanceof CimRequest.InvalidCall invalid && invalid.intrinsic());
        String element = intrinsic ? "IMETHODRESPONSE" : "METHODRESPONSE";
        out.raw(START).attributeText(request.messageId()).raw(VERSION);
        out.raw("<")
                .raw(element)
                .raw(" NAME=\"")
                .attributeText(request.method())
                .raw("\">");
        ResponseWriter writer = new ResponseWriter(out, host);
        if (response instanceof CimResponse.Failure failure) {
            writer.failure(failure.problem());
        } else if (response instanceof CimResponse.Returned returned) {
            writer.returned(returned);
        } else if (response instanceof CimResponse.Success success) {
            writer.result(success.result());
        }
        out.raw("</").raw(element).raw(">").raw(END);
    }

    private void failure(CimException problem) {
        String message = problem.getMessage() == null ? problem.status().symbol() : problem.getMessage();
        out.raw("<ERROR CODE=\"").number(problem.status().code()).raw("\" DESCRIPTION=\"");
        out.attributeText(message).raw("\"/>");
    }

    private void returned(CimResponse.Returned returned) {
        CimValue value = returned.value();
        if (value != null) {
            out.raw("<RETURNVALUE PARAMTYPE=\"").raw(returned.type().keyword()).raw("\"");
            embedding(value);
            out.raw(">");
            values.value(value);
            out.raw("</RETURNVALUE>");
        }
        for (CimArgument argument : returned.out()) {
            CimValue given = argument.value();
            if (given != null) {
                parameter(argument.name(), argument.type().type(), given);
            }
        }
    }

    /** A parameter without a value is left out: a widely used client crashes on one. */
    private void parameter(String name, CimType type, CimValue value) {
        out.raw("<PARAMVALUE NAME=\"")
                .attributeText(name)
                .raw("\" PARAMTYPE=\"")
                .raw(type.keyword())
                .raw("\"");
        embedding(value);
        out.raw(">");
        values.value(value);
        out.raw("</PARAMVALUE>");
    }

    private void embedding(CimValue value) {
        String kind = ValueWriter.embeddedKind(value);
        if (kind != null) {
            out.raw(" EmbeddedObject=\"").raw(kind).raw("\"");
        }
    }

    private void result(CimResult result) {
        if (result instanceof CimResult.Done) {
            return;
        }
        out.raw("<IRETURNVALUE>");
        if (result instanceof CimResult.NamedInstances named) {
            each(named.instances(), this::namedInstance);
        } else if (result instanceof CimResult.InstanceNames names) {
            each(names.paths(), paths::instanceName);
        } else if (result instanceof CimResult.ObjectPaths found) {
            each(found.paths(), this::objectPath);
        } else if (result instanceof CimResult.ObjectsWithPath objects) {
            each(objects.instances(), this::objectWithPath);
        } else if (result instanceof CimResult.OneInstance one) {
            elements.instance(one.instance());
        } else if (result instanceof CimResult.PropertyValue property) {
            if (property.value() != null) {
                values.value(property.value());
            }
        } else if (result instanceof CimResult.Count count) {
            out.raw("<VALUE>").number(count.number()).raw("</VALUE>");
        } else {
            schemaOrPulled(result);
        }
        out.raw("</IRETURNVALUE>");
        if (result instanceof CimResult.PulledInstances pulled) {
            enumeration(pulled.context());
            queryClass(pulled.queryClass());
        } else if (result instanceof CimResult.PulledPaths pulled) {
            enumeration(pulled.context());
        }
    }

    private void schemaOrPulled(CimResult result) {
        if (result instanceof CimResult.Classes classes) {
            classes.classes().forEach(elements::declaration);
        } else if (result instanceof CimResult.ClassNames names) {
            names.names().forEach(paths::className);
        } else if (result instanceof CimResult.ClassPaths found) {
            for (CimObjectPath path : found.paths()) {
                out.raw("<OBJECTPATH>");
                paths.classPath(path);
                out.raw("</OBJECTPATH>");
            }
        } else if (result instanceof CimResult.ClassesWithPath classes) {
            for (CimClass one : classes.classes()) {
                out.raw(OBJECT);
                paths.classPath(CimObjectPath.ofClass(classes.namespace(), one.name()));
                elements.declaration(one);
                out.raw(OBJECT_END);
            }
        } else if (result instanceof CimResult.QualifierTypes types) {
            for (CimQualifierType type : types.types()) {
                elements.qualifierType(type);
            }
        } else if (result instanceof CimResult.PulledInstances pulled) {
            pulled(pulled.instances(), pulled.withPath());
        } else if (result instanceof CimResult.PulledPaths pulled) {
            pulled.paths().forEach(paths::instancePath);
        }
    }

    private void pulled(List<CimInstance> instances, boolean withPath) {
        for (CimInstance instance : instances) {
            if (withPath) {
                out.raw("<VALUE.INSTANCEWITHPATH>");
                paths.instancePath(pathOf(instance));
                elements.instance(instance);
                out.raw("</VALUE.INSTANCEWITHPATH>");
            } else {
                elements.instance(instance);
            }
        }
    }

    private void enumeration(@Nullable String context) {
        out.raw("<PARAMVALUE NAME=\"EnumerationContext\" PARAMTYPE=\"string\"><VALUE>");
        out.text(context == null ? "" : context);
        out.raw("</VALUE></PARAMVALUE><PARAMVALUE NAME=\"EndOfSequence\" PARAMTYPE=\"boolean\"><VALUE>");
        out.raw(context == null ? "TRUE" : "FALSE").raw("</VALUE></PARAMVALUE>");
    }

    private void queryClass(@Nullable CimClass queryClass) {
        if (queryClass != null) {
            out.raw("<PARAMVALUE NAME=\"QueryResultClass\">");
            elements.declaration(queryClass);
            out.raw("</PARAMVALUE>");
        }
    }

    private void namedInstance(CimInstance instance) {
        out.raw(NAMED);
        paths.instanceName(pathOf(instance));
        elements.instance(instance);
        out.raw(NAMED_END);
    }

    private void objectPath(CimObjectPath path) {
        out.raw("<OBJECTPATH>");
        paths.instancePath(path);
        out.raw("</OBJECTPATH>");
    }

    private void objectWithPath(CimInstance instance) {
        out.raw(OBJECT);
        paths.instancePath(pathOf(instance));
        elements.instance(instance);
        out.raw(OBJECT_END);
    }

    private static CimObjectPath pathOf(CimInstance instance) {
        CimObjectPath path = instance.path();
        if (path == null) {
            throw new IllegalStateException("an instance of " + instance.className() + " has no path");
        }
        return path;
    }

    private static <T> void each(Stream<T> all, Consumer<T> writer) {
        try (all) {
            for (Iterator<T> one = all.iterator(); one.hasNext(); ) {
                writer.accept(one.next());
            }
        }
    }
}
