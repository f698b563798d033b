package org.qgate.agent.change;

import java.io.IOException;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.function.BooleanSupplier;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.qgate.control.ControlEvent;
import org.qgate.control.LinkConfiguration;
import org.qgate.control.SelectorStatus;
import org.qgate.core.model.ChangeNews;

/** One end of a link: a disk, a kernel, and links that follow at once; it can be killed at each thing that it does. */
final class ModelEnd implements LinkOperations, ConfigurationStore {
    /** The process is killed. */
    static final class Killed extends RuntimeException {
        private static final long serialVersionUID = 1;
    }

    final List<ControlEvent> events = new ArrayList<>();
    final Map<String, LinkConfiguration> running = new TreeMap<>();
    final Set<String> blocked = new TreeSet<>();
    final Set<String> held = new TreeSet<>();
    /** Selectors with policies in the kernel, which outlive a process. */
    final Map<String, Set<SelectorStatus>> policies = new TreeMap<>();

    private final Map<String, LinkConfiguration> ofFile;
    /** Those of them that this process knows of. */
    private final Map<String, LinkConfiguration> covered = new TreeMap<>();

    private final Map<String, String> proposes = new TreeMap<>();
    private final Map<String, Set<String>> accepts = new TreeMap<>();
    private final Map<String, String> inForce = new TreeMap<>();
    private final Set<String> wishes = new TreeSet<>();
    private final BooleanSupplier lost;
    private final BooleanSupplier deaf;
    /** Links that the peer has closed in order. */
    private final Set<String> closed = new TreeSet<>();

    private @Nullable ModelEnd peer;
    private List<Heard> inbox = new ArrayList<>();
    private ConfigurationState disk = ConfigurationState.NONE;
    private long received;
    /** Epochs that came into force since this end proposed them. */
    int epochs;
    /** Whether traffic was ever held. */
    boolean heldEver;

    /** Whether what protects packets is still being started. */
    boolean starting;
    /** Why nothing can protect packets. */
    Optional<String> hindrance = Optional.empty();

    LinkChanges changes;
    /** Things that it may do before it is killed; negative: any number. */
    int killedAfter = -1;

    /**
     * An end.
     *
     * @param lost whether what it says now is lost
     * @param deaf whether all that the other says is
     */
    ModelEnd(Map<String, LinkConfiguration> ofFile, BooleanSupplier lost, BooleanSupplier deaf) {
        this.ofFile = ofFile;
        this.lost = lost;
        this.deaf = deaf;
        this.changes = new LinkChanges(disk, this, this, events::add);
        ofFile.keySet().forEach(blocked::add);
        startLinks();
    }

    void meet(ModelEnd other) {
        peer = other;
    }

    private ModelEnd peer() {
        ModelEnd other = peer;
        if (other == null) {
            throw new IllegalStateException("there is no other end yet");
        }
        return other;
    }

    private void startLinks() {
        running.clear();
        held.clear();
        proposes.clear();
        accepts.clear();
        inForce.clear();
        wishes.clear();
        running.putAll(disk.starting(ofFile));
        running.forEach((name, link) -> {
            proposes.put(name, terms(link));
            accepts.put(name, Set.of(terms(link)));
            wishes.add(name);
            protect(link);
        });
    }

    private void protect(LinkConfiguration link) {
        blocked.add(link.name());
        covered.put(link.name(), link);
        policies.computeIfAbsent(link.name(), name -> new HashSet<>()).addAll(link.selectors());
    }

    /** Whether nothing of a link is left, neither running nor in the kernel. */
    boolean isEmpty() {
        return running.isEmpty() && held.isEmpty() && blocked.isEmpty() && policies.isEmpty();
    }

    void restart(long nowNanos) throws IOException {
        killedAfter = -1;
        inbox = new ArrayList<>();
        startLinks();
        changes = new LinkChanges(disk, this, this, events::add);
        changes.recover(nowNanos);
    }

    private void live() {
        if (killedAfter == 0) {
            throw new Killed();
        }
        killedAfter--;
    }

    @Override
    public void save(ConfigurationState state) throws IOException {
        live();
        disk = new StateCodec().decode(new StateCodec().encode(state));
        live();
    }

    @Override
    public List<LinkConfiguration> running() {
        return List.copyOf(running.values());
    }

    @Override
    public void validate(LinkConfiguration wanted) throws ChangeRefusedException {
        if (wanted.suite().equals("rot13")) {
            throw new ChangeRefusedException(org.qgate.control.ErrorCode.NOT_SUPPORTED, "no such suite");
        }
    }

    @Override
    public void block(LinkConfiguration wanted) {
        live();
        protect(wanted);
    }

    @Override
    public boolean isReady(LinkConfiguration wanted) throws IOException {
        if (hindrance.isPresent()) {
            throw new IOException(hindrance.get());
        }
        return !starting;
    }

