package org.qgate.agent.loop;

import java.io.IOException;
import java.util.Arrays;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.LongSupplier;
import org.qgate.agent.change.ChangeRefusedException;
import org.qgate.agent.change.LinkOperations;
import org.qgate.agent.config.ConfigurationException;
import org.qgate.agent.config.LinkConfiguration;
import org.qgate.agent.config.LinkSettings;
import org.qgate.agent.config.SelectorDigest;
import org.qgate.agent.config.TrafficSelector;
import org.qgate.agent.dataplane.DataPlane;
import org.qgate.agent.dataplane.TrafficCover;
import org.qgate.agent.network.LinkNetworkProgrammer;
import org.qgate.agent.network.ProbeSender;
import org.qgate.control.ErrorCode;
import org.qgate.core.link.LinkSnapshot;
import org.qgate.core.link.LinkState;
import org.qgate.core.model.ChangeNews;
import org.qgate.core.model.LinkName;
import org.qgate.core.model.LinkTerms;
import org.qgate.core.model.Suite;
import org.qgate.core.port.LinkEvent;
import org.qgate.linux.inet.IpPrefix;

/** The links of a running agent, as changes see them: makes, starts, stops and asks them. For the loop's thread. */
public final class RunningLinks implements LinkOperations {
    private static final long NANOS_PER_MILLI = 1_000_000;

    private final Map<LinkName, LinkRunner> links;
    private final EffectExecutor effects;
    private final LinkLifecycle lifecycle;
    private final InboundCounts counts;
    private final Surroundings surroundings;
    private final Map<LinkName, LinkConfiguration> blocked = new HashMap<>();

    /**
     * What links are made of and run in.
     *
     * @param settings reads what clients want
     * @param dataPlane protects packets
     * @param network has addresses and routes
     * @param factory makes links
     * @param probes sends packets that prove a tunnel
     * @param nanoClock monotonic time
     */
    public record Surroundings(
            LinkSettings settings,
            DataPlane dataPlane,
            LinkNetworkProgrammer network,
            LinkFactory factory,
            ProbeSender probes,
            LongSupplier nanoClock) {}

    /** Works on {@code links}, which it changes. */
    public RunningLinks(
            Map<LinkName, LinkRunner> links,
            EffectExecutor effects,
            LinkLifecycle lifecycle,
            InboundCounts counts,
            Surroundings surroundings) {
        this.links = links;
        this.effects = effects;
        this.lifecycle = lifecycle;
        this.counts = counts;
        this.surroundings = surroundings;
    }

    private long now() {
        return surroundings.nanoClock.getAsLong();
    }

    private Optional<LinkRunner> link(String name) {
        return Optional.ofNullable(links.get(new LinkName(name))).filter(link -> !link.isRemoved());
    }

    @Override
    public List<org.qgate.control.LinkConfiguration> running() {
        return links.values().stream()
                .filter(link -> !link.isRemoved())
                .sorted(Comparator.comparing(LinkRunner::name))
                .map(link -> surroundings.settings.describe(link.configuration()))
                .toList();
    }

    private List<LinkConfiguration> others(String name) {
        return links.values().stream()
                .filter(link -> !link.isRemoved() && !link.name().equals(name))
                .map(LinkRunner::configuration)
                .toList();
    }

    private LinkConfiguration read(org.qgate.control.LinkConfiguration wanted) throws IOException {
        try {
            return surroundings.settings.read(wanted, others(wanted.name()));
        } catch (ConfigurationException e) {
            throw new IOException(String.valueOf(e.getMessage()), e);
        }
    }

    @Override
    public void validate(org.qgate.control.LinkConfiguration wanted) throws ChangeRefusedException {
        LinkConfiguration link;
        try {
            link = read(wanted);
            surroundings.factory.check(link);
        } catch (IOException e) {
            throw new ChangeRefusedException(ErrorCode.INVALID_CONFIGURATION, String.valueOf(e.getMessage()));
        }
        try {
            surroundings.dataPlane.admit(link, others(wanted.name()));
        } catch (IOException e) {
            throw new ChangeRefusedException(ErrorCode.NOT_SUPPORTED, String.valueOf(e.getMessage()));
        }
        Optional<LinkRunner> running = link(wanted.name());
        if (running.isPresent()) {
            validate(running.get(), link, wanted);
        }
    }

