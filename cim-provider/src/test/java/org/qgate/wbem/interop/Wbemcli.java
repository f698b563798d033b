package org.qgate.wbem.interop;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;

/** Debian's command line client (package sblim-wbemcli). */
final class Wbemcli {
    private static final Path PROGRAM = Path.of("/usr/bin/wbemcli");
    private static final long SECONDS_MAX = 30;

    /**
     * How a call ended.
     *
     * @param lines that it printed, without empty ones
     * @param error what it wrote to standard error
     */
    record Ended(int exitCode, List<String> lines, String error) {}

    private Wbemcli() {}

    static Ended run(String... arguments) throws IOException, InterruptedException {
        if (!Files.isExecutable(PROGRAM)) {
            throw new IOException(PROGRAM + " is missing: apt-get install sblim-wbemcli");
        }
        List<String> command = new ArrayList<>(List.of(PROGRAM.toString()));
        command.addAll(List.of(arguments));
        Path error = Files.createTempFile("wbemcli", ".err");
        try {
            Process process =
                    new ProcessBuilder(command).redirectError(error.toFile()).start();
            process.getOutputStream().close();
            String out = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
            if (!process.waitFor(SECONDS_MAX, TimeUnit.SECONDS)) {
                process.destroyForcibly();
                throw new IOException("wbemcli did not end within " + SECONDS_MAX + " s");
            }
            List<String> lines = out.lines().filter(line -> !line.isBlank()).toList();
            return new Ended(process.exitValue(), lines, Files.readString(error));
        } finally {
            Files.delete(error);
        }
    }
}
