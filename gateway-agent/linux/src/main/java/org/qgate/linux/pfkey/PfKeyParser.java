package org.qgate.linux.pfkey;

import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * Reads datagrams, requests and answers alike. As strict as Linux: lengths must fit exactly, no extension may come twice,
 * addresses must be of a known family; extensions of unknown type are passed over. Stricter in one thing: types of messages
 * and SAs must be known.
 */
public final class PfKeyParser {

    private PfKeyParser() {}

    /** Reads the message between position and limit of {@code datagram}, which is in native order and stays as it is. */
    public static PfKeyDecoded parse(ByteBuffer datagram) {
        ByteBuffer in = datagram.slice().order(datagram.order());
        Optional<SadbMsg> header = Optional.empty();
        try {
            SadbMsg found = header(in);
            header = Optional.of(found);
            PfKeyKeys keys = new PfKeyKeys(in);
            return new PfKeyDecoded.Valid(new PfKeyMessage(found, extensions(in, keys)), keys);
        } catch (MalformedPfKeyException e) {
            return new PfKeyDecoded.Malformed(String.valueOf(e.getMessage()), header);
        }
    }

    private static SadbMsg header(ByteBuffer in) throws MalformedPfKeyException {
        MalformedPfKeyException.requireBytes(in, SadbMsg.SIZE, "sadb_msg");
        int version = Byte.toUnsignedInt(in.get(0));
        if (version != SadbMsg.VERSION) {
            throw new MalformedPfKeyException("PF_KEY version " + version + " is not " + SadbMsg.VERSION);
        }
        int type = Byte.toUnsignedInt(in.get(1));
        int satype = Byte.toUnsignedInt(in.get(3));
        SadbMsgType knownType = SadbMsgType.of(type)
                .orElseThrow(() -> new MalformedPfKeyException("sadb_msg_type " + type + " is unknown"));
        SadbSatype knownSatype = SadbSatype.of(satype)
                .orElseThrow(() -> new MalformedPfKeyException("sadb_msg_satype " + satype + " is unknown"));
        return new SadbMsg(knownType, knownSatype, Byte.toUnsignedInt(in.get(2)), in.getInt(8), in.getInt(12));
    }

    private static List<SadbExtension> extensions(ByteBuffer in, PfKeyKeys keys) throws MalformedPfKeyException {
        int stated = Short.toUnsignedInt(in.getShort(SadbMsg.LENGTH_OFFSET)) * Long.BYTES;
        if (stated != in.limit()) {
            throw new MalformedPfKeyException(
                    "sadb_msg_len says " + stated + " bytes, but the datagram has " + in.limit());
        }
        List<SadbExtension> extensions = new ArrayList<>();
        for (int offset = SadbMsg.SIZE; offset < in.limit(); ) {
            int left = in.limit() - offset;
            int bytes = Short.toUnsignedInt(in.getShort(offset)) * Long.BYTES;
            int type = Short.toUnsignedInt(in.getShort(offset + Short.BYTES));
            if (bytes == 0 || bytes > left || type == 0) {
                throw new MalformedPfKeyException(
                        "extension " + type + " says " + bytes + " bytes, but " + left + " are left");
            }
            if (type <= SadbExt.MAX || type == SadbExt.X_QGATE_REPLAY) {
                ByteBuffer own = in.slice(offset, bytes).order(in.order());
                add(extensions, extension(type, own));
                if (SadbKey.isKey(type)) {
                    keys.found(type, offset + SadbKey.HEADER);
                }
            }
            offset += bytes;
        }
        return extensions;
    }

    private static void add(List<SadbExtension> extensions, SadbExtension found) throws MalformedPfKeyException {
        for (SadbExtension other : extensions) {
            if (other.extensionType() == found.extensionType()) {
                throw new MalformedPfKeyException("extension " + found.extensionType() + " comes twice");
            }
        }
        extensions.add(found);
    }

    private static SadbExtension extension(int type, ByteBuffer in) throws MalformedPfKeyException {
        return switch (type) {
            case SadbExt.SA -> SadbSa.read(in);
            case SadbExt.LIFETIME_CURRENT, SadbExt.LIFETIME_HARD, SadbExt.LIFETIME_SOFT -> SadbLifetime.read(type, in);
            case SadbExt.ADDRESS_SRC, SadbExt.ADDRESS_DST, SadbExt.ADDRESS_PROXY, SadbExt.X_NAT_T_OA ->
                SadbAddress.read(type, in);
            case SadbExt.KEY_AUTH, SadbExt.KEY_ENCRYPT -> SadbKey.read(type, in);
            case SadbExt.PROPOSAL -> SadbProp.read(in);
            case SadbExt.SUPPORTED_AUTH, SadbExt.SUPPORTED_ENCRYPT -> SadbSupported.read(type, in);
            case SadbExt.SPIRANGE -> SadbSpirange.read(in);
            case SadbExt.X_POLICY -> SadbXPolicy.read(in);
            case SadbExt.X_SA2 -> SadbXSa2.read(in);
            case SadbExt.X_NAT_T_TYPE -> SadbXNatTType.read(in);
            case SadbExt.X_NAT_T_SPORT, SadbExt.X_NAT_T_DPORT -> SadbXNatTPort.read(type, in);
            case SadbExt.X_QGATE_REPLAY -> SadbXQgateReplay.read(in);
            default -> new SadbOpaque(type, in.limit());
        };
    }
}
