package org.qgate.agent.loop;

import java.util.List;
import org.qgate.agent.change.LinkOperations;
import org.qgate.control.LinkConfiguration;
import org.qgate.core.model.ChangeNews;

/** Links of an agent that has none and makes none. */
final class NoLinks implements LinkOperations {
    @Override
    public List<LinkConfiguration> running() {
        return List.of();
    }

    @Override
    public void validate(LinkConfiguration wanted) {
        throw new UnsupportedOperationException(wanted.name());
    }

    @Override
    public void block(LinkConfiguration wanted) {
        throw new UnsupportedOperationException(wanted.name());
    }

    @Override
    public boolean isReady(LinkConfiguration wanted) {
        throw new UnsupportedOperationException(wanted.name());
    }

    @Override
    public void start(LinkConfiguration wanted) {
        throw new UnsupportedOperationException(wanted.name());
    }

    @Override
    public void halt(String link) {
        throw new UnsupportedOperationException(link);
    }

    @Override
    public void hold(String link) {
        throw new UnsupportedOperationException(link);
    }

    @Override
    public void release(String link) {
        throw new UnsupportedOperationException(link);
    }

    @Override
    public void remove(LinkConfiguration link) {
        throw new UnsupportedOperationException(link.name());
    }

    @Override
    public void cover(LinkConfiguration blocked, LinkConfiguration received, LinkConfiguration sent) {
        throw new UnsupportedOperationException(blocked.name());
    }

    @Override
    public void permit(LinkConfiguration proposed, LinkConfiguration other) {
        throw new UnsupportedOperationException(proposed.name());
    }

    @Override
    public void renew(String link) {
        throw new UnsupportedOperationException(link);
    }

    @Override
    public void setPeriod(String link, long periodMillis) {
        throw new UnsupportedOperationException(link);
    }

    @Override
    public void describe(LinkConfiguration configuration) {
        throw new UnsupportedOperationException(configuration.name());
    }

    @Override
    public boolean runs(LinkConfiguration wanted) {
        return false;
    }

    @Override
    public boolean receives(LinkConfiguration wanted) {
        return false;
    }

    @Override
    public boolean sends(LinkConfiguration wanted) {
        return false;
    }

    @Override
    public long packetsDeciphered(String link) {
        return 0;
    }

    @Override
    public int probe(String link) {
        return 0;
    }

    @Override
    public boolean isSilent(String link, long nanos) {
        return false;
    }

    @Override
    public void tell(String link, ChangeNews news) {
        throw new UnsupportedOperationException(link);
    }

    @Override
    public List<Heard> takeNews() {
        return List.of();
    }
}
