package org.qgate.simulator;

import java.util.ArrayList;
import java.util.List;
import org.qgate.core.link.ProtocolRules;

/** The protocol's decisions, each turned round. */
final class RuleMutants {
    private static final long HOUR_NANOS = 3600 * Scenario.SECOND;

    private RuleMutants() {}

    static List<Mutant> all() {
        List<Mutant> mutants = new ArrayList<>(ofNames());
        mutants.addAll(ofLifetimes());
        mutants.addAll(ofMessages());
        return mutants;
    }

    private static List<Mutant> ofNames() {
        return List.of(
                mutant("credit-ignored", "indexes are used as soon as they are offered", new ProtocolRules() {
                    @Override
                    public boolean mayUse(long index, long creditTop, boolean isVoid) {
                        return true;
                    }
                }),
                mutant("credit-before-install", "credit is given before the kernel has answered", new ProtocolRules() {
                    @Override
                    public boolean countsForCredit(boolean installed) {
                        return true;
                    }
                }),
                mutant("block-reused", "a block is drawn and leased again", new ProtocolRules() {
                    @Override
                    public long blockAfter(long last, int parity) {
                        return last >= 0 && (last & 1) == parity ? last : NORMATIVE.blockAfter(last, parity);
                    }
                }),
                mutant("lease-not-durable", "blocks are leased before their mark is durable", new ProtocolRules() {
                    @Override
                    public boolean mayLease(boolean markDurable) {
                        return true;
                    }
                }),
                mutant("index-reused", "an index gets a second key", new ProtocolRules() {
                    @Override
                    public long indexAfter(long index) {
                        return index % 50 == 0 ? index : index + 1;
                    }
                }));
    }

    private static List<Mutant> ofLifetimes() {
        return List.of(
                mutant(
                        "inbound-deleted-at-once",
                        "an inbound SA goes when its sender has left it",
                        new ProtocolRules() {
                            @Override
                            public long inboundRetirementAt(long learntNanos, long retirementNanos) {
                                return learntNanos;
                            }
                        }),
                mutant("inbound-deleted-late", "an inbound SA stays for an hour", new ProtocolRules() {
                    @Override
                    public long inboundRetirementAt(long learntNanos, long retirementNanos) {
                        return learntNanos + HOUR_NANOS;
                    }
                }),
                mutant("outbound-deleted-at-once", "an outbound SA goes with the switch", new ProtocolRules() {
                    @Override
                    public long outboundRetirementAt(long leftNanos, long periodNanos, long leastNanos) {
                        return leftNanos;
                    }
                }),
                mutant("outbound-deleted-late", "an outbound SA stays for an hour", new ProtocolRules() {
                    @Override
                    public long outboundRetirementAt(long leftNanos, long periodNanos, long leastNanos) {
                        return leftNanos + HOUR_NANOS;
                    }
                }),
                mutant("old-epoch-dropped", "a new epoch deletes the inbound SAs of the old", new ProtocolRules() {
                    @Override
                    public boolean keepsOldEpoch() {
                        return false;
                    }
                }));
    }

    private static List<Mutant> ofMessages() {
        return List.of(
                mutant("replay-accepted", "sequence numbers are not looked at", new ProtocolRules() {
                    @Override
                    public boolean acceptsSequence(boolean fresh) {
                        return true;
                    }
                }),
                mutant("tag-ignored", "messages need no tag", new ProtocolRules() {
                    @Override
                    public boolean acceptsTag(boolean tagRight) {
                        return true;
                    }
                }),
                mutant("downgrade-accepted", "a HELLO's lower version will do", new ProtocolRules() {
                    @Override
                    public boolean acceptsVersion(int version, int newestOfBoth) {
                        return true;
                    }
                }),
                mutant("confirmation-ignored", "keys are taken though both ends hold other bits", new ProtocolRules() {
                    @Override
                    public boolean acceptsConfirmation(boolean tagsEqual) {
                        return true;
                    }
                }),
                mutant(
                        "peer-marks-ignored",
                        "leasing goes on from the own marks alone, and blocks are not compared with those seen",
                        new ProtocolRules() {
                            @Override
                            public long resumeAfter(long ownMark, long peerSawMark) {
                                return ownMark;
                            }

                            @Override
                            public boolean acceptsBlock(long block, long lower, long upper) {
                                return true;
                            }
                        }));
    }

    private static Mutant mutant(String name, String summary, ProtocolRules rules) {
        return new Mutant(name, summary, () -> new Mutation() {
            @Override
            public ProtocolRules rules() {
                return rules;
            }
        });
    }
}
