package org.qgate.wbem.http;

import org.jspecify.annotations.Nullable;
import org.qgate.wbem.cimxml.AnswerTooLargeException;
import org.qgate.wbem.cimxml.CimRequest;
import org.qgate.wbem.cimxml.CimResponse;
import org.qgate.wbem.cimxml.ResponseWriter;
import org.qgate.wbem.cimxml.XmlBuffer;
import org.qgate.wbem.model.CimException;
import org.qgate.wbem.model.CimStatus;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Writes answers into lent buffers; an answer that cannot be written to its end becomes an error instead. */
final class AnswerWriter {
    private static final Logger LOG = LoggerFactory.getLogger(AnswerWriter.class);

    private final String host;
    private final AnswerBuffers buffers;
    private final ByteBudget budget;

    AnswerWriter(String host, HttpLimits limits) {
        this.host = host;
        this.buffers = new AnswerBuffers(limits.answerBytesMax());
        this.budget = new ByteBudget(limits.answersBytesMax());
    }

    XmlBuffer lend() {
        return buffers.lend();
    }

    void giveBack(XmlBuffer buffer) {
        buffers.giveBack(buffer);
    }

    /** The answer has gone out. */
    void sent(XmlBuffer buffer, int held) {
        budget.giveBack(held);
        buffers.giveBack(buffer);
    }

    /** Writes the answer; false if all answers together would hold more than they may. */
    boolean write(CimRequest request, CimResponse response, XmlBuffer buffer) {
        try {
            ResponseWriter.write(request, response, host, buffer);
        } catch (AnswerTooLargeException e) {
            writeFailure(request, CimStatus.SERVER_LIMITS_EXCEEDED, e.getMessage(), buffer);
        } catch (RuntimeException e) {
            LOG.error("answer to {} could not be made", request.method(), e);
            writeFailure(request, CimStatus.FAILED, "the server failed; its log says why", buffer);
        }
        return budget.tryTake(buffer.length());
    }

    private void writeFailure(CimRequest request, CimStatus status, @Nullable String message, XmlBuffer buffer) {
        buffer.cutTo(0);
        String text = message == null ? status.symbol() : message;
        ResponseWriter.write(request, new CimResponse.Failure(new CimException(status, text)), host, buffer);
    }
}
