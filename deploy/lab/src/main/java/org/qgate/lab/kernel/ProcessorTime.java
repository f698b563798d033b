package org.qgate.lab.kernel;

import java.io.IOException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * Processor time of processes so far, by the host's scheduler and to the nanosecond ({@code /proc/PID/task/TID/schedstat}). Ticks
 * will not do: what runs each 20 ms runs in step with them and is counted always or never.
 *
 * @param nanosByPid of all living threads of a process
 */
public record ProcessorTime(Map<Long, Long> nanosByPid) {
    /** Copies. */
    public ProcessorTime {
        nanosByPid = Map.copyOf(nanosByPid);
    }

    static ProcessorTime of(Stream<ProcessHandle> processes) {
        return new ProcessorTime(
                processes.map(ProcessHandle::pid).collect(Collectors.toMap(pid -> pid, ProcessorTime::nanosOf)));
    }

    /** What these processes have used since; of a process that has ended meanwhile, nothing. */
    public Duration since(ProcessorTime earlier) {
        return Duration.ofNanos(nanosByPid.entrySet().stream()
                .mapToLong(each -> each.getValue() - earlier.nanosByPid.getOrDefault(each.getKey(), 0L))
                .sum());
    }

    private static long nanosOf(long pid) {
        long sum = 0;
        try (DirectoryStream<Path> threads = Files.newDirectoryStream(Path.of("/proc", Long.toString(pid), "task"))) {
            for (Path thread : threads) {
                sum += nanosOf(thread);
            }
        } catch (IOException e) {
            // It has ended.
        }
        return sum;
    }

    private static long nanosOf(Path thread) {
        try {
            String text = Files.readString(thread.resolve("schedstat"));
            return Long.parseLong(text.substring(0, text.indexOf(' ')));
        } catch (IOException e) {
            return 0;
        }
    }
}
