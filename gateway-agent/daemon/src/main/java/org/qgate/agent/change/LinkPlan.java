package org.qgate.agent.change;

import java.io.IOException;
import java.util.Optional;
import org.qgate.control.LinkConfiguration;

/** How a link gets from one configuration to another, step by step, and back. */
sealed interface LinkPlan {
    /** Blocks traffic that is not protected yet. */
    default void block(LinkOperations links) throws IOException {}

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

    /** After a restart of the agent, which started the link as it was: takes back what the one before it left. */
    default void cleanUp(LinkOperations links) throws IOException {}

    /** After a restart of the agent, which started the link as it is wanted: the peer may still be at the old configuration. */
    default void resume(LinkOperations links) {}

    /** It is confirmed, and the other end may not know. */
    default void confirm(LinkOperations links) throws IOException {}

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
        LinkConfiguration retuned =
                before.get().tuned(wanted.get().suite(), wanted.get().periodMillis());
        return retuned.equals(wanted.get())
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
        default void inbound(LinkOperations links) throws IOException {
            links.start(wanted());
        }

        @Override
        default boolean receives(LinkOperations links) {
            return links.receives(wanted().name(), wanted().suite());
        }

        @Override
        default boolean sends(LinkOperations links) {
            return links.sends(wanted().name(), wanted().suite());
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
        public void confirm(LinkOperations links) {
            links.hold(before.name());
        }

        @Override
        public void finish(LinkOperations links) throws IOException {
            links.remove(before);
        }
    }

    /** Another suite or period: a new epoch takes over beside the old one, and no packet is lost. */
    record Retuning(LinkConfiguration before, LinkConfiguration wanted) implements LinkPlan {
        @Override
        public void inbound(LinkOperations links) {
            links.permit(before.name(), before.suite(), wanted.suite());
        }

        @Override
        public void outbound(LinkOperations links) throws IOException {
            turn(links, before, wanted);
        }

        @Override
        public boolean sends(LinkOperations links) {
            return links.sends(wanted.name(), wanted.suite());
        }

        @Override
        public void undo(LinkOperations links) throws IOException {
            turn(links, wanted, before);
        }

        @Override
        public void resume(LinkOperations links) {
            links.permit(wanted.name(), wanted.suite(), before.suite());
        }

        private static void turn(LinkOperations links, LinkConfiguration from, LinkConfiguration to)
                throws IOException {
            links.permit(to.name(), to.suite(), from.suite());
            if (!from.suite().equals(to.suite()) && !links.sends(to.name(), to.suite())) {
                links.renew(to.name());
            }
            if (from.periodMillis() != to.periodMillis()) {
                links.setPeriod(to.name(), to.periodMillis());
            }
            links.describe(to);
        }

        @Override
        public void finish(LinkOperations links) {
            links.permit(wanted.name(), wanted.suite(), wanted.suite());
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
