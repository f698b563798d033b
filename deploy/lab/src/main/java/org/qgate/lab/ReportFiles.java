package org.qgate.lab;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;
import tools.jackson.databind.SerializationFeature;
import tools.jackson.databind.json.JsonMapper;

/** Options of a benchmark that say where its report goes besides the screen. */
final class ReportFiles {
    @Option(names = "--json", paramLabel = "FILE", description = "Write all values to a file.")
    private @Nullable Path json;

    @Option(names = "--markdown", paramLabel = "FILE", description = "Write the tables to a file.")
    private @Nullable Path markdown;

    /**
     * Writes those that are wanted.
     *
     * @param report its values
     * @param tables the same for people
     */
    void write(Object report, String tables) throws IOException {
        if (json != null) {
            JsonMapper mapper = JsonMapper.builder()
                    .enable(SerializationFeature.INDENT_OUTPUT)
                    .build();
            Files.writeString(json, mapper.writeValueAsString(report) + "\n");
        }
        if (markdown != null) {
            Files.writeString(markdown, tables);
        }
    }
}
