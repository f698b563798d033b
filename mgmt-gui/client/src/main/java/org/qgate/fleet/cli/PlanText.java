package org.qgate.fleet.cli;

import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import org.qgate.fleet.plan.Difference;
import org.qgate.fleet.plan.EndPlan;
import org.qgate.fleet.plan.Leftover;
import org.qgate.fleet.plan.Plan;
import org.qgate.fleet.transaction.Stage;

/** A plan, for people and for programs. */
final class PlanText {
    private PlanText() {}

    /** What {@code --json} shows of a plan. */
    record View(String link, String kind, List<EndView> ends, List<Leftover> leftovers, List<String> steps) {}

    /** One end of it. */
    record EndView(String gateway, long generation, List<Difference> differences) {}

    static View view(Plan plan) {
        return new View(
                plan.link(),
                word(plan.kind()),
                plan.ends().stream()
                        .map(end -> new EndView(end.gateway(), end.generation(), end.differences()))
                        .toList(),
                plan.leftovers(),
                steps(plan));
    }

    static String human(Plan plan) {
        StringBuilder text = new StringBuilder();
        text.append("link ")
                .append(plan.link())
                .append(": ")
                .append(word(plan.kind()))
                .append('\n');
        for (Leftover leftover : plan.leftovers()) {
            text.append("  first undo transaction ").append(leftover.transaction());
            text.append(" of ").append(leftover.owner()).append(", left at ");
            text.append(word(leftover.furthest().step())).append(" on ");
            text.append(String.join(" and ", leftover.gateways())).append('\n');
        }
        for (EndPlan end : plan.ends()) {
            text.append("  ")
                    .append(end.gateway())
                    .append(", generation ")
                    .append(end.generation())
                    .append('\n');
            for (Difference difference : end.differences()) {
                text.append("    ")
                        .append(difference.setting())
                        .append(": ")
                        .append(arrow(difference))
                        .append('\n');
            }
        }
        List<String> steps = steps(plan);
        if (!steps.isEmpty()) {
            text.append("  steps, each on both gateways before the next: ");
            text.append(String.join(", ", steps)).append('\n');
        }
        return text.toString();
    }

    private static String arrow(Difference difference) {
        if (difference.running().isEmpty()) {
            return difference.wanted();
        }
        return difference.running() + " -> " + (difference.wanted().isEmpty() ? "(none)" : difference.wanted());
    }

    private static List<String> steps(Plan plan) {
        if (plan.kind() == Plan.Kind.NOTHING) {
            return List.of();
        }
        return Arrays.stream(Stage.values())
                .filter(stage -> stage.forward() || stage == Stage.CONFIRM)
                .map(PlanText::word)
                .toList();
    }

    static String word(Enum<?> value) {
        return value.name().toLowerCase(Locale.ROOT);
    }
}
