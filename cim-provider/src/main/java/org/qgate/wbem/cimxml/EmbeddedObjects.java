package org.qgate.wbem.cimxml;

import java.nio.charset.StandardCharsets;
import org.qgate.wbem.model.CimException;
import org.qgate.wbem.model.CimStatus;
import org.qgate.wbem.model.CimValue;

/** Objects that a client has embedded as text without saying so: the class tells that they are. */
public final class EmbeddedObjects {
    private EmbeddedObjects() {}

    /**
     * Reads an INSTANCE or CLASS.
     *
     * @param what for messages
     */
    public static CimValue read(String what, String text) throws CimException {
        ValueProblems problems = new ValueProblems();
        byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
        CimValue object;
        try {
            XmlCursor cursor = XmlCursor.over(bytes, bytes.length);
            if (!cursor.next()) {
                throw cursor.notValid("an embedded object is empty");
            }
            object = cursor.is("CLASS") ? new ClassReader(cursor, problems).declaration() : instance(cursor, problems);
            cursor.endDocument();
        } catch (MessageFaultException e) {
            throw new CimException(CimStatus.INVALID_PARAMETER, what + " is no embedded object: " + e.getMessage(), e);
        }
        if (problems.first().isPresent()) {
            throw problems.first().get();
        }
        return object;
    }

    private static CimValue instance(XmlCursor cursor, ValueProblems problems) throws MessageFaultException {
        cursor.expect("INSTANCE");
        return new InstanceReader(cursor, problems).instance();
    }
}
