package org.qgate.wbem.cimxml;

/** Why a message is refused before there is an operation, with HTTP status and value of the CIMError header (DSP0200 7.3). */
public enum MessageFault {
    /** No well-formed XML, or XML that is not let in here: document types, entities, other encodings than UTF-8. */
    REQUEST_NOT_WELL_FORMED(400, "request-not-well-formed"),
    /** Well-formed, but no CIM message. */
    REQUEST_NOT_VALID(400, "request-not-valid"),
    /** HTTP headers say something else than the message. */
    HEADER_MISMATCH(400, "header-mismatch"),
    /** The CIMOperation header asks for something else than a method call. */
    UNSUPPORTED_OPERATION(400, "unsupported-operation"),
    /** CIMVERSION other than 2.x. */
    UNSUPPORTED_CIM_VERSION(501, "unsupported-cim-version"),
    /** DTDVERSION other than 2.x. */
    UNSUPPORTED_DTD_VERSION(501, "unsupported-dtd-version"),
    /** PROTOCOLVERSION other than 1.x. */
    UNSUPPORTED_PROTOCOL_VERSION(501, "unsupported-protocol-version"),
    /** A batch of requests. */
    MULTIPLE_REQUESTS_UNSUPPORTED(501, "multiple-requests-unsupported");

    private final int httpStatus;
    private final String token;

    MessageFault(int httpStatus, String token) {
        this.httpStatus = httpStatus;
        this.token = token;
    }

    /** The HTTP status to answer with. */
    public int httpStatus() {
        return httpStatus;
    }

    /** The value of the CIMError header. */
    public String token() {
        return token;
    }
}
