package org.qgate.agent.xfrm;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.Optional;

/** Which driver serves a network interface, by sysfs. */
final class InterfaceDrivers {
    private InterfaceDrivers() {}

    /** The driver's name; empty for virtual interfaces and those that are not there. */
    static Optional<String> ofKernel(String device) {
        try {
            Path driver = Files.readSymbolicLink(Path.of("/sys/class/net", device, "device/driver"));
            return Optional.ofNullable(driver.getFileName()).map(Path::toString);
        } catch (IOException | InvalidPathException e) {
            return Optional.empty();
        }
    }
}
