package org.qgate.wbem.mof;

import java.util.ArrayDeque;
import java.util.Deque;
import java.util.Optional;

/** Names texts from other texts. */
final class IncludePath {
    private IncludePath() {}

    /**
     * The path of an included text within the library.
     *
     * @return empty if it would lie outside of the library
     */
    static Optional<String> resolve(String from, String written) {
        Deque<String> steps = new ArrayDeque<>();
        int folder = from.lastIndexOf('/');
        String path = (folder < 0 ? "" : from.substring(0, folder + 1)) + written.replace('\\', '/');
        if (written.isEmpty() || written.startsWith("/")) {
            return Optional.empty();
        }
        for (String step : path.split("/", -1)) {
            if (step.equals("..")) {
                if (steps.pollLast() == null) {
                    return Optional.empty();
                }
            } else if (!step.isEmpty() && !step.equals(".")) {
                steps.addLast(step);
            }
        }
        return steps.isEmpty() ? Optional.empty() : Optional.of(String.join("/", steps));
    }
}
