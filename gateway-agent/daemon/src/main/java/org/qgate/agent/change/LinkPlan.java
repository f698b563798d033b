package org.qgate.agent.change;

import java.io.IOException;
import java.util.Optional;
import org.qgate.control.LinkConfiguration;

/** How a link gets from one configuration to another, step by step, and back. */
sealed interface LinkPlan {
    /** Blocks traffic that is not protected yet. */
    default void block(LinkOperations links) throws IOException {}

    /** Whether it is, and what protects it later is there. */
    default boolean isBlocked(LinkOperations links) throws IOException {
        return true;
    }

    /** Makes ready to receive. */
    default void inbound(LinkOperations links) throws IOException {}

    /** Whether it is so. */
    default boolean receives(LinkOperations links) {
        return true;
    }

    /** Lets traffic leave under the new configuration. */
    default void outbound(LinkOperations links) throws IOException {}

    /** Whether it does. */
    default boolean sends(LinkOperations links) {
        return true;
    }

    /** Whether there is a tunnel that packets can prove. */
    default boolean hasProof() {
        return true;
    }

    /** Takes everything back, however much of it was done. */
    void undo(LinkOperations links) throws IOException;

    /** Whether an end that has undone it goes on agreeing to what was wanted, since its peer may still propose that. */
    default boolean agreesToBoth() {
        return false;
    }

    /** The peer is known to have undone it too. */
    default void forgetWanted(LinkOperations links) {}

    /** After a restart of the agent, which started the link as it was: takes back what the one before it left. */
    default void cleanUp(LinkOperations links) throws IOException {}

    /** After a restart of the agent, which started the link as it is wanted: the peer may still be at the old configuration. */
    default void resume(LinkOperations links) throws IOException {}

    /** It is confirmed at both ends. */
    void finish(LinkOperations links) throws IOException;

    /** The plan for a change. */
    static LinkPlan of(Optional<LinkConfiguration> before, Optional<LinkConfiguration> wanted) {
        if (before.isEmpty()) {
            return wanted.isEmpty() ? new Nothing() : new Creation(wanted.get());
        }
        if (wanted.isEmpty()) {
            return new Removal(before.get());
        }
        return before.get().runsOnAs(wanted.get())
                ? new Retuning(before.get(), wanted.get())
                : new Replacement(before.get(), wanted.get());
    }

    /** A link that is not there stays away. */
    record Nothing() implements LinkPlan {
        @Override
        public boolean hasProof() {
            return false;
        }

        @Override
        public void undo(LinkOperations links) {
            // Nothing was done.
        }

        @Override
        public void finish(LinkOperations links) {
            // Nothing is left to do.
        }
    }

    /** A link that is started, its traffic blocked before. */
    sealed interface Start extends LinkPlan {
        /** What is started. */
        LinkConfiguration wanted();

        @Override
        default boolean isBlocked(LinkOperations links) throws IOException {
            return links.isReady(wanted());
        }

        @Override
        default void inbound(LinkOperations links) throws IOException {
            links.start(wanted());
        }

        @Override
        default boolean receives(LinkOperations links) {
            return links.receives(wanted());
        }

        @Override
        default boolean sends(LinkOperations links) {
            return links.sends(wanted());
        }

        @Override
        default void finish(LinkOperations links) {
            // It runs.
        }
    }

    /** A new link: blocked first. */
    record Creation(LinkConfiguration wanted) implements Start {
        @Override
        public void block(LinkOperations links) throws IOException {
            links.block(wanted);
        }

        @Override
        public void undo(LinkOperations links) throws IOException {
            links.remove(wanted);
        }

        @Override
        public void cleanUp(LinkOperations links) throws IOException {
            links.remove(wanted);
        }
    }

    /** A link that goes: it carries traffic until that is confirmed, and speaks until both ends know. */
    record Removal(LinkConfiguration before) implements LinkPlan {
        @Override
        public boolean hasProof() {
            return false;
        }

        @Override
        public void undo(LinkOperations links) {
            // Nothing was done.
        }

        @Override
        public void finish(LinkOperations links) throws IOException {
            links.remove(before);
        }
    }

    /**
     * Another suite, period or traffic: a new epoch takes over beside the old one, and no packet is lost. Traffic that is added is blocked
     * before anything else; traffic that goes is protected until the change is confirmed at both ends.
     */
    record Retuning(LinkConfiguration before, LinkConfiguration wanted) implements LinkPlan {
        private LinkConfiguration both() {
            return before.withTrafficOf(wanted);
        }

        private void cover(
                LinkOperations links, LinkConfiguration blocked, LinkConfiguration received, LinkConfiguration sent)
                throws IOException {
            if (!before.hasTrafficOf(wanted)) {
                links.cover(blocked, received, sent);
            }
        }

        /** What an agent that was killed has left is not known: so it is put in place again before what goes is taken away. */
        private void settleFor(LinkOperations links, LinkConfiguration one) throws IOException {
            cover(links, both(), both(), both());
            cover(links, one, one, one);
        }

        @Override
        public void block(LinkOperations links) throws IOException {
            cover(links, both(), before, before);
        }

        @Override
        public void inbound(LinkOperations links) throws IOException {
            links.permit(before, wanted);
            cover(links, both(), both(), before);
        }

        @Override
        public void outbound(LinkOperations links) throws IOException {
            cover(links, both(), both(), both());
            turn(links, before, wanted);
        }

        @Override
        public boolean sends(LinkOperations links) {
            return links.sends(wanted);
        }

        @Override
        public void undo(LinkOperations links) throws IOException {
            turn(links, wanted, before);
            cover(links, before, before, before);
        }

        @Override
        public boolean agreesToBoth() {
            return true;
        }

        @Override
        public void forgetWanted(LinkOperations links) {
            links.permit(before, before);
        }

        @Override
        public void cleanUp(LinkOperations links) throws IOException {
            settleFor(links, before);
        }

        @Override
        public void resume(LinkOperations links) throws IOException {
            links.permit(wanted, before);
            cover(links, both(), both(), both());
        }

        private static void turn(LinkOperations links, LinkConfiguration from, LinkConfiguration to)
                throws IOException {
            links.permit(to, from);
            // The peer may have begun such an epoch before: a second one would only burn keys.
            boolean sameTerms = from.suite().equals(to.suite()) && from.hasTrafficOf(to);
            if (!sameTerms && !links.runs(to)) {
                links.renew(to.name());
            }
            if (from.periodMillis() != to.periodMillis()) {
                links.setPeriod(to.name(), to.periodMillis());
            }
            links.describe(to);
        }

        @Override
        public void finish(LinkOperations links) throws IOException {
            links.permit(wanted, wanted);
            settleFor(links, wanted);
        }
    }

    /** Anything else: the old link is stopped, its traffic stays blocked, and the new link is started. */
    record Replacement(LinkConfiguration before, LinkConfiguration wanted) implements Start {
        @Override
        public void block(LinkOperations links) throws IOException {
            links.halt(before.name());
            links.block(wanted);
        }

        @Override
        public void undo(LinkOperations links) throws IOException {
            links.halt(wanted.name());
            links.block(before);
            links.start(before);
        }
    }
}
