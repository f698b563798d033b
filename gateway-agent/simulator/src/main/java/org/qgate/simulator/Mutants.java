package org.qgate.simulator;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.qgate.core.link.ProtocolRules;
import org.qgate.core.model.LinkMarks;
import org.qgate.core.model.SaLimits;
import org.qgate.core.model.SaName;
import org.qgate.core.port.LinkEffect;
import org.qgate.core.port.LinkEvent;
import org.qgate.core.port.LinkNotice;
import org.qgate.core.secret.SecretBytes;

/** Bugs that the invariants must catch: decisions of the protocol turned round, and effects carried out wrongly. */
final class Mutants {
    private Mutants() {}

    /** All of them. */
    static List<Mutant> all() {
        List<Mutant> mutants = new ArrayList<>(RuleMutants.all());
        mutants.add(new Mutant("marks-forgotten", "a restarted agent starts from nothing", MarksForgotten::new));
        mutants.add(new Mutant(
                "bootstrap-accepted-twice",
                "a HELLO's block is not compared with those seen, and a restart forgets the epoch",
                BootstrapAcceptedTwice::new));
        mutants.add(new Mutant(
                "outbound-deleted-before-switch",
                "delete before add: the old SA goes first",
                DeletedBeforeSwitch::new));
        mutants.add(new Mutant(
                "deleted-with-the-block",
                "the SA in use goes with the block, though packets hold it",
                DeletedWithTheBlock::new));
        mutants.add(new Mutant("refusal-ignored", "EEXIST counts as installed", RefusalIgnored::new));
        mutants.add(new Mutant(
                "write-failure-ignored", "marks that could not be written count as durable", WriteFailureIgnored::new));
        mutants.add(new Mutant("install-repeated", "an SA is programmed a second time", InstallRepeated::new));
        mutants.add(new Mutant(
                "refused-sa-deleted", "after EEXIST the SPI is deleted, whosever it is", RefusedDeleted::new));
        mutants.add(new Mutant("predecessors-kept", "SAs of a dead agent are never deleted", PredecessorsKept::new));
        mutants.add(new Mutant("lifetimes-not-set", "SAs get no hard lifetime in the kernel", LifetimesNotSet::new));
        mutants.add(
                new Mutant("rules-lifted-at-stop", "a stopping agent takes the block rules away", RulesLifted::new));
        mutants.addAll(SurroundingMutants.all());
        mutants.add(new Mutant("stop-keeps-sas", "a stopping agent leaves its inbound SAs", StopKeepsSas::new));
        return mutants;
    }

    private static final class MarksForgotten implements Mutation {
        @Override
        public LinkMarks restored(LinkMarks onDisk) {
            return LinkMarks.NONE;
        }
    }

    private static final class BootstrapAcceptedTwice implements Mutation {
        @Override
        public ProtocolRules rules() {
            return new ProtocolRules() {
                @Override
                public boolean acceptsBootstrap(long block, long highestSeen) {
                    return true;
                }
            };
        }

        @Override
        public LinkMarks restored(LinkMarks onDisk) {
            return onDisk.withEpoch(0);
        }
    }

    private static final class DeletedBeforeSwitch implements Mutation {
        private final Map<SaName, LinkEffect> used = new HashMap<>();

        @Override
        public List<LinkEffect> carriedOut(List<LinkEffect> effects) {
            List<LinkEffect> done = new ArrayList<>();
            for (LinkEffect effect : effects) {
                if (effect instanceof LinkEffect.SwitchOutbound pin) {
                    SaName sa = pin.sa();
                    SaName before = new SaName(sa.link(), sa.epoch(), sa.direction(), sa.channel(), sa.index() - 1);
                    LinkEffect delete = used.remove(before);
                    if (delete != null) {
                        done.add(delete);
                    }
                    used.put(sa, new LinkEffect.DeleteOutbound(sa, pin.spi()));
                }
                done.add(effect);
            }
            return done;
        }
    }

    private static final class InstallRepeated implements Mutation {
        private int installs;

        @Override
        public List<LinkEffect> carriedOut(List<LinkEffect> effects) {
            List<LinkEffect> done = new ArrayList<>();
            for (LinkEffect effect : effects) {
                done.add(effect);
                if (effect instanceof LinkEffect.InstallOutbound install && ++installs % 20 == 0) {
                    done.add(new LinkEffect.InstallOutbound(
                            install.sa(), install.spi(), install.suite(), copy(install.key()), install.limits()));
                }
            }
            return done;
        }

