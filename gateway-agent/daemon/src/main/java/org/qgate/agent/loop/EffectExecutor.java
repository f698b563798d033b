package org.qgate.agent.loop;

import java.io.IOException;
import java.time.Clock;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.function.BiConsumer;
import org.qgate.agent.audit.AuditLedger;
import org.qgate.agent.audit.LedgerLine;
import org.qgate.agent.change.LinkOperations;
import org.qgate.agent.dataplane.SaProgrammer;
import org.qgate.core.model.LinkMarks;
import org.qgate.core.model.LinkName;
import org.qgate.core.port.KeyFate;
import org.qgate.core.port.LinkEffect;
import org.qgate.core.port.LinkEvent;

/**
 * Carries out what links want: first the ledger, so that no key is used that is not written down; then the data plane, since packets wait for
 * it; then the rest. Answers are handled at once, and what they lead to is carried out in the next round.
 */
public final class EffectExecutor {
    /** Rounds of effects and answers in one turn of the loop; what is left then waits for the next turn. */
    private static final int ROUNDS_MAX = 32;

    /** How long lines that prove nothing by themselves may wait to be written. */
    private static final long LEDGER_WAIT_NANOS = 1_000_000_000L;

    /** What peers' agents have said that may wait; they repeat what matters. */
    private static final int NEWS_MAX = 256;

    private final Map<LinkName, LinkRunner> links;
    private final SaProgrammer programmer;
    private final AuditLedger ledger;
    private final BiConsumer<LinkName, LinkMarks> marks;
    private final WallTime wallTime;
    private List<Wanted> wanted = new ArrayList<>();
    private List<LinkOperations.Heard> news = new ArrayList<>();
    private long flushedNanos;

    private record Wanted(LinkRunner link, LinkEffect effect) {}

    private record Answer(LinkRunner link, LinkEvent event) {}

    /**
     * An executor for all links.
     *
     * @param links may change while it runs
     * @param marks takes marks to be made durable; the answer comes through the inbox
     * @param wallClock for the ledger's lines
     */
    public EffectExecutor(
            Map<LinkName, LinkRunner> links,
            SaProgrammer programmer,
            AuditLedger ledger,
            BiConsumer<LinkName, LinkMarks> marks,
            Clock wallClock) {
        this.links = links;
        this.programmer = programmer;
        this.ledger = ledger;
        this.marks = marks;
        this.wallTime = new WallTime(wallClock);
    }

    /** Lets a link handle an event; what it wants waits for {@link #carryOut}. */
    void handle(LinkRunner link, LinkEvent event, long nowNanos) {
        link.handle(event, nowNanos, effect -> wanted.add(new Wanted(link, effect)));
    }

    /** What peers' agents have said of changes since the last call. */
    List<LinkOperations.Heard> takeNews() {
        List<LinkOperations.Heard> taken = news;
        news = new ArrayList<>();
        return taken;
    }

    /** Lets a link act on its deadlines. */
    void tick(LinkRunner link, long nowNanos) {
        link.tick(nowNanos, effect -> wanted.add(new Wanted(link, effect)));
    }

    /** Carries out what is wanted; false if something is left for the next turn. */
    boolean carryOut(long nowNanos) {
        for (int round = 0; !wanted.isEmpty(); round++) {
            if (round == ROUNDS_MAX) {
                return false;
            }
            List<Wanted> turn = wanted;
            wanted = new ArrayList<>();
            List<Answer> answers = new ArrayList<>();
            boolean recorded = record(turn, nowNanos);
            program(turn, recorded, answers);
            turn.forEach(each -> serve(each.link, each.effect, nowNanos, answers));
            answers.forEach(answer -> handle(answer.link, answer.event, nowNanos));
        }
        return true;
    }

