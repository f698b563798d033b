package org.qgate.agent.xfrm;

import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;
import org.qgate.agent.secret.LockedKeyMemory;
import org.qgate.core.model.LinkName;
import org.qgate.core.model.SaName;
import org.qgate.core.port.LinkEvent;
import org.qgate.core.secret.SecretBytes;
import org.qgate.linux.libc.Errno;
import org.qgate.linux.netlink.NetlinkResult;
import org.qgate.linux.xfrm.XfrmBatch;
import org.qgate.linux.xfrm.XfrmSa;

/**
 * Installs an SA, once. An SA of that SPI that stands already is never touched.
 *
 * <p>What a network card refuses never became an SA, and no packet was numbered under its key: in software, the same key is used for the
 * first time.
 */
final class SaInstallation implements KernelStep {
    private final XfrmSa sa;
    private final ResidentSa resident;
    private final SecretBytes secret;
    private final boolean inbound;
    private final ResidentSas residents;
    private final LinkOffload offload;
    private boolean refusedByCard;

    /** Installs {@code sa} as it is; if it names a card, {@code offload} hears what the card said. */
    SaInstallation(
            XfrmSa sa,
            ResidentSa resident,
            SecretBytes secret,
            boolean inbound,
            ResidentSas residents,
            LinkOffload offload) {
        this.sa = sa;
        this.resident = resident;
        this.secret = secret;
        this.inbound = inbound;
        this.residents = residents;
        this.offload = offload;
    }

    private boolean isForCard() {
        return sa.options().offload().isPresent();
    }

    @Override
    public LinkName link() {
        return resident.name().link();
    }

    @Override
    public int messages() {
        return 1;
    }

    @Override
    public void add(XfrmBatch batch) {
        batch.newSa(sa, LockedKeyMemory.lockedBytes(secret));
    }

    @Override
    public void answered(List<NetlinkResult> results, Consumer<LinkEvent> answers) {
        NetlinkResult result = results.get(0);
        if (result.isAcknowledged()) {
            if (isForCard()) {
                offload.took();
                resident.putOnCard();
            }
            residents.enter(sa.id(), resident);
            SaName name = resident.name();
            answers.accept(inbound ? new LinkEvent.InboundInstalled(name) : new LinkEvent.OutboundInstalled(name));
        } else if (isForCard() && result instanceof NetlinkResult.Refused && !result.isRefusedWith(Errno.EEXIST)) {
            offload.refused(result.toString());
            refusedByCard = true;
        } else {
            failed(result.toString(), answers);
        }
    }

    /** What installs it in software, if the card that it was for refused it; until then it is not answered. */
    Optional<KernelStep> inSoftware() {
        return refusedByCard
                ? Optional.of(new SaInstallation(
                        sa.withOptions(sa.options().withoutOffload()), resident, secret, inbound, residents, offload))
                : Optional.empty();
    }

    @Override
    public void failed(String reason, Consumer<LinkEvent> answers) {
        SaName name = resident.name();
        answers.accept(
                inbound ? new LinkEvent.InboundRefused(name, reason) : new LinkEvent.OutboundRefused(name, reason));
    }

    /** What takes it away if it may stand although its answer was lost. */
    SaDeletion undo() {
        return new SaDeletion(link(), sa.key(), residents);
    }
}
