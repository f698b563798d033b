package org.qgate.wbem.cimxml;

import org.qgate.wbem.model.CimInstance;

/** Writes the request that delivers an indication (DSP0200, ExportIndication). */
public final class ExportWriter {
    private ExportWriter() {}

    /**
     * Writes the request.
     *
     * @param messageId any text
     * @param host name of this server in paths
     */
    public static void write(String messageId, CimInstance indication, String host, XmlBuffer out) {
        out.raw("<?xml version=\"1.0\" encoding=\"utf-8\" ?>\n"
                + "<CIM CIMVERSION=\"2.0\" DTDVERSION=\"2.0\"><MESSAGE ID=\"");
        out.attributeText(messageId);
        out.raw("\" PROTOCOLVERSION=\"1.0\"><SIMPLEEXPREQ><EXPMETHODCALL NAME=\"ExportIndication\">");
        out.raw("<EXPPARAMVALUE NAME=\"NewIndication\">");
        new ElementWriter(out, new ValueWriter(out, host)).instance(indication);
        out.raw("</EXPPARAMVALUE></EXPMETHODCALL></SIMPLEEXPREQ></MESSAGE></CIM>\n");
    }
}