        private static SimSecret copy(SecretBytes key) {
            byte[] bits = new byte[key.length()];
            key.copyTo(bits, 0);
            return new SimSecret(bits, new SecretCount());
        }
    }

    private static final class RefusalIgnored implements Mutation {
        @Override
        public LinkEvent told(LinkEvent event) {
            return event instanceof LinkEvent.InboundRefused refused
                    ? new LinkEvent.InboundInstalled(refused.sa())
                    : event;
        }
    }

    private static final class WriteFailureIgnored implements Mutation {
        private LinkMarks written = LinkMarks.NONE;

        @Override
        public List<LinkEffect> carriedOut(List<LinkEffect> effects) {
            for (LinkEffect effect : effects) {
                if (effect instanceof LinkEffect.PersistMarks persist) {
                    written = persist.marks();
                }
            }
            return effects;
        }

        @Override
        public LinkEvent told(LinkEvent event) {
            return event instanceof LinkEvent.MarksPersistFailed ? new LinkEvent.MarksPersisted(written) : event;
        }
    }

    private static final class RefusedDeleted implements Mutation {
        private final Map<Long, LinkEffect> deletes = new HashMap<>();

        @Override
        public List<LinkEffect> carriedOut(List<LinkEffect> effects) {
            List<LinkEffect> done = new ArrayList<>();
            for (LinkEffect effect : effects) {
                done.add(effect);
                if (effect instanceof LinkEffect.InstallInbound install) {
                    deletes.put(
                            install.sa().epoch() << 32 | install.sa().index(),
                            new LinkEffect.DeleteInbound(install.sa(), install.spi()));
                } else if (effect instanceof LinkEffect.Report report
                        && report.notice() instanceof LinkNotice.IndexVoided voided) {
                    LinkEffect delete = deletes.remove(voided.epoch() << 32 | voided.index());
                    if (voided.inbound() && delete != null) {
                        done.add(delete);
                    }
                }
            }
            return done;
        }
    }

    private static final class DeletedWithTheBlock implements Mutation {
        private LinkEffect.@Nullable SwitchOutbound last;

        @Override
        public List<LinkEffect> carriedOut(List<LinkEffect> effects) {
            List<LinkEffect> more = new ArrayList<>();
            for (LinkEffect effect : effects) {
                more.add(effect);
                if (effect instanceof LinkEffect.SwitchOutbound turn) {
                    last = turn;
                } else if (effect instanceof LinkEffect.BlockOutbound && last != null) {
                    more.add(new LinkEffect.DeleteOutbound(last.sa(), last.spi()));
                }
            }
            return more;
        }
    }

    private static final class PredecessorsKept implements Mutation {
        @Override
        public List<LinkEffect> carriedOut(List<LinkEffect> effects) {
            return effects.stream()
                    .filter(effect -> !(effect instanceof LinkEffect.DeletePredecessors))
                    .toList();
        }
    }

    private static final class LifetimesNotSet implements Mutation {
        private static final SaLimits NONE = new SaLimits(Long.MAX_VALUE, Long.MAX_VALUE, 1 << 30, 1 << 30);

        @Override
        public List<LinkEffect> carriedOut(List<LinkEffect> effects) {
            return effects.stream().map(LifetimesNotSet::unlimited).toList();
        }

        private static LinkEffect unlimited(LinkEffect effect) {
            if (effect instanceof LinkEffect.InstallOutbound install) {
                return new LinkEffect.InstallOutbound(
                        install.sa(), install.spi(), install.suite(), install.key(), NONE);
            }
            return effect;
        }
    }

    private static final class RulesLifted implements Mutation {
        @Override
        public boolean liftsRulesAtStop() {
            return true;
        }
    }

    private static final class StopKeepsSas implements Mutation {
        @Override
        public List<LinkEffect> carriedOut(List<LinkEffect> effects) {
            boolean stops = effects.stream()
                    .anyMatch(effect -> effect instanceof LinkEffect.BlockOutbound block
                            && block.why().contains("stops"));
            return stops
                    ? effects.stream()
                            .filter(effect -> !(effect instanceof LinkEffect.DeleteInbound))
                            .toList()
                    : effects;
        }
    }
}