    @Override
    public void start(LinkConfiguration wanted) {
        live();
        if (!blocked.contains(wanted.name())) {
            throw new AssertionError("link " + wanted.name() + " is started before its traffic is blocked");
        }
        running.put(wanted.name(), wanted);
        closed.remove(wanted.name());
        proposes.put(wanted.name(), terms(wanted));
        accepts.put(wanted.name(), Set.of(terms(wanted)));
        inForce.remove(wanted.name());
        wishes.add(wanted.name());
    }

    /** What epochs of a running link may be agreed on with. */
    Set<String> accepted(String link) {
        return running.containsKey(link) ? accepts.getOrDefault(link, Set.of()) : Set.of();
    }

    /** What an epoch is agreed on with. */
    private static String terms(LinkConfiguration link) {
        return link.suite() + " " + link.selectors();
    }

    @Override
    public void halt(String link) {
        live();
        running.remove(link);
    }

    @Override
    public void hold(String link) {
        live();
        held.add(link);
        heldEver = true;
    }

    @Override
    public void release(String link) {
        live();
        held.remove(link);
    }

    @Override
    public void remove(LinkConfiguration link) {
        live();
        // Said twice.
        boolean firstLost = lost.getAsBoolean();
        boolean secondLost = lost.getAsBoolean();
        if (running.containsKey(link.name()) && !(firstLost && secondLost)) {
            peer().closed.add(link.name());
        }
        running.remove(link.name());
        held.remove(link.name());
        blocked.remove(link.name());
        policies.remove(link.name());
    }

    @Override
    public void cover(LinkConfiguration wide, LinkConfiguration received, LinkConfiguration sent) {
        live();
        if (!wide.selectors().containsAll(received.selectors())
                || !received.selectors().containsAll(sent.selectors())) {
            throw new AssertionError("traffic would pass in clear: " + wide + received + sent);
        }
        LinkConfiguration before = covered.getOrDefault(wide.name(), wide);
        protect(wide);
        live();
        Set<SelectorStatus> gone = new HashSet<>(before.selectors());
        wide.selectors().forEach(gone::remove);
        policies.getOrDefault(wide.name(), new HashSet<>()).removeAll(gone);
    }

    @Override
    public void permit(LinkConfiguration proposed, LinkConfiguration other) {
        live();
        proposes.put(proposed.name(), terms(proposed));
        accepts.put(
                proposed.name(), Stream.of(proposed, other).map(ModelEnd::terms).collect(Collectors.toSet()));
    }

    @Override
    public void renew(String link) {
        live();
        wishes.add(link);
    }

    @Override
    public void setPeriod(String link, long periodMillis) {
        live();
    }

    @Override
    public void describe(LinkConfiguration configuration) {
        live();
        running.put(configuration.name(), configuration);
    }

    private boolean joined(String link) {
        return running.containsKey(link) && peer().running.containsKey(link);
    }

    @Override
    public boolean runs(LinkConfiguration wanted) {
        meetWishes(wanted.name());
        peer().meetWishes(wanted.name());
        return terms(wanted).equals(inForce.get(wanted.name()));
    }

    /** An epoch that this end wishes for comes into force at once, if the other agrees to it. */
    private void meetWishes(String link) {
        String proposed = proposes.getOrDefault(link, "");
        boolean agreed = peer().accepts.getOrDefault(link, Set.of()).contains(proposed);
        if (wishes.contains(link) && joined(link) && agreed) {
            wishes.remove(link);
            inForce.put(link, proposed);
            peer().inForce.put(link, proposed);
            epochs++;
        }
    }

    @Override
    public boolean receives(LinkConfiguration wanted) {
        return joined(wanted.name())
                && peer().accepts.getOrDefault(wanted.name(), Set.of()).contains(terms(wanted));
    }

    @Override
    public boolean sends(LinkConfiguration wanted) {
        return joined(wanted.name()) && runs(wanted);
    }

    @Override
    public long packetsDeciphered(String link) {
        return received;
    }

    @Override
    public int probe(String link) {
        if (joined(link) && !lost.getAsBoolean()) {
            peer().received++;
        }
        return 1;
    }

    @Override
    public boolean isSilent(String link, long nanos) {
        return !closed.contains(link) && (deaf.getAsBoolean() || !peer().running.containsKey(link));
    }

    @Override
    public void tell(String link, ChangeNews news) {
        if (joined(link) && !lost.getAsBoolean()) {
            peer().inbox.add(new Heard(link, news));
        }
    }

    /** The peer's agent says something, or seems to. */
    void hears(ChangeNews news) {
        running.keySet().forEach(link -> inbox.add(new Heard(link, news)));
    }

    @Override
    public List<Heard> takeNews() {
        List<Heard> taken = inbox;
        inbox = new ArrayList<>();
        return taken;
    }
}
