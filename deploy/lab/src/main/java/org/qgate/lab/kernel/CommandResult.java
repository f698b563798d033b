package org.qgate.lab.kernel;

/**
 * What came of a command.
 *
 * @param exitCode as the shell tells it, 128 + n after signal n
 * @param out standard output
 * @param err standard error
 */
public record CommandResult(int exitCode, String out, String err) {
    /** Standard output without the blank space around it, if the exit code is 0. */
    public String outOrThrow(String what) throws LabException {
        if (exitCode != 0) {
            throw new LabException(
                    what + " failed with exit code " + exitCode + ": " + (err.isBlank() ? out : err).strip());
        }
        return out.strip();
    }
}
