package org.qgate.agent.change;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.function.BooleanSupplier;
import org.jspecify.annotations.Nullable;
import org.qgate.control.ControlEvent;
import org.qgate.control.LinkConfiguration;
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
    private final Map<String, LinkConfiguration> ofFile;
    private final Map<String, String> proposes = new TreeMap<>();
    private final Map<String, Set<String>> accepts = new TreeMap<>();
    private final BooleanSupplier lost;
    private @Nullable ModelEnd peer;
    private List<Heard> inbox = new ArrayList<>();
    private ConfigurationState disk = ConfigurationState.NONE;
    private long received;
    LinkChanges changes;
    /** Things that it may do before it is killed; negative: any number. */
    int killedAfter = -1;

    ModelEnd(Map<String, LinkConfiguration> ofFile, BooleanSupplier lost) {
        this.ofFile = ofFile;
        this.lost = lost;
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
        running.putAll(disk.starting(ofFile));
        running.forEach((name, link) -> {
            proposes.put(name, link.suite());
            accepts.put(name, Set.of(link.suite()));
            blocked.add(name);
        });
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
        blocked.add(wanted.name());
    }

    @Override
    public void start(LinkConfiguration wanted) {
        live();
        if (!blocked.contains(wanted.name())) {
            throw new AssertionError("link " + wanted.name() + " is started before its traffic is blocked");
        }
        running.put(wanted.name(), wanted);
        proposes.put(wanted.name(), wanted.suite());
        accepts.put(wanted.name(), Set.of(wanted.suite()));
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
    }

    @Override
    public void remove(LinkConfiguration link) {
        live();
        running.remove(link.name());
        held.remove(link.name());
        blocked.remove(link.name());
    }

    @Override
    public void permit(String link, String suite, String other) {
        live();
        proposes.put(link, suite);
        accepts.put(link, Set.copyOf(List.of(suite, other).stream().distinct().toList()));
    }

    @Override
    public void renew(String link) {
        live();
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
    public boolean receives(String link, String suite) {
        return joined(link) && peer().accepts.getOrDefault(link, Set.of()).contains(suite);
    }

    @Override
    public boolean sends(String link, String suite) {
        return receives(link, suite)
                && suite.equals(proposes.get(link))
                && suite.equals(peer().proposes.get(link));
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
    public void tell(String link, ChangeNews news) {
        if (joined(link) && !lost.getAsBoolean()) {
            peer().inbox.add(new Heard(link, news));
        }
    }

    @Override
    public List<Heard> takeNews() {
        List<Heard> taken = inbox;
        inbox = new ArrayList<>();
        return taken;
    }
}
