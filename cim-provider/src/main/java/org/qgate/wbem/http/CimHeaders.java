package org.qgate.wbem.http;

import java.util.Locale;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.eclipse.jetty.http.HttpFields;
import org.jspecify.annotations.Nullable;
import org.qgate.wbem.cimxml.CimRequest;
import org.qgate.wbem.cimxml.MessageFault;
import org.qgate.wbem.cimxml.MessageFaultException;

/**
 * The CIM headers of a request (DSP0200 7.2 and RFC 2774): checked before the body is read, and against the call afterwards.
 *
 * @param prefix of the headers, such as {@code 73-} of an M-POST request; empty for POST
 */
record CimHeaders(String prefix, String method, String object) {
    private static final Pattern EXTENSION = Pattern.compile(
            "\"?http://www\\.dmtf\\.org/cim/mapping/http/v1\\.[0-9]+\"?\\s*;\\s*ns\\s*=\\s*\"?([0-9]{1,3})\"?.*");

    /**
     * Reads and checks the headers.
     *
     * @throws MessageFaultException says which header is wrong and how
     */
    static CimHeaders read(String httpMethod, HttpFields fields) throws MessageFaultException {
        String prefix = httpMethod.equals("M-POST") ? prefix(fields.get("Man")) : "";
        String operation = fields.get(prefix + "CIMOperation");
        if (!"MethodCall".equalsIgnoreCase(operation)) {
            throw new MessageFaultException(
                    MessageFault.UNSUPPORTED_OPERATION, "the CIMOperation header must be MethodCall");
        }
        String version = fields.get(prefix + "CIMProtocolVersion");
        if (version != null && !version.startsWith("1.")) {
            throw new MessageFaultException(
                    MessageFault.UNSUPPORTED_PROTOCOL_VERSION, "the CIMProtocolVersion header must be 1.x");
        }
        if (fields.get(prefix + "CIMBatch") != null) {
            throw new MessageFaultException(
                    MessageFault.MULTIPLE_REQUESTS_UNSUPPORTED, "send the requests of the batch one by one");
        }
        return new CimHeaders(prefix, required(fields, prefix + "CIMMethod"), required(fields, prefix + "CIMObject"));
    }

    /**
     * The headers must say what the call says.
     *
     * @throws MessageFaultException if they do not
     */
    void check(CimRequest request) throws MessageFaultException {
        if (!CimObjectHeader.decode(method).equalsIgnoreCase(request.method())) {
            throw new MessageFaultException(
                    MessageFault.HEADER_MISMATCH, "the CIMMethod header names another method than the message");
        }
        if (!CimObjectHeader.matches(object, request)) {
            throw new MessageFaultException(
                    MessageFault.HEADER_MISMATCH, "the CIMObject header names another object than the message");
        }
    }

    private static String required(HttpFields fields, String name) throws MessageFaultException {
        String value = fields.get(name);
        if (value == null) {
            throw new MessageFaultException(MessageFault.HEADER_MISMATCH, "the " + name + " header is missing");
        }
        return value;
    }

    private static String prefix(@Nullable String man) throws MessageFaultException {
        Matcher matcher = man == null ? null : EXTENSION.matcher(man.strip().toLowerCase(Locale.ROOT));
        if (matcher == null || !matcher.matches()) {
            throw new MessageFaultException(
                    MessageFault.REQUEST_NOT_VALID,
                    "an M-POST request needs the header Man: http://www.dmtf.org/cim/mapping/http/v1.0;ns=NN");
        }
        return matcher.group(1) + "-";
    }
}
