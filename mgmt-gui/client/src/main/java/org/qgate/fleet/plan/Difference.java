package org.qgate.fleet.plan;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import org.qgate.fleet.link.LinkSetting;

/**
 * One setting that a change alters at one end.
 *
 * @param setting its name in the file of a link's definition
 * @param running as it is; empty if the link is new
 * @param wanted as it shall be; empty if the link is removed
 */
public record Difference(String setting, String running, String wanted) {
    private record Aspect(String name, Function<LinkSetting, Object> of) {}

    private static final List<Aspect> ASPECTS = List.of(
            new Aspect("peer", LinkSetting::peer),
            new Aspect("local-address", LinkSetting::localAddress),
            new Aspect("peer-address", LinkSetting::peerAddress),
            new Aspect("control-port", LinkSetting::controlPort),
            new Aspect("hello-port", LinkSetting::helloPort),
            new Aspect("suite", LinkSetting::suite),
            new Aspect("period", setting -> setting.periodMillis() + " ms"),
            new Aspect("on-starvation", LinkSetting::onStarvation),
            new Aspect("selectors", setting -> text(setting.selectors())),
            new Aspect("accept-simulated-keys", setting -> setting.keySource().acceptSimulatedKeys()),
            new Aspect("rate-bits-per-second", setting -> setting.keySource().rateBitsPerSecond()),
            new Aspect("secret", LinkSetting::secretName));

    /** What differs, in the order of {@link LinkSetting}. */
    static List<Difference> between(Optional<LinkSetting> running, Optional<LinkSetting> wanted) {
        List<Difference> differences = new ArrayList<>();
        for (Aspect aspect : ASPECTS) {
            String before = running.map(aspect.of()).map(String::valueOf).orElse("");
            String after = wanted.map(aspect.of()).map(String::valueOf).orElse("");
            if (!before.equals(after)) {
                differences.add(new Difference(aspect.name(), before, after));
            }
        }
        return differences;
    }

    private static String text(List<?> list) {
        return String.join(", ", list.stream().map(String::valueOf).toList());
    }
}
