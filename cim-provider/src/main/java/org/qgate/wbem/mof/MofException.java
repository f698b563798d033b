package org.qgate.wbem.mof;

import java.util.List;
import java.util.stream.Collectors;

/** Texts could not be compiled. */
public final class MofException extends Exception {
    private static final long serialVersionUID = 1;

    private final transient List<MofProblem> problems;

    MofException(List<MofProblem> problems) {
        super(problems.stream().map(MofProblem::toString).collect(Collectors.joining("\n")));
        this.problems = List.copyOf(problems);
    }

    /** All that was found, in the order of reading. */
    public List<MofProblem> problems() {
        return problems;
    }
}
