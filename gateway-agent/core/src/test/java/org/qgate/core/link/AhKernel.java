package org.qgate.core.link;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.Collection;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.qgate.core.model.SaName;
import org.qgate.core.port.ControlPort;
import org.qgate.core.port.LinkEffect;
import org.qgate.core.port.LinkEvent;

/** AH on the control port of one {@link End}: what stands in its kernel, and what the next message leaves under. */
final class AhKernel {
    final Map<SaName, Integer> inbound = new LinkedHashMap<>();
    final Map<SaName, Integer> outbound = new LinkedHashMap<>();
    final List<SaName> used = new ArrayList<>();
    private final Set<List<Byte>> programmed = new HashSet<>();
    boolean refusesInstallations;
    boolean refusesSwitches;
    int lostHere;

    @Nullable
    SaName cover;

    boolean program(LinkEffect effect, Collection<LinkEvent> answers) {
        if (effect instanceof LinkEffect.InstallControlSa install) {
            answers.add(install(install));
        } else if (effect instanceof LinkEffect.ProtectControl protect) {
            if (refusesSwitches) {
                answers.add(new LinkEvent.ControlProtectionRefused(protect.sa(), "ENOMEM"));
            } else {
                assertThat(outbound).containsKey(protect.sa());
                cover = protect.sa();
                used.add(protect.sa());
                answers.add(new LinkEvent.ControlProtected(protect.sa()));
            }
        } else if (effect instanceof LinkEffect.ExposeControl) {
            cover = null;
        } else if (effect instanceof LinkEffect.DeleteControlSa delete) {
            table(delete.inbound()).remove(delete.sa());
        } else {
            return false;
        }
        return true;
    }

    private LinkEvent install(LinkEffect.InstallControlSa install) {
        if (refusesInstallations) {
            return new LinkEvent.ControlSaRefused(install.sa(), "EEXIST");
        }
        byte[] key = new byte[32];
        assertThat(install.key().length()).isEqualTo(key.length);
        install.key().copyTo(key, 0);
        List<Byte> bytes = new ArrayList<>();
        for (byte each : key) {
            bytes.add(each);
        }
        assertThat(programmed.add(bytes)).as("no key is programmed twice").isTrue();
        table(install.inbound()).put(install.sa(), install.spi());
        return new LinkEvent.ControlSaInstalled(install.sa());
    }

    private Map<SaName, Integer> table(boolean in) {
        return in ? inbound : outbound;
    }

    /** What a message leaves under. */
    @Nullable
    SaName coverOf(ControlPort port) {
        return port == ControlPort.CONTROL ? cover : null;
    }

    /** Whether a message leaves: its SA stands, or it needs none. */
    boolean sends(@Nullable SaName under) {
        return under == null || outbound.containsKey(under);
    }

    /** Whether a message comes in: its SA stands, or it came without. */
    boolean takes(@Nullable SaName under) {
        boolean taken = under == null || inbound.containsKey(under);
        lostHere += taken ? 0 : 1;
        return taken;
    }

    /** Somebody deletes all AH SAs; returns what the kernel tells of it. */
    List<LinkEvent> flush() {
        List<LinkEvent> news = new ArrayList<>();
        inbound.keySet().forEach(sa -> news.add(new LinkEvent.SaExpired(sa, true)));
        outbound.keySet().forEach(sa -> news.add(new LinkEvent.SaExpired(sa, true)));
        inbound.clear();
        outbound.clear();
        return news;
    }
}
