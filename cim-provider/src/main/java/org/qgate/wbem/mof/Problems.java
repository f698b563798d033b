package org.qgate.wbem.mof;

import java.util.ArrayList;
import java.util.List;
import org.antlr.v4.runtime.ParserRuleContext;
import org.antlr.v4.runtime.Token;

/** Collects what is wrong, up to a bound. */
final class Problems {
    /** More problems than these tell nothing new. */
    static final int MAX = 100;

    private final List<MofProblem> found = new ArrayList<>();

    void add(String file, int line, int column, String message) {
        if (found.size() < MAX) {
            found.add(new MofProblem(file, line, column, message));
        }
    }

    void add(String file, Token at, String message) {
        add(file, at.getLine(), at.getCharPositionInLine() + 1, message);
    }

    void add(String file, ParserRuleContext at, String message) {
        add(file, at.getStart(), message);
    }

    boolean isFull() {
        return found.size() >= MAX;
    }

    List<MofProblem> all() {
        return List.copyOf(found);
    }
}
