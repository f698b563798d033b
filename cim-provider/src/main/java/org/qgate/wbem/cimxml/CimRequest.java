package org.qgate.wbem.cimxml;

import java.util.List;
import org.qgate.wbem.model.CimException;
import org.qgate.wbem.model.CimObjectPath;

/** One request of a client. */
public sealed interface CimRequest {
    /** What the answer has to carry as its ID. */
    String messageId();

    /** Name of the operation or method. */
    String method();

    /** The namespace that the call goes to. */
    String namespace();

    /**
     * A call of an operation of the server (IMETHODCALL).
     *
     * @param arguments in the order of the message, each name once
     */
    record IntrinsicCall(String messageId, String namespace, String method, List<CallArgument> arguments)
            implements CimRequest {
        public IntrinsicCall {
            arguments = List.copyOf(arguments);
        }
    }

    /**
     * A call of a method of a class (METHODCALL).
     *
     * @param target with its namespace; its keys are not in their declared types yet
     * @param onClass true if the target is a class, false if it is an instance
     */
    record ExtrinsicCall(
            String messageId, CimObjectPath target, boolean onClass, String method, List<CallArgument> arguments)
            implements CimRequest {
        public ExtrinsicCall {
            arguments = List.copyOf(arguments);
        }

        @Override
        public String namespace() {
            return target.namespace() == null ? "" : target.namespace();
        }
    }

    /**
     * A call whose form is right and whose values are not, such as a uint8 of 300.
     *
     * @param intrinsic whether it is an operation of the server
     * @param problem to be told to the client
     */
    record InvalidCall(String messageId, String namespace, String method, boolean intrinsic, CimException problem)
            implements CimRequest {}
}
