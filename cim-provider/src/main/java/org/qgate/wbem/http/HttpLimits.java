package org.qgate.wbem.http;

/**
 * Bounds on what clients may take up.
 *
 * @param headerBytesMax request line and headers
 * @param bodyBytesMax one request's body
 * @param bodiesBytesMax bodies of all requests that are being read or answered
 * @param answerBytesMax one answer
 * @param answersBytesMax answers of all requests that are being written
 * @param connectionsMax open at once; beyond that the one that has been idle longest is closed
 * @param connectionsPerAddressMax the same, of one client address
 * @param headerMillis from the opening of a connection to the end of the first request's headers, handshake included
 * @param bodyMillis from the end of the headers to the end of the body
 * @param keepAliveMillis from the end of an answer to the end of the next request's headers
 * @param answerMillis from the end of the body until the client has taken the answer
 * @param requestsPerSecondMax of one client address, on average
 * @param requestBurstMax of one client address, at once
 * @param threadsMax that answer requests
 */
public record HttpLimits(
        int headerBytesMax,
        int bodyBytesMax,
        long bodiesBytesMax,
        int answerBytesMax,
        long answersBytesMax,
        int connectionsMax,
        int connectionsPerAddressMax,
        long headerMillis,
        long bodyMillis,
        long keepAliveMillis,
        long answerMillis,
        int requestsPerSecondMax,
        int requestBurstMax,
        int threadsMax) {}
