package org.qgate.simulator.paper;

import java.util.function.Consumer;
import java.util.function.LongFunction;
import org.qgate.core.model.Direction;
import org.qgate.core.model.LinkParameters;
import org.qgate.core.model.Role;
import org.qgate.core.port.ControlPort;
import org.qgate.core.port.Entropy;
import org.qgate.core.port.LinkEffect;
import org.qgate.core.port.LinkEvent;
import org.qgate.core.port.LinkNotice;

/** One end of a link under the paper's protocol: master of what it sends, slave of what it receives. */
public final class PaperLink {
    private static final long LIVES = 1L << 31;

    private final Role role;
    private final PaperMaster master;
    private final PaperSlave slave;
    private final PaperTransport transport;
    private Consumer<LinkEffect> effects = effect -> {};
    private boolean stopped;
    private long received;
    private long sent;

    /**
     * An end that does nothing yet.
     *
     * @param parameters names of the link and its ends, and the key period
     * @param settings the paper's own
     * @param keys the endless key stream
     * @param entropy for where a conversation begins in it
     */
    public PaperLink(LinkParameters parameters, PaperSettings settings, PaperKeys keys, Entropy entropy) {
        this.role = parameters.role();
        int life = (int) entropy.below(LIVES) + 1;
        this.transport = settings.stream()
                ? new StreamTransport(this::transmit, role.sends().code(), life)
                : new DatagramTransport(this::transmit, role.sends().code(), life);
        this.master = new PaperMaster(
                settings,
                role.sends().code(),
                entropy,
                conversations(parameters, role.sends(), keys),
                parameters.timers().periodNanos());
        this.slave = new PaperSlave(settings, role.receives().code(), conversations(parameters, role.receives(), keys));
    }

    private static LongFunction<Conversation> conversations(
            LinkParameters parameters, Direction direction, PaperKeys keys) {
        return start -> new Conversation(parameters.link(), direction, keys, start);
    }

    private void transmit(byte[] bytes) {
        sent++;
        effects.accept(new LinkEffect.SendDatagram(ControlPort.CONTROL, bytes));
    }

    /** Takes an event and says what is to be done, in order. */
    public void handle(LinkEvent event, long nowNanos, Consumer<LinkEffect> consumer) {
        effects = consumer;
        if (stopped) {
            return;
        }
        if (event instanceof LinkEvent.Started) {
            consumer.accept(new LinkEffect.DeletePredecessors());
            master.reset(transport, nowNanos);
        } else if (event instanceof LinkEvent.DatagramReceived datagram && datagram.port() == ControlPort.CONTROL) {
            receive(datagram.bytes(), nowNanos);
        } else if (event instanceof LinkEvent.PeriodSet set) {
            master.setPeriod(set.periodNanos());
        } else if (event instanceof LinkEvent.ResetRequested) {
            master.reset(transport, nowNanos);
        } else if (event instanceof LinkEvent.StopRequested) {
            stopped = true;
            master.stop(consumer);
            slave.clear(consumer);
        } else {
            hearKernel(event, nowNanos);
        }
        tick(nowNanos);
    }

    private void hearKernel(LinkEvent event, long nowNanos) {
        if (event instanceof LinkEvent.OutboundInstalled installed) {
            master.installed(installed.sa(), effects);
        } else if (event instanceof LinkEvent.OutboundSwitched switched) {
            master.switched(switched.sa(), effects);
        } else if (event instanceof LinkEvent.OutboundRefused refused) {
            master.refused(refused.sa(), transport, nowNanos);
        } else if (event instanceof LinkEvent.SwitchRefused refused) {
            master.refused(refused.sa(), transport, nowNanos);
        } else if (event instanceof LinkEvent.InboundRefused refused) {
            slave.refused(refused.sa(), transport, nowNanos);
            effects.accept(new LinkEffect.Report(new LinkNotice.IndexVoided(
                    refused.sa().epoch(), refused.sa().index(), true, refused.reason())));
        }
    }

    private void receive(byte[] bytes, long nowNanos) {
        for (PaperMessage message : transport.receive(bytes, nowNanos)) {
            received++;
            if (message.direction() == role.sends().code()) {
                master.hear(message, transport, effects, nowNanos);
            } else {
                slave.hear(message, transport, effects, nowNanos);
            }
        }
    }

    private void tick(long nowNanos) {
        if (!stopped) {
            transport.tick(nowNanos);
            master.tick(transport, effects, nowNanos);
        }
    }

    /** When it wants to be woken; {@code Long.MAX_VALUE} for never. */
    public long nextDeadlineNanos() {
        return stopped ? Long.MAX_VALUE : Math.min(transport.nextDeadlineNanos(), master.nextDeadlineNanos());
    }

    /** How it stands, and what it counted since its start. */
    public PaperStatus status() {
        return new PaperStatus(
                master.isSending(),
                master.periodNanos(),
                slave.resident(),
                new PaperStatus.Counts(
                        master.changes(), master.resets(), slave.installs(), received, sent, transport.refused()));
    }
}
