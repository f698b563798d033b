package org.qgate.agent.xfrm;

import java.util.Arrays;
import java.util.List;
import java.util.function.Consumer;
import org.qgate.core.model.LinkName;
import org.qgate.core.model.SaName;
import org.qgate.core.port.LinkEffect;
import org.qgate.core.port.LinkEvent;
import org.qgate.linux.memory.LockedBytes;
import org.qgate.linux.memory.SecretArena;
import org.qgate.linux.netlink.NetlinkResult;
import org.qgate.linux.xfrm.XfrmBatch;
import org.qgate.linux.xfrm.XfrmSa;

/** Installs an AH SA of a link's control port, once. An SA of that SPI that stands already is never touched. */
final class ControlSaInstallation implements KernelStep {
    private final XfrmSa sa;
    private final ResidentSa resident;
    private final LinkEffect.InstallControlSa wanted;
    private final ResidentSas residents;
    private final SecretArena arena;

    ControlSaInstallation(XfrmLink link, LinkEffect.InstallControlSa wanted, ResidentSas residents, SecretArena arena) {
        this.sa = link.control().sa(wanted.inbound(), wanted.spi(), wanted.limits());
        this.resident = new ResidentSa(wanted.sa(), link.controlTraffic());
        this.wanted = wanted;
        this.residents = residents;
        this.arena = arena;
    }

    private SaName name() {
        return wanted.sa();
    }

    @Override
    public LinkName link() {
        return name().link();
    }

    @Override
    public int messages() {
        return 1;
    }

    @Override
    public void add(XfrmBatch batch) {
        byte[] key = new byte[wanted.key().length()];
        wanted.key().copyTo(key, 0);
        try (LockedBytes locked = arena.take(key)) {
            batch.newSa(sa, locked);
        } finally {
            Arrays.fill(key, (byte) 0);
        }
    }

    @Override
    public void answered(List<NetlinkResult> results, Consumer<LinkEvent> answers) {
        if (results.get(0).isAcknowledged()) {
            residents.enter(sa.id(), resident);
            answers.accept(new LinkEvent.ControlSaInstalled(name()));
        } else {
            failed(results.get(0).toString(), answers);
        }
    }

    @Override
    public void failed(String reason, Consumer<LinkEvent> answers) {
        answers.accept(new LinkEvent.ControlSaRefused(name(), reason));
    }

    /** What takes it away if it may stand although its answer was lost. */
    SaDeletion undo() {
        return new SaDeletion(link(), sa.key(), residents);
    }
}
