package org.qgate.wbem.http;

import org.eclipse.jetty.http.HttpHeader;
import org.eclipse.jetty.server.Request;
import org.eclipse.jetty.server.Response;
import org.eclipse.jetty.util.Callback;

/** What Jetty itself refuses, such as headers that are no HTTP: the status alone, nothing about the server's insides. */
final class EmptyErrors implements Request.Handler {
    @Override
    public boolean handle(Request request, Response response, Callback callback) {
        response.getHeaders().put(HttpHeader.CONNECTION, "close");
        if (response.getStatus() == 400) {
            response.getHeaders().put("CIMError", "request-not-well-formed");
        }
        HttpAnswers.status(response, callback, response.getStatus());
        return true;
    }
}