    /** A running link keeps its interface, and changes its selectors only while it runs on. */
    private void validate(LinkRunner running, LinkConfiguration link, org.qgate.control.LinkConfiguration wanted)
            throws ChangeRefusedException {
        LinkConfiguration now = running.configuration();
        if (!now.network().tunnelInterface().equals(link.network().tunnelInterface())) {
            throw new ChangeRefusedException(
                    ErrorCode.NOT_SUPPORTED,
                    "the interface of a running link cannot be changed without a gap, for its policies and routes are"
                            + " tied to it: remove link " + wanted.name() + " and make it again with the other one");
        }
        org.qgate.control.LinkConfiguration before = surroundings.settings.describe(now);
        if (before.hasTrafficOf(wanted)) {
            return;
        }
        if (!before.runsOnAs(wanted)) {
            throw new ChangeRefusedException(
                    ErrorCode.NOT_SUPPORTED,
                    "selectors are changed while link " + wanted.name() + " runs on, so only its suite and period may"
                            + " change with them: change the rest in a transaction before or after");
        }
        try {
            read(before.withTrafficOf(wanted));
        } catch (IOException e) {
            throw new ChangeRefusedException(
                    ErrorCode.INVALID_CONFIGURATION,
                    "the selectors before and after the change stand side by side for a while: " + e.getMessage());
        }
    }

    @Override
    public void block(org.qgate.control.LinkConfiguration wanted) throws IOException {
        LinkConfiguration link = read(wanted);
        lifecycle.block(link);
        blocked.put(link.parameters().link(), link);
        surroundings.dataPlane.summon(link);
    }

    @Override
    public boolean isReady(org.qgate.control.LinkConfiguration wanted) throws IOException {
        return surroundings.dataPlane.serves(read(wanted));
    }

    @Override
    public void start(org.qgate.control.LinkConfiguration wanted) throws IOException {
        LinkConfiguration link = read(wanted);
        LinkName name = link.parameters().link();
        if (links.containsKey(name)) {
            discard(links.get(name));
        }
        surroundings.network.add(link.name(), link.network());
        surroundings.dataPlane.route(link);
        LinkRunner runner = surroundings.factory.make(link, now());
        blocked.remove(name);
        links.put(name, runner);
        effects.handle(runner, new LinkEvent.Started(), now());
    }

    @Override
    public void halt(String name) throws IOException {
        Optional<LinkRunner> running = link(name);
        if (running.isPresent()) {
            LinkRunner link = running.get();
            lifecycle.stop(link, now());
            surroundings.network.remove(link.name(), link.configuration().network());
            discard(link);
        }
    }

    private void discard(LinkRunner link) throws IOException {
        links.remove(link.linkName());
        surroundings.factory.discard(link.linkName());
    }

    @Override
    public void hold(String name) {
        link(name).ifPresent(link -> effects.handle(link, new LinkEvent.TrafficHeld(), now()));
    }

    @Override
    public void release(String name) {
        link(name).ifPresent(link -> effects.handle(link, new LinkEvent.TrafficReleased(), now()));
    }

    @Override
    public void remove(org.qgate.control.LinkConfiguration former) throws IOException {
        LinkName name = new LinkName(former.name());
        Optional<LinkRunner> running = link(former.name());
        if (running.isPresent()) {
            lifecycle.remove(running.get(), now());
            discard(running.get());
            return;
        }
        LinkConfiguration left = blocked.containsKey(name) ? blocked.get(name) : read(former);
        if (!blocked.containsKey(name)) {
            lifecycle.block(left);
        }
        lifecycle.clear(left);
        blocked.remove(name);
    }

    @Override
    public void cover(
            org.qgate.control.LinkConfiguration blocked,
            org.qgate.control.LinkConfiguration received,
            org.qgate.control.LinkConfiguration sent)
            throws IOException {
        if (link(blocked.name()).isPresent()) {
            lifecycle.cover(read(blocked), new TrafficCover(selectors(blocked), selectors(received), selectors(sent)));
        }
    }

