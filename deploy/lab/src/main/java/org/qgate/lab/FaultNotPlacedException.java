package org.qgate.lab;

import org.qgate.lab.kernel.LabException;

/** The client failed by itself before the fault's moment came, as it does where a server is too busy to answer it in time. */
final class FaultNotPlacedException extends LabException {
    private static final long serialVersionUID = 1;

    FaultNotPlacedException(String message) {
        super(message);
    }

    FaultNotPlacedException(LabException cause) {
        super(String.valueOf(cause.getMessage()), cause);
    }
}
