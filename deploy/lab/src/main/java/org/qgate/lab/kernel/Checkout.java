package org.qgate.lab.kernel;

import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;

/**
 * The built source tree that this program belongs to.
 *
 * @param root its top folder
 */
public record Checkout(Path root) {
    /** System property that names the top folder; without it the one is taken that this program was built in. */
    public static final String PROPERTY = "qgate.root";

    /** Finds it. */
    public static Checkout find() throws LabException {
        Path start = Optional.ofNullable(System.getProperty(PROPERTY))
                .map(Path::of)
                .or(Checkout::ownCode)
                .orElse(Path.of(""))
                .toAbsolutePath()
                .normalize();
        for (Path folder = start; folder != null; folder = folder.getParent()) {
            if (Files.isRegularFile(folder.resolve("deploy/lab/lab.sh"))) {
                return new Checkout(folder);
            }
        }
        throw new LabException("No QGate source tree at or above " + start
                + ": start this program from the tree, or pass -D" + PROPERTY + "=FOLDER");
    }

    private static Optional<Path> ownCode() {
        return Optional.ofNullable(Checkout.class.getProtectionDomain().getCodeSource())
                .map(source -> Path.of(URI.create(source.getLocation().toString())));
    }

    /** Folder of the lab's shell side. */
    public Path lab() {
        return root.resolve("deploy/lab");
    }

    /** Folder of the compiled instruments. */
    public Path bench() {
        return lab().resolve("target/bench");
    }

    /** One of the product's launchers. */
    public Path program(String name) {
        return root.resolve("deploy/bin").resolve(name);
    }
}
