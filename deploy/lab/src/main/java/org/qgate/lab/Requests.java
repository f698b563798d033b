package org.qgate.lab;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.List;
import java.util.stream.Stream;
import org.qgate.lab.gateways.LabNetwork;
import org.qgate.lab.kernel.CommandResult;

/** Commands from other terminals for a lab that is kept up, as files; {@code deploy/lab/look} puts them there. */
final class Requests {
    private final LabNetwork network;
    private final Path folder;

    private Requests(LabNetwork network, Path folder) {
        this.network = network;
        this.folder = folder;
    }

    static Requests in(Path runFolder, LabNetwork network) throws IOException {
        return new Requests(network, Files.createDirectories(runFolder.resolve("requests")));
    }

    /** Carries out what is there. */
    void serve() throws IOException, InterruptedException {
        List<Path> scripts;
        try (Stream<Path> files = Files.list(folder)) {
            scripts = files.filter(file -> file.toString().endsWith(".sh"))
                    .sorted()
                    .toList();
        }
        for (Path script : scripts) {
            String name = script.getFileName().toString();
            String stem = name.substring(0, name.length() - ".sh".length());
            CommandResult result = network.run(Files.readString(script));
            Files.delete(script);
            Files.writeString(folder.resolve(stem + ".out"), result.out());
            Files.writeString(folder.resolve(stem + ".err"), result.err());
            Path part = Files.writeString(folder.resolve(stem + ".rc.part"), result.exitCode() + "\n");
            Files.move(part, folder.resolve(stem + ".rc"), StandardCopyOption.ATOMIC_MOVE);
        }
    }
}
