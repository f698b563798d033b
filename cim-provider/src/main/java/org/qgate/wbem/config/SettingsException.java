package org.qgate.wbem.config;

/** The configuration cannot be used; says where and why. */
public final class SettingsException extends Exception {
    private static final long serialVersionUID = 1;

    SettingsException(String message) {
        super(message);
    }

    SettingsException(String message, Throwable cause) {
        super(message, cause);
    }
}
