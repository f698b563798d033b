package org.qgate.simulator.paper;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.ByteBuffer;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;
import org.qgate.core.model.GatewayId;
import org.qgate.core.model.LinkName;
import org.qgate.core.model.LinkParameters;
import org.qgate.core.model.LinkTimers;
import org.qgate.core.model.Suite;
import org.qgate.core.port.ControlPort;
import org.qgate.core.port.Entropy;
import org.qgate.core.port.LinkEffect;
import org.qgate.core.port.LinkEvent;
import org.qgate.core.secret.SecretBytes;

class PaperLinkTest {
    private static final int INSTALLED = 6;
    private static final long PERIOD = 20_000_000L;

    private final End master = new End("a", "b");
    private final End slave = new End("b", "a");
    private long now;
    private boolean losesRequests;

    /** One end with a kernel that answers at once. */
    private final class End {
        final Set<Integer> inbound = new TreeSet<>();
        final Deque<byte[]> sent = new ArrayDeque<>();
        final PaperLink link;
        int used;

        End(String self, String peer) {
            LinkParameters parameters = new LinkParameters(
                    new LinkName("paper"),
                    new GatewayId(self),
                    new GatewayId(peer),
                    Suite.AES_GCM_256,
                    LinkTimers.withPeriod(PERIOD));
            link = new PaperLink(parameters, new PaperSettings(INSTALLED, false), KeyOfNumber::new, new Counting());
        }

        void feed(LinkEvent event) {
            List<LinkEffect> effects = new ArrayList<>();
            link.handle(event, now, effects::add);
            effects.forEach(this::carryOut);
        }

        private void carryOut(LinkEffect effect) {
            if (effect instanceof LinkEffect.SendDatagram datagram) {
                sent.add(datagram.bytes());
            } else if (effect instanceof LinkEffect.InstallInbound install) {
                inbound.add(install.spi());
                feed(new LinkEvent.InboundInstalled(install.sa()));
            } else if (effect instanceof LinkEffect.DeleteInbound delete) {
                inbound.remove(delete.spi());
            } else if (effect instanceof LinkEffect.InstallOutbound install) {
                feed(new LinkEvent.OutboundInstalled(install.sa()));
            } else if (effect instanceof LinkEffect.SwitchOutbound pin) {
                used = pin.spi();
                feed(new LinkEvent.OutboundSwitched(pin.sa()));
            }
        }
    }

    private static final class Counting implements Entropy {
        private long next = 10;

        @Override
        public void fill(byte[] target) {
            ByteBuffer.wrap(target).putLong(0, ++next);
        }

        @Override
        public long below(long bound) {
            return ++next % bound;
        }
    }

    /** Bits that are their number. */
    private record KeyOfNumber(long number) implements SecretBytes {
        @Override
        public int length() {
            return 2 * Long.BYTES;
        }

        @Override
        public void copyTo(byte[] target, int offset) {
            ByteBuffer.wrap(target).putLong(offset, number);
        }

        @Override
        public void writeTo(ByteBuffer target) {
            target.putLong(number).putLong(number);
        }

        @Override
        public void close() {
            // Nothing to wipe.
        }
    }

    private void exchange() {
        while (!master.sent.isEmpty() || !slave.sent.isEmpty()) {
            carry(master, slave, losesRequests);
            carry(slave, master, false);
        }
    }

    private static void carry(End from, End to, boolean loses) {
        while (!from.sent.isEmpty()) {
            byte[] bytes = from.sent.remove();
            if (!loses) {
                to.feed(new LinkEvent.DatagramReceived(ControlPort.CONTROL, bytes));
            }
        }
    }

    private void start() {
        master.feed(new LinkEvent.Started());
        slave.feed(new LinkEvent.Started());
        exchange();
    }

    private void change() {
        now += PERIOD;
        master.feed(new LinkEvent.DeadlineReached());
        exchange();
    }

    @Test
    void beginsWithAMasterResetAndHalfAWindowAhead() {
        start();
        assertThat(slave.inbound).hasSize(INSTALLED / 2 + 1).contains(master.used);
    }

    @Test
    void movesACountedWindowWithEachChange() {
        start();
        int first = master.used;
        for (int i = 0; i < 20; i++) {
            change();
            assertThat(slave.inbound).contains(master.used);
        }
        assertThat(slave.inbound).hasSize(INSTALLED).doesNotContain(first);
        assertThat(master.link.status().counts().resets()).isEqualTo(1);
    }

    @Test
    void makesUpForAsManyLostRequestsAsTheWindowHasAhead() {
        start();
        change();
        losesRequests = true;
        for (int i = 0; i < INSTALLED / 2; i++) {
            change();
            assertThat(slave.inbound).as("after %d lost requests", i + 1).contains(master.used);
        }
        losesRequests = false;
        change();
        assertThat(slave.inbound).hasSize(INSTALLED).contains(master.used);
        assertThat(master.link.status().counts().resets()).isEqualTo(1);
    }

    /** The sender never waits: beyond the window it sends what nobody can decipher, until a reset. */
    @Test
    void runsOffTheWindowWhenMoreRequestsAreLostAndResets() {
        start();
        change();
        losesRequests = true;
        for (int i = 0; i <= INSTALLED / 2; i++) {
            change();
        }
        assertThat(slave.inbound).doesNotContain(master.used);
        losesRequests = false;
        change();
        assertThat(master.link.status().counts().resets()).isEqualTo(2);
        assertThat(slave.inbound).contains(master.used);
    }

    /** A reset clears before it fills: packets under the old SA die between the slave's clearing and the switch. */
    @Test
    void breaksBeforeItMakesWhenItResets() {
        start();
        change();
        master.feed(new LinkEvent.ResetRequested());
        carry(master, slave, false);
        assertThat(slave.inbound).doesNotContain(master.used);
        exchange();
        assertThat(slave.inbound).contains(master.used);
    }

    @Test
    void leavesNothingWhenItStops() {
        start();
        slave.feed(new LinkEvent.StopRequested());
        assertThat(slave.inbound).isEmpty();
        assertThat(slave.link.nextDeadlineNanos()).isEqualTo(Long.MAX_VALUE);
    }
}
