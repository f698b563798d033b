package org.qgate.lab.kernel;

import java.io.IOException;

/** Something that the lab needs did not work. The message is a sentence for the person who started it. */
public class LabException extends IOException {
    public LabException(String message) {
        super(message);
    }

    public LabException(String message, Throwable cause) {
        super(message, cause);
    }
}