    /** Lines of leases are handed on at once, before peer or kernel hear of the block; the others may wait a little. */
    private boolean record(List<Wanted> turn, long nowNanos) {
        try {
            boolean lease = false;
            for (Wanted each : turn) {
                if (each.effect instanceof LinkEffect.RecordKey record) {
                    ledger.record(line(each.link, record, wallTime.millis(nowNanos)));
                    lease |= record.fate() == KeyFate.LEASED || record.fate() == KeyFate.ACCEPTED;
                }
            }
            if (lease || nowNanos - flushedNanos >= LEDGER_WAIT_NANOS) {
                ledger.flush();
                flushedNanos = nowNanos;
            }
            return true;
        } catch (IOException e) {
            turn.stream()
                    .map(Wanted::link)
                    .distinct()
                    .forEach(link -> link.notices()
                            .raiseForAWhile(
                                    NoticeBoard.STORAGE,
                                    "the audit ledger cannot be written, so no key is used: " + e.getMessage()
                                            + "; check the disk of the state directory",
                                    nowNanos));
            return false;
        }
    }

    private static LedgerLine line(LinkRunner link, LinkEffect.RecordKey record, long millis) {
        return new LedgerLine(
                millis,
                record.fate(),
                link.name(),
                record.block().channel(),
                record.block().number(),
                record.bits(),
                new LedgerLine.Name(
                        record.sa().epoch(),
                        record.sa().direction(),
                        record.sa().index()));
    }

    private void program(List<Wanted> turn, boolean recorded, List<Answer> answers) {
        for (Wanted each : turn) {
            if (!recorded && each.effect instanceof LinkEffect.InstallInbound install) {
                answers.add(new Answer(each.link, new LinkEvent.InboundRefused(install.sa(), "no audit ledger")));
            } else if (!recorded && each.effect instanceof LinkEffect.InstallOutbound install) {
                answers.add(new Answer(each.link, new LinkEvent.OutboundRefused(install.sa(), "no audit ledger")));
            } else if (!recorded && each.effect instanceof LinkEffect.InstallControlSa install) {
                answers.add(new Answer(each.link, new LinkEvent.ControlSaRefused(install.sa(), "no audit ledger")));
            } else if (SaProgrammer.serves(each.effect)) {
                programmer.add(each.link.linkName(), each.effect);
            }
        }
        execute(answers);
    }

    /** Lets the data plane do what has waited for it, and links handle its answers. */
    void resume(long nowNanos) {
        List<Answer> answers = new ArrayList<>();
        execute(answers);
        answers.forEach(answer -> handle(answer.link, answer.event, nowNanos));
    }

    private void execute(List<Answer> answers) {
        programmer.execute((name, event) -> {
            LinkRunner link = links.get(name);
            // A link that was removed meanwhile wants no answer.
            if (link != null) {
                answers.add(new Answer(link, event));
            }
        });
    }

    private void serve(LinkRunner link, LinkEffect effect, long nowNanos, List<Answer> answers) {
        if (effect instanceof LinkEffect.SendDatagram datagram) {
            link.send(datagram);
        } else if (effect instanceof LinkEffect.DrawKeys draw) {
            answers.add(new Answer(link, link.keys().draw(draw, nowNanos)));
        } else if (effect instanceof LinkEffect.FetchKey fetch) {
            answers.add(new Answer(link, link.keys().fetch(fetch)));
        } else if (effect instanceof LinkEffect.PersistMarks persist) {
            marks.accept(link.configuration().parameters().link(), persist.marks());
        } else if (effect instanceof LinkEffect.VerifyInbound) {
            programmer.verifyInbound(link.linkName());
        } else if (effect instanceof LinkEffect.ResynchronizeKeys) {
            link.keys().resynchronize();
        } else if (effect instanceof LinkEffect.ChangeHeard heard) {
            if (news.size() < NEWS_MAX) {
                news.add(new LinkOperations.Heard(link.name(), heard.news()));
            }
        } else if (effect instanceof LinkEffect.Report report) {
            link.notices().take(report.notice(), nowNanos);
            link.publishState(nowNanos);
        }
    }
}
