package org.qgate.fleet.plan;

import java.util.List;
import java.util.Objects;
import org.qgate.fleet.link.LinkSetting;
import org.qgate.fleet.link.TrafficSelector;

/**
 * What an operator wants of a link: both ends in one, so that they cannot contradict one another.
 *
 * @param link name
 * @param first one end
 * @param second the other end
 * @param selectors traffic, seen from the first end
 * @param common what is equal on both ends
 */
public record LinkDefinition(
        String link, LinkEnd first, LinkEnd second, List<TrafficSelector> selectors, CommonSettings common) {
    /** Copies the selectors. */
    public LinkDefinition {
        Objects.requireNonNull(link, "link");
        Objects.requireNonNull(first, "first");
        Objects.requireNonNull(second, "second");
        selectors = List.copyOf(selectors);
        Objects.requireNonNull(common, "common");
    }

    /**
     * One end.
     *
     * @param gateway name of the gateway
     * @param address its outer address
     */
    public record LinkEnd(String gateway, String address) {}

    /**
     * What is equal on both ends; see {@link LinkSetting} for ranges.
     *
     * @param controlPort UDP port of the agents' messages
     * @param helloPort UDP port of first contact
     * @param suite algorithms of the tunnel
     * @param periodMillis wanted time between two key changes
     * @param onStarvation what to do when keys run out
     * @param keySource where key bits come from
     * @param secretName name of the file with the link's secret, on both gateways
     */
    public record CommonSettings(
            int controlPort,
            int helloPort,
            String suite,
            long periodMillis,
            String onStarvation,
            LinkSetting.KeySource keySource,
            String secretName) {}

    /** The names of both gateways. */
    public List<String> gateways() {
        return List.of(first.gateway(), second.gateway());
    }

    /** The configuration of one end. */
    public LinkSetting settingOf(String gateway) {
        boolean isFirst = first.gateway().equals(gateway);
        LinkEnd here = isFirst ? first : second;
        LinkEnd there = isFirst ? second : first;
        if (!here.gateway().equals(gateway)) {
            throw new IllegalArgumentException("link " + link + " has no end at " + gateway);
        }
        return new LinkSetting(
                link,
                there.gateway(),
                here.address(),
                there.address(),
                common.controlPort(),
                common.helloPort(),
                common.suite(),
                common.periodMillis(),
                common.onStarvation(),
                isFirst
                        ? selectors
                        : selectors.stream().map(TrafficSelector::mirrored).toList(),
                common.keySource(),
                common.secretName());
    }
}
