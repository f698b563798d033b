package org.qgate.agent.config;

/** A configuration cannot be used; the message names file and line, what is wrong, and what to do. */
public final class ConfigurationException extends Exception {
    private static final long serialVersionUID = 1;

    ConfigurationException(String message) {
        super(message);
    }

    ConfigurationException(String message, Throwable cause) {
        super(message, cause);
    }
}
