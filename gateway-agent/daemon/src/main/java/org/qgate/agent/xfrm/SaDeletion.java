package org.qgate.agent.xfrm;

import java.util.List;
import java.util.function.Consumer;
import org.qgate.core.model.LinkName;
import org.qgate.core.port.LinkEvent;
import org.qgate.linux.libc.Errno;
import org.qgate.linux.netlink.NetlinkResult;
import org.qgate.linux.xfrm.XfrmBatch;
import org.qgate.linux.xfrm.XfrmSaKey;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Deletes an SA; an absent one is not an error. */
final class SaDeletion implements KernelStep {
    private static final Logger LOG = LoggerFactory.getLogger(SaDeletion.class);

    private final LinkName link;
    private final XfrmSaKey key;
    private final ResidentSas residents;

    SaDeletion(LinkName link, XfrmSaKey key, ResidentSas residents) {
        this.link = link;
        this.key = key;
        this.residents = residents;
    }

    @Override
    public LinkName link() {
        return link;
    }

    @Override
    public int messages() {
        return 1;
    }

    @Override
    public void add(XfrmBatch batch) {
        residents.find(key.id()).ifPresent(ResidentSa::askDeletion);
        batch.deleteSa(key);
    }

    @Override
    public void answered(List<NetlinkResult> results, Consumer<LinkEvent> answers) {
        NetlinkResult result = results.get(0);
        if (result.isRefusedWith(Errno.ESRCH)) {
            residents.withdraw(key.id());
        } else if (!result.isAcknowledged()) {
            failed(result.toString(), answers);
        }
    }

    @Override
    public void failed(String reason, Consumer<LinkEvent> answers) {
        LOG.warn("link {}: {} could not be deleted; its own lifetime will end it: {}", link, key.id(), reason);
    }
}
