package org.qgate.lab;

import java.nio.file.Path;
import java.time.LocalDateTime;
import java.time.ZoneId;
import java.time.format.DateTimeFormatter;
import org.qgate.lab.kernel.Checkout;
import org.qgate.lab.kernel.LabException;

/** Where a program's runs leave their logs, captures and state: a new folder each. */
final class RunFolder {
    private static final DateTimeFormatter NAME = DateTimeFormatter.ofPattern("yyyyMMdd-HHmmss");

    private RunFolder() {}

    static Path fresh(String program) throws LabException {
        return Checkout.find()
                .root()
                .resolve("target")
                .resolve(program)
                .resolve(NAME.format(LocalDateTime.now(ZoneId.systemDefault())) + "-"
                        + ProcessHandle.current().pid());
    }
}
