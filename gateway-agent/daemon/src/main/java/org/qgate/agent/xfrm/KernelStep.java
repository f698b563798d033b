package org.qgate.agent.xfrm;

import java.util.List;
import java.util.function.Consumer;
import org.qgate.core.model.LinkName;
import org.qgate.core.port.LinkEvent;
import org.qgate.linux.netlink.NetlinkResult;
import org.qgate.linux.xfrm.XfrmBatch;

/** One effect: what it adds to the batch of its turn, and what the kernel's answers mean to the link. */
interface KernelStep {
    /** Whose effect it is. */
    LinkName link();

    /** Messages that {@link #add} adds. */
    int messages();

    /** Adds its messages. */
    void add(XfrmBatch batch);

    /** Reads its results, one a message; what has to be told to the link goes to {@code answers}. */
    void answered(List<NetlinkResult> results, Consumer<LinkEvent> answers);

    /** The batch was not sent. */
    void failed(String reason, Consumer<LinkEvent> answers);
}
