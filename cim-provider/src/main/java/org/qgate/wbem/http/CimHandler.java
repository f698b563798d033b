package org.qgate.wbem.http;

import java.net.SocketAddress;
import java.util.Locale;
import java.util.function.LongSupplier;
import org.eclipse.jetty.http.HttpField;
import org.eclipse.jetty.http.HttpFields;
import org.eclipse.jetty.http.HttpHeader;
import org.eclipse.jetty.http.PreEncodedHttpField;
import org.eclipse.jetty.server.Handler;
import org.eclipse.jetty.server.Request;
import org.eclipse.jetty.server.Response;
import org.eclipse.jetty.util.Callback;
import org.jspecify.annotations.Nullable;
import org.qgate.wbem.cimxml.CimRequest;
import org.qgate.wbem.cimxml.MessageFaultException;
import org.qgate.wbem.cimxml.RequestReader;
import org.qgate.wbem.cimxml.XmlBuffer;
import org.qgate.wbem.http.WatchedConnection.Phase;
import org.qgate.wbem.operation.CallHandler;
import org.qgate.wbem.operation.Requester;
import org.qgate.wbem.security.AuthenticationResult;

/**
 * One request after the other: method, path and rate, then who it is, then headers, then body, then the call, then the answer.
 *
 * <p>The answer is whole before its first byte goes out: there is no half answer that a client could take for a whole one.
 */
final class CimHandler extends Handler.Abstract {
    private static final String PATH = "/cimom";
    private static final HttpField CONTENT_TYPE =
            new PreEncodedHttpField(HttpHeader.CONTENT_TYPE, "application/xml; charset=\"utf-8\"");
    private static final HttpField ALLOW = new PreEncodedHttpField(HttpHeader.ALLOW, "POST, M-POST");
    private static final long RETRY_SECONDS = 1;

    private final HttpLimits limits;
    private final RequestAuthentication authentication;
    private final AnswerWriter answers;
    private final ConnectionWatch watch;
    private final RequestRate rate;
    private final ByteBudget bodies;
    private final CallHandler calls;

    CimHandler(
            HttpLimits limits,
            RequestAuthentication authentication,
            CallHandler calls,
            AnswerWriter answers,
            ConnectionWatch watch,
            LongSupplier nanoTime) {
        this.limits = limits;
        this.authentication = authentication;
        this.calls = calls;
        this.answers = answers;
        this.watch = watch;
        this.rate = new RequestRate(limits.requestsPerSecondMax(), limits.requestBurstMax(), nanoTime);
        this.bodies = new ByteBudget(limits.bodiesBytesMax());
    }

    /** Bytes of bodies that are being read or answered. */
    long bodyBytesHeld() {
        return bodies.held();
    }

    @Override
    public boolean handle(Request request, Response response, Callback callback) {
        SocketAddress remote = request.getConnectionMetaData().getRemoteSocketAddress();
        watch.enter(remote, Phase.ANSWER);
        Callback done = Callback.from(() -> watch.enter(remote, Phase.IDLE), callback);
        String method = request.getMethod();
        if (!method.equals("POST") && !method.equals("M-POST")) {
            response.getHeaders().put(ALLOW);
            HttpAnswers.status(response, done, 405);
            return true;
        }
        if (!PATH.equals(request.getHttpURI().getCanonicalPath())) {
            HttpAnswers.status(response, done, 404);
            return true;
        }
        String address = Request.getRemoteAddr(request);
        if (!rate.tryTake(address)) {
            HttpAnswers.later(response, done, 503, RETRY_SECONDS);
            return true;
        }
        AuthenticationResult who = authentication.authenticate(request, address);
        if (who instanceof AuthenticationResult.Accepted accepted) {
            readCall(request, response, done, new Requester(accepted.principal(), address));
        } else if (who instanceof AuthenticationResult.Postponed postponed) {
            HttpAnswers.later(response, done, 429, postponed.retryAfterSeconds());
        } else {
            HttpAnswers.unauthorized(response, done);
        }
        return true;
    }

