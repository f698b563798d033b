package org.qgate.agent.ctl;

import org.qgate.agent.audit.LedgerCheck;
import tools.jackson.databind.json.JsonMapper;

/** What a check of ledgers found, for people and for programs. */
final class LedgerText {
    private LedgerText() {}

    static String json(LedgerCheck.Result result) {
        return JsonMapper.shared().writeValueAsString(result) + "\n";
    }

    static String human(LedgerCheck.Result result) {
        StringBuilder text = new StringBuilder();
        result.violations().forEach(violation -> text.append(violation).append('\n'));
        text.append(result.lines())
                .append(" lines, ")
                .append(result.blocksLeased())
                .append(" blocks leased, ");
        text.append(result.bitsDrawn()).append(" bits drawn, ").append(result.bitsUsedTwice());
        return text.append(" bits used twice\n").toString();
    }
}