    @Override
    public void permit(org.qgate.control.LinkConfiguration wanted, org.qgate.control.LinkConfiguration other) {
        link(wanted.name()).ifPresent(link -> {
            LinkTerms proposed = terms(link, wanted);
            LinkTerms too = terms(link, other);
            Optional<LinkTerms> acceptedToo = proposed.equals(too) ? Optional.empty() : Optional.of(too);
            effects.handle(link, new LinkEvent.TermsSet(proposed, acceptedToo), now());
        });
    }

    /** What an epoch is agreed on with under a configuration that was validated. */
    private static LinkTerms terms(LinkRunner link, org.qgate.control.LinkConfiguration wanted) {
        LinkConfiguration running = link.configuration();
        long digest = SelectorDigest.of(
                selectors(wanted), running.parameters().role(), running.esp().extendedSequenceNumbers());
        return new LinkTerms(suite(wanted.suite()), digest);
    }

    private static List<TrafficSelector> selectors(org.qgate.control.LinkConfiguration wanted) {
        return wanted.selectors().stream()
                .map(each -> new TrafficSelector(IpPrefix.parse(each.local()), IpPrefix.parse(each.remote())))
                .toList();
    }

    private static Suite suite(String name) {
        return Arrays.stream(Suite.values())
                .filter(suite -> suite.configurationName().equals(name))
                .findFirst()
                .orElseThrow(() -> new IllegalArgumentException("suite " + name + " was not validated"));
    }

    @Override
    public void renew(String name) {
        link(name).ifPresent(link -> effects.handle(link, new LinkEvent.ResetRequested(), now()));
    }

    @Override
    public void setPeriod(String name, long periodMillis) {
        link(name)
                .ifPresent(
                        link -> effects.handle(link, new LinkEvent.PeriodSet(periodMillis * NANOS_PER_MILLI), now()));
    }

    @Override
    public void describe(org.qgate.control.LinkConfiguration configuration) throws IOException {
        Optional<LinkRunner> running = link(configuration.name());
        if (running.isPresent()) {
            running.get().describe(read(configuration));
        }
    }

    @Override
    public boolean runs(org.qgate.control.LinkConfiguration wanted) {
        return running(wanted).isPresent();
    }

    /** The link, if the epoch in force is as wanted. */
    private Optional<LinkRunner> running(org.qgate.control.LinkConfiguration wanted) {
        return link(wanted.name()).filter(link -> link.runs(terms(link, wanted)));
    }

    @Override
    public boolean receives(org.qgate.control.LinkConfiguration wanted) {
        return running(wanted)
                .map(link -> link.snapshot(now()).inbound().topIndex() > 0)
                .orElse(false);
    }

    @Override
    public boolean sends(org.qgate.control.LinkConfiguration wanted) {
        return running(wanted).map(link -> isProtected(link.snapshot(now()))).orElse(false);
    }

    private static boolean isProtected(LinkSnapshot snapshot) {
        boolean outbound = snapshot.outbound().currentEpoch() == snapshot.epoch()
                && snapshot.outbound().currentIndex() > 0;
        return outbound && snapshot.inbound().senderIndex() > 0;
    }

    @Override
    public long packetsDeciphered(String name) {
        return link(name)
                .flatMap(link -> counts.of(link, link.snapshot(now())))
                .map(counted -> counted.all().deciphered())
                .orElse(0L);
    }

    @Override
    public int probe(String name) {
        return link(name)
                .map(link ->
                        surroundings.probes.send(link.configuration().policies().selectors()))
                .orElse(0);
    }

    @Override
    public boolean isSilent(String name, long nanos) {
        return link(name)
                .map(link -> link.snapshot(now()))
                .filter(snapshot -> snapshot.state() != LinkState.CLOSED)
                .filter(snapshot -> now() - snapshot.lastHeardNanos() >= nanos)
                .isPresent();
    }

    @Override
    public void tell(String name, ChangeNews news) {
        link(name).ifPresent(link -> effects.handle(link, new LinkEvent.ChangeTold(news), now()));
    }

    @Override
    public List<Heard> takeNews() {
        return effects.takeNews();
    }
}
