package org.qgate.wbem.cimxml;

import java.util.ArrayList;
import java.util.List;
import org.qgate.wbem.model.CimException;
import org.qgate.wbem.model.CimInstance;
import org.qgate.wbem.model.CimObjectPath;

/** Instances with their paths as a text to keep: VALUE.NAMEDINSTANCE elements in one INSTANCES element. */
public final class InstanceArchive {
    private static final String ROOT = "INSTANCES";
    private static final int BYTES_INITIAL = 4_096;

    private InstanceArchive() {}

    /** Writes instances, each of which has a path. */
    public static byte[] write(List<CimInstance> instances, int bytesMax) {
        XmlBuffer out = new XmlBuffer(BYTES_INITIAL, bytesMax);
        ValueWriter values = new ValueWriter(out, "");
        ElementWriter elements = new ElementWriter(out, values);
        out.raw("<?xml version=\"1.0\" encoding=\"utf-8\" ?>\n<INSTANCES>\n");
        for (CimInstance instance : instances) {
            CimObjectPath path = instance.path();
            if (path == null) {
                throw new IllegalArgumentException("an instance of " + instance.className() + " has no path");
            }
            out.raw("<VALUE.NAMEDINSTANCE>");
            values.paths().instanceName(path);
            elements.instance(instance);
            out.raw("</VALUE.NAMEDINSTANCE>\n");
        }
        out.raw("</INSTANCES>\n");
        return out.toByteArray();
    }

    /**
     * Reads what {@link #write} wrote; paths come back without namespace.
     *
     * @throws MessageFaultException if it is no such text
     */
    public static List<CimInstance> read(byte[] text) throws MessageFaultException {
        XmlCursor cursor = XmlCursor.over(text, text.length);
        ValueProblems problems = new ValueProblems();
        InstanceReader reader = new InstanceReader(cursor, problems);
        List<CimInstance> instances = new ArrayList<>();
        cursor.start(ROOT);
        while (cursor.next()) {
            cursor.expect("VALUE.NAMEDINSTANCE");
            instances.add(reader.namedInstance());
        }
        cursor.endDocument();
        if (problems.first().isPresent()) {
            CimException problem = problems.first().get();
            throw new MessageFaultException(
                    MessageFault.REQUEST_NOT_VALID, String.valueOf(problem.getMessage()), problem);
        }
        return instances;
    }
}
