package org.qgate.simulator;

import java.util.ArrayList;
import java.util.List;
import java.util.function.Predicate;
import java.util.function.UnaryOperator;
import org.qgate.core.link.ProtocolRules;
import org.qgate.core.model.ChannelMarks;
import org.qgate.core.model.LinkMarks;
import org.qgate.core.model.Versions;
import org.qgate.core.port.LinkEffect;
import org.qgate.core.port.LinkEvent;
import org.qgate.core.wire.Decoded;
import org.qgate.core.wire.Message;
import org.qgate.core.wire.MessageCodec;

/** Bugs of an agent towards its kernel, disk and peer: what is asked for is not done, or an answer is made up. */
final class SurroundingMutants {
    private static final int VERSION = 2;
    private static final int NONCE_OF_HELLO = 48;

    private SurroundingMutants() {}

    static List<Mutant> all() {
        List<Mutant> mutants = new ArrayList<>(ofTheKernel());
        mutants.addAll(ofTheDisk());
        mutants.addAll(ofThePeer());
        return mutants;
    }

    private static List<Mutant> ofTheKernel() {
        return List.of(
                dropping(
                        "block-not-done",
                        "a key past its limit is not blocked",
                        effect -> effect instanceof LinkEffect.BlockOutbound),
                dropping(
                        "inbound-never-deleted",
                        "inbound SAs that retired stay in the kernel",
                        effect -> effect instanceof LinkEffect.DeleteInbound),
                dropping(
                        "outbound-never-deleted",
                        "outbound SAs that were left stay in the kernel",
                        effect -> effect instanceof LinkEffect.DeleteOutbound),
                answering(
                        "switch-refusal-ignored",
                        "a refused switch counts as done",
                        event -> event instanceof LinkEvent.SwitchRefused refused
                                ? new LinkEvent.OutboundSwitched(refused.sa())
                                : event),
                answering(
                        "block-refusal-ignored",
                        "news that the kernel did not block are not heard",
                        event -> event instanceof LinkEvent.BlockRefused ? new LinkEvent.DeadlineReached() : event),
                answering(
                        "lost-sa-used",
                        "news that the kernel has lost an SA are not heard",
                        event -> event instanceof LinkEvent.SaExpired ? new LinkEvent.DeadlineReached() : event),
                answering(
                        "outbound-refusal-ignored",
                        "EEXIST for an outbound SA counts as installed",
                        event -> event instanceof LinkEvent.OutboundRefused refused
                                ? new LinkEvent.OutboundInstalled(refused.sa())
                                : event));
    }

    private static List<Mutant> ofTheDisk() {
        return List.of(
                restoring("epoch-forgotten", "a restarted agent counts its epochs anew", marks -> marks.withEpoch(0)),
                restoring(
                        "own-marks-forgotten",
                        "a restarted agent leases from the first block again",
                        marks -> new LinkMarks(marks.epoch(), ChannelMarks.NONE, marks.peer())));
    }

    private static List<Mutant> ofThePeer() {
        return List.of(
                dropping(
                        "credit-not-sent",
                        "the receiver never says what it has installed",
                        effect -> says(effect, Message.Credit.class)),
                new Mutant(
                        "fallback-proposes-anew",
                        "the HELLO of the version before is another proposal, made with the same block",
                        FallbackProposesAnew::new),
                new Mutant("damage-taken", "every third message with a wrong tag is taken", () -> new Mutation() {
                    @Override
                    public ProtocolRules rules() {
                        return new ProtocolRules() {
                            private int wrong;

                            @Override
                            public boolean acceptsTag(boolean tagRight) {
                                wrong += tagRight ? 0 : 1;
                                return tagRight || wrong % 3 == 0;
                            }
                        };
                    }
                }));
    }

    private static final class FallbackProposesAnew implements Mutation {
        @Override
        public List<LinkEffect> carriedOut(List<LinkEffect> effects) {
            return effects.stream().map(FallbackProposesAnew::anew).toList();
        }

        private static LinkEffect anew(LinkEffect effect) {
            if (!says(effect, Message.Hello.class)) {
                return effect;
            }
            LinkEffect.SendDatagram hello = (LinkEffect.SendDatagram) effect;
            byte[] bytes = hello.bytes().clone();
            bytes[NONCE_OF_HELLO] ^= (byte) (bytes[VERSION] - Versions.NEWEST);
            return new LinkEffect.SendDatagram(hello.port(), bytes);
        }
    }

    private static boolean says(LinkEffect effect, Class<? extends Message> kind) {
        return effect instanceof LinkEffect.SendDatagram datagram
                && MessageCodec.decode(datagram.bytes()) instanceof Decoded.Wellformed sent
                && kind.isInstance(sent.message());
    }

    private static Mutant dropping(String name, String summary, Predicate<LinkEffect> dropped) {
        return new Mutant(name, summary, () -> new Mutation() {
            @Override
            public List<LinkEffect> carriedOut(List<LinkEffect> effects) {
                return effects.stream().filter(dropped.negate()).toList();
            }
        });
    }

    private static Mutant answering(String name, String summary, UnaryOperator<LinkEvent> answer) {
        return new Mutant(name, summary, () -> new Mutation() {
            @Override
            public LinkEvent told(LinkEvent event) {
                return answer.apply(event);
            }
        });
    }

    private static Mutant restoring(String name, String summary, UnaryOperator<LinkMarks> read) {
        return new Mutant(name, summary, () -> new Mutation() {
            @Override
            public LinkMarks restored(LinkMarks onDisk) {
                return read.apply(onDisk);
            }
        });
    }
}
