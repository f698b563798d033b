package org.qgate.lab;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.qgate.lab.kernel.Checkout;

/** Where tests in a kernel leave their logs and captures, for a look after a failure. */
final class LabFolder {
    private LabFolder() {}

    static Path fresh(String test) throws IOException {
        Path parent = Files.createDirectories(Checkout.find().lab().resolve("target/lab"));
        return Files.createTempDirectory(parent, test + "-");
    }
}
