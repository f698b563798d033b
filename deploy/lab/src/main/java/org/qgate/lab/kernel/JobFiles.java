package org.qgate.lab.kernel;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/** Script and outputs of one job, in a kernel's folder. */
record JobFiles(Path script, Path out, Path err) {
    static JobFiles write(Path folder, long id, String script) throws LabException {
        Path jobs = folder.resolve("jobs");
        JobFiles files = new JobFiles(jobs.resolve(id + ".sh"), jobs.resolve(id + ".out"), jobs.resolve(id + ".err"));
        try {
            Files.writeString(files.script, script + "\n");
        } catch (IOException e) {
            throw new LabException("the script " + files.script + " could not be written: " + e.getMessage(), e);
        }
        return files;
    }

    CommandResult result(int exitCode) throws LabException {
        return new CommandResult(exitCode, read(out), read(err));
    }

    private static String read(Path file) throws LabException {
        try {
            return Files.exists(file) ? Files.readString(file) : "";
        } catch (IOException e) {
            throw new LabException("the output " + file + " could not be read: " + e.getMessage(), e);
        }
    }
}
