package org.qgate.linux.xfrm;

import java.util.Optional;
import org.qgate.linux.netlink.AttributeCursor;
import org.qgate.linux.netlink.MalformedMessageException;

/** Collects the attributes of an SA while they are read. */
final class SaAttributes {

    private final XfrmUsersaInfo info;
    private Optional<XfrmAlgoAead> aead = Optional.empty();
    private Optional<XfrmAlgo> cipher = Optional.empty();
    private Optional<XfrmAlgoAuth> integrity = Optional.empty();
    private InstalledSa.Sequences sequences;
    private XfrmMark mark = XfrmMark.NONE;
    private int interfaceId;
    private long lastUsedSeconds;
    private Optional<XfrmUserOffload> offload = Optional.empty();
    private Optional<XfrmEncapTmpl> encapsulation = Optional.empty();
    private int direction;
    private int extraFlags;

    SaAttributes(XfrmUsersaInfo info) {
        this.info = info;
        this.sequences = new InstalledSa.Sequences(0, 0, info.properties().replayWindow());
    }

    void readAll(AttributeCursor attributes) throws MalformedMessageException {
        while (attributes.next()) {
            switch (attributes.type()) {
                case XfrmAttribute.ALG_AEAD -> aead = Optional.of(XfrmAlgoAead.read(attributes.value()));
                case XfrmAttribute.ALG_CRYPT -> cipher = Optional.of(XfrmAlgo.read(attributes.value()));
                case XfrmAttribute.ALG_AUTH_TRUNC -> integrity = Optional.of(XfrmAlgoAuth.read(attributes.value()));
                case XfrmAttribute.REPLAY_ESN_VAL -> readEsn(XfrmReplayStateEsn.read(attributes.value()));
                case XfrmAttribute.REPLAY_VAL -> readLegacy(attributes);
                default -> readDetail(attributes);
            }
        }
    }

    private void readEsn(XfrmReplayStateEsn state) {
        sequences = new InstalledSa.Sequences(state.outbound(), state.inbound(), state.replayWindow());
    }

    private void readLegacy(AttributeCursor attributes) throws MalformedMessageException {
        XfrmReplayState state = XfrmReplayState.read(attributes.value());
        sequences = new InstalledSa.Sequences(
                Integer.toUnsignedLong(state.oseq()),
                Integer.toUnsignedLong(state.seq()),
                info.properties().replayWindow());
    }

    private void readDetail(AttributeCursor attributes) throws MalformedMessageException {
        switch (attributes.type()) {
            case XfrmAttribute.MARK -> mark = XfrmMark.read(attributes.value());
            case XfrmAttribute.IF_ID -> interfaceId = attributes.u32();
            case XfrmAttribute.SA_EXTRA_FLAGS -> extraFlags = attributes.u32();
            case XfrmAttribute.LASTUSED -> lastUsedSeconds = attributes.u64();
            case XfrmAttribute.SA_DIR -> direction = attributes.u8();
            case XfrmAttribute.OFFLOAD_DEV -> offload = Optional.of(XfrmUserOffload.read(attributes.value()));
            case XfrmAttribute.ENCAP -> encapsulation = Optional.of(XfrmEncapTmpl.read(attributes.value()));
            default -> {
                // Newer kernels add attributes; what we do not know does not concern us.
            }
        }
    }

    InstalledSa toSa() {
        return new InstalledSa(
                info,
                new InstalledSa.Ciphers(aead, cipher, integrity),
                sequences,
                new InstalledSa.Details(
                        extraFlags, mark, interfaceId, lastUsedSeconds, offload, encapsulation, direction));
    }
}
