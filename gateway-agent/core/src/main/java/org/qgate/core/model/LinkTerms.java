package org.qgate.core.model;

/**
 * What the two ends of an epoch agree on.
 *
 * @param suite the ESP algorithms
 * @param selectors stands for the traffic that the link protects, as its LOW end sees it
 * @param controlAh whether the control port is under AH
 */
public record LinkTerms(Suite suite, long selectors, boolean controlAh) {
    /** Without AH. */
    public LinkTerms(Suite suite, long selectors) {
        this(suite, selectors, false);
    }

    /** The same with or without AH. */
    public LinkTerms withControlAh(boolean wanted) {
        return new LinkTerms(suite, selectors, wanted);
    }
}
