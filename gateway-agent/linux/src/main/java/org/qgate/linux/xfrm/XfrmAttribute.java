package org.qgate.linux.xfrm;

/** {@code XFRMA_*} of {@code enum xfrm_attr_type_t}, as far as they are used here. */
final class XfrmAttribute {

    static final int ALG_AUTH = 1;
    static final int ALG_CRYPT = 2;
    static final int ENCAP = 4;
    static final int TMPL = 5;
    static final int SA = 6;
    static final int POLICY = 7;
    static final int REPLAY_VAL = 10;
    static final int SRCADDR = 13;
    static final int LASTUSED = 15;
    static final int POLICY_TYPE = 16;
    static final int ALG_AEAD = 18;
    static final int ALG_AUTH_TRUNC = 20;
    static final int MARK = 21;
    static final int REPLAY_ESN_VAL = 23;
    static final int SA_EXTRA_FLAGS = 24;
    static final int OFFLOAD_DEV = 28;
    static final int IF_ID = 31;
    static final int SA_DIR = 33;

    private XfrmAttribute() {}
}
