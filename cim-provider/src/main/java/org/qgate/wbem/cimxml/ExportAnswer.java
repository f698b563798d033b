package org.qgate.wbem.cimxml;

/** What a listener answered to an exported indication. */
public sealed interface ExportAnswer {
    /** Taken. */
    record Taken() implements ExportAnswer {}

    /** Refused by the listener. */
    record Refused(int code, String description) implements ExportAnswer {}

    /**
     * Reads the body of an answer with HTTP status 200.
     *
     * @throws MessageFaultException if it is no answer to an export request
     */
    static ExportAnswer read(byte[] body) throws MessageFaultException {
        XmlCursor cursor = XmlCursor.over(body, body.length);
        cursor.start("CIM");
        cursor.start("MESSAGE");
        cursor.start("SIMPLEEXPRSP");
        cursor.start("EXPMETHODRESPONSE");
        while (cursor.next()) {
            if (cursor.is("ERROR")) {
                try {
                    return new Refused(
                            Integer.parseInt(cursor.required("CODE").strip()), cursor.attribute("DESCRIPTION", ""));
                } catch (NumberFormatException e) {
                    throw cursor.notValid("CODE is no number");
                }
            }
            cursor.expect("IRETURNVALUE");
            while (cursor.next()) {
                cursor.text();
            }
        }
        return new Taken();
    }
}
