package org.qgate.wbem.http;

import java.nio.charset.StandardCharsets;

/** Requests as text. */
final class Messages {
    static final String ENUMERATE_NAMES = intrinsic(
            "EnumerateInstanceNames", "<IPARAMVALUE NAME=\"ClassName\"><CLASSNAME NAME=\"TST_Thing\"/></IPARAMVALUE>");

    private Messages() {}

    static String intrinsic(String method, String arguments) {
        return message("<IMETHODCALL NAME=\"" + method + "\"><LOCALNAMESPACEPATH><NAMESPACE NAME=\"root\"/>"
                + "<NAMESPACE NAME=\"test\"/></LOCALNAMESPACEPATH>" + arguments + "</IMETHODCALL>");
    }

    static String message(String call) {
        return "<?xml version=\"1.0\" encoding=\"utf-8\"?><CIM CIMVERSION=\"2.0\" DTDVERSION=\"2.0\">"
                + "<MESSAGE ID=\"1\" PROTOCOLVERSION=\"1.0\"><SIMPLEREQ>" + call + "</SIMPLEREQ></MESSAGE></CIM>";
    }

    /** A POST of the admin that is right but for its body, perhaps. */
    static String post(String method, String body) {
        return post(method, body, RawClient.basic("admin", "admin"));
    }

    static String post(String method, String body, String moreHeaders) {
        return head(method, moreHeaders)
                + "Content-Length: " + body.getBytes(StandardCharsets.UTF_8).length + "\r\n\r\n"
                + new String(body.getBytes(StandardCharsets.UTF_8), StandardCharsets.ISO_8859_1);
    }

    static String head(String method, String moreHeaders) {
        return "POST /cimom HTTP/1.1\r\nHost: localhost\r\nContent-Type: application/xml; charset=\"utf-8\"\r\n"
                + "CIMOperation: MethodCall\r\nCIMMethod: " + method + "\r\nCIMObject: root/test\r\n" + moreHeaders;
    }
}
