package org.qgate.wbem.http;

import java.net.URLEncoder;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import org.eclipse.jetty.http.HttpField;
import org.eclipse.jetty.http.HttpFields;
import org.eclipse.jetty.http.HttpHeader;
import org.eclipse.jetty.http.PreEncodedHttpField;
import org.eclipse.jetty.server.Response;
import org.eclipse.jetty.util.Callback;
import org.qgate.wbem.cimxml.MessageFaultException;

/** Answers of HTTP alone: no body, an explicit length of zero, and what is wrong in headers. */
final class HttpAnswers {
    private static final HttpField NO_BODY = new PreEncodedHttpField(HttpHeader.CONTENT_LENGTH, "0");
    private static final HttpField CHALLENGE =
            new PreEncodedHttpField(HttpHeader.WWW_AUTHENTICATE, "Basic realm=\"qgate-wbem\"");
    private static final HttpField CLOSE = new PreEncodedHttpField(HttpHeader.CONNECTION, "close");
    private static final int DESCRIPTION_MAX = 512;

    private HttpAnswers() {}

    /** Asks for credentials. */
    static void unauthorized(Response response, Callback callback) {
        response.getHeaders().put(CHALLENGE);
        status(response, callback, 401);
    }

    /** Asks to come again later. */
    static void later(Response response, Callback callback, int status, long seconds) {
        response.getHeaders().put(HttpHeader.RETRY_AFTER, seconds);
        status(response, callback, status);
    }

    /** Refuses a message; names the fault as DSP0200 does. */
    static void fault(Response response, Callback callback, MessageFaultException problem) {
        response.getHeaders().put("CIMError", problem.fault().token());
        describe(response, String.valueOf(problem.getMessage()));
        status(response, callback, problem.fault().httpStatus());
    }

    /** Refuses, says why, and ends the connection, because what the client goes on sending is of no use. */
    static void refuse(Response response, Callback callback, int status, String description) {
        describe(response, description);
        response.getHeaders().put(CLOSE);
        status(response, callback, status);
    }

    /** Nothing but a status. */
    static void status(Response response, Callback callback, int status) {
        response.setStatus(status);
        response.getHeaders().put(NO_BODY);
        response.write(true, ByteBuffer.allocate(0), callback);
    }

    /** Fields of an answer to a call. */
    static void callFields(HttpFields.Mutable fields, String prefix) {
        if (!prefix.isEmpty()) {
            fields.put("Ext", "");
            fields.put(HttpHeader.CACHE_CONTROL, "no-cache=\"Ext\"");
            fields.put(
                    "Man", "http://www.dmtf.org/cim/mapping/http/v1.0;ns=" + prefix.substring(0, prefix.length() - 1));
        }
        fields.put(prefix + "CIMOperation", "MethodResponse");
    }

    private static void describe(Response response, String description) {
        String cut = description.length() > DESCRIPTION_MAX ? description.substring(0, DESCRIPTION_MAX) : description;
        response.getHeaders()
                .put(
                        "CIMErrorDescription",
                        URLEncoder.encode(cut, StandardCharsets.UTF_8).replace("+", "%20"));
    }
}
