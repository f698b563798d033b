package org.qgate.fleet.cli;

import java.io.PrintWriter;
import tools.jackson.databind.json.JsonMapper;

/** Prints either text or JSON, one object a line. */
record Output(PrintWriter out, boolean json) {
    void show(Object view, String text) {
        out.print(json ? JsonMapper.shared().writeValueAsString(view) + "\n" : text);
        out.flush();
    }

    /** For people only. */
    void say(String text) {
        if (!json) {
            out.print(text);
            out.flush();
        }
    }
}