    private void readCall(Request request, Response response, Callback callback, Requester requester) {
        CimHeaders headers;
        try {
            headers = CimHeaders.read(request.getMethod(), request.getHeaders());
        } catch (MessageFaultException e) {
            HttpAnswers.fault(response, callback, e);
            return;
        }
        String unreadable = unreadable(request.getHeaders());
        if (unreadable != null) {
            HttpAnswers.refuse(response, callback, 415, unreadable);
            return;
        }
        watch.enter(request.getConnectionMetaData().getRemoteSocketAddress(), Phase.BODY);
        Call call = new Call(request, response, callback, headers, requester);
        new BodyReader(request, limits.bodyBytesMax(), bodies, outcome -> bodyRead(call, outcome)).start();
    }

    /** A request whose body is being read. */
    private record Call(
            Request request, Response response, Callback callback, CimHeaders headers, Requester requester) {}

    private void bodyRead(Call call, BodyReader.Outcome outcome) {
        if (outcome instanceof BodyReader.Outcome.Whole whole) {
            try {
                answer(call, whole);
            } finally {
                bodies.giveBack(whole.budgeted());
            }
        } else if (outcome instanceof BodyReader.Outcome.TooLarge) {
            HttpAnswers.refuse(
                    call.response(),
                    call.callback(),
                    413,
                    "the body is larger than " + limits.bodyBytesMax() + " bytes");
        } else if (outcome instanceof BodyReader.Outcome.NoRoom) {
            HttpAnswers.later(call.response(), call.callback(), 503, RETRY_SECONDS);
        } else if (outcome instanceof BodyReader.Outcome.Broken broken) {
            call.callback().failed(broken.failure());
        }
    }

    private void answer(Call call, BodyReader.Outcome.Whole body) {
        watch.enter(call.request().getConnectionMetaData().getRemoteSocketAddress(), Phase.ANSWER);
        CimRequest request;
        try {
            request = RequestReader.read(body.bytes(), body.length());
            call.headers().check(request);
        } catch (MessageFaultException e) {
            HttpAnswers.fault(call.response(), call.callback(), e);
            return;
        }
        XmlBuffer buffer = answers.lend();
        if (!answers.write(request, calls.handle(request, call.requester()), buffer)) {
            answers.giveBack(buffer);
            HttpAnswers.later(call.response(), call.callback(), 503, RETRY_SECONDS);
            return;
        }
        HttpFields.Mutable fields = call.response().getHeaders();
        fields.put(CONTENT_TYPE);
        HttpAnswers.callFields(fields, call.headers().prefix());
        fields.put(HttpHeader.CONTENT_LENGTH, buffer.length());
        call.response().setStatus(200);
        int held = buffer.length();
        call.response().write(true, buffer.content(), Callback.from(call.callback(), () -> answers.sent(buffer, held)));
    }

    /** Why the body cannot be read, or null. */
    private static @Nullable String unreadable(HttpFields fields) {
        String encoding = fields.get(HttpHeader.CONTENT_ENCODING);
        if (encoding != null && !encoding.equalsIgnoreCase("identity")) {
            return "Content-Encoding must be identity";
        }
        String type = fields.get(HttpHeader.CONTENT_TYPE);
        if (type == null) {
            return null;
        }
        String folded = type.toLowerCase(Locale.ROOT);
        if (!folded.startsWith("application/xml") && !folded.startsWith("text/xml")) {
            return "Content-Type must be application/xml or text/xml";
        }
        int charset = folded.indexOf("charset=");
        if (charset < 0) {
            return null;
        }
        String name = folded.substring(charset + "charset=".length())
                .replace("\"", "")
                .replace(";", " ")
                .strip();
        return name.startsWith("utf-8") || name.startsWith("us-ascii") ? null : "the charset must be utf-8";
    }
}
