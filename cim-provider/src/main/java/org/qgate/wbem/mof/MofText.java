package org.qgate.wbem.mof;

import org.antlr.v4.runtime.BaseErrorListener;
import org.antlr.v4.runtime.CharStreams;
import org.antlr.v4.runtime.CommonTokenStream;
import org.antlr.v4.runtime.RecognitionException;
import org.antlr.v4.runtime.Recognizer;
import org.jspecify.annotations.Nullable;
import org.qgate.wbem.mof.grammar.MofLexer;
import org.qgate.wbem.mof.grammar.MofParser;
import org.qgate.wbem.mof.grammar.MofParser.SpecificationContext;

/** A text taken apart by the grammar. */
record MofText(String file, SpecificationContext tree) {
    /** Takes a text apart and reports what the grammar does not allow; what could be read of it is in the tree. */
    static MofText parse(String file, String text, Problems problems) {
        BaseErrorListener listener = new BaseErrorListener() {
            @Override
            public void syntaxError(
                    Recognizer<?, ?> recognizer,
                    @Nullable Object symbol,
                    int line,
                    int column,
                    String message,
                    @Nullable RecognitionException e) {
                problems.add(file, line, column + 1, message);
            }
        };
        MofLexer lexer = new MofLexer(CharStreams.fromString(text, file));
        lexer.removeErrorListeners();
        lexer.addErrorListener(listener);
        MofParser parser = new MofParser(new CommonTokenStream(lexer));
        parser.removeErrorListeners();
        parser.addErrorListener(listener);
        return new MofText(file, parser.specification());
    }
}
