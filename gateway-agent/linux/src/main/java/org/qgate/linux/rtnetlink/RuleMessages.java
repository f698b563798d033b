package org.qgate.linux.rtnetlink;

import java.util.Optional;
import org.qgate.linux.inet.IpFamily;
import org.qgate.linux.inet.IpPrefix;
import org.qgate.linux.netlink.AttributeCursor;
import org.qgate.linux.netlink.MalformedMessageException;
import org.qgate.linux.netlink.MessageWriter;
import org.qgate.linux.netlink.NetlinkMessage;

/**
 * Messages about rules of the routing policy.
 *
 * <pre>{@code
 * struct fib_rule_hdr {
 *     __u8  family;
 *     __u8  dst_len;
 *     __u8  src_len;
 *     __u8  tos;
 *     __u8  table;
 *     __u8  res1;
 *     __u8  res2;
 *     __u8  action;
 *     __u32 flags;
 * };
 * }</pre>
 */
final class RuleMessages {

    static final int HEAD_BYTES = 12;
    private static final int LOW_BYTE = 0xFF;
    private static final int FR_ACT_TO_TBL = 1;
    private static final int FR_ACT_PROHIBIT = 8;

    private RuleMessages() {}

    static void write(MessageWriter out, RoutingRule rule) {
        IpFamily family = rule.source().or(rule::destination).orElseThrow().family();
        int table = rule.action() instanceof RoutingRule.Action.LookUp lookUp ? lookUp.table() : 0;
        int action = rule.action() instanceof RoutingRule.Action.LookUp ? FR_ACT_TO_TBL : FR_ACT_PROHIBIT;
        out.buffer()
                .put((byte) family.number())
                .put(length(rule.destination()))
                .put(length(rule.source()))
                .put((byte) 0)
                .put((byte) (table > LOW_BYTE ? 0 : table))
                .put((byte) 0)
                .put((byte) 0)
                .put((byte) action)
                .putInt(0);
        rule.destination().ifPresent(to -> AddressMessages.write(out, RtnetlinkNumbers.FRA_DST, to.address()));
        rule.source().ifPresent(from -> AddressMessages.write(out, RtnetlinkNumbers.FRA_SRC, from.address()));
        rule.inputInterface().ifPresent(name -> out.text(RtnetlinkNumbers.FRA_IIFNAME, LinkMessages.checked(name)));
        out.u32(RtnetlinkNumbers.FRA_PRIORITY, rule.preference());
        if (table != 0) {
            out.u32(RtnetlinkNumbers.FRA_TABLE, table);
        }
    }

    private static byte length(Optional<IpPrefix> prefix) {
        return (byte) prefix.map(IpPrefix::length).orElse(0).intValue();
    }

    static void dump(MessageWriter out, IpFamily family) {
        out.buffer().put((byte) family.number()).put(new byte[HEAD_BYTES - 1]);
    }

    /** The rule in a message, empty when it does what rules here cannot say. */
    static Optional<RoutingRule> read(NetlinkMessage message, IpFamily family) throws MalformedMessageException {
        MalformedMessageException.requireBytes(message.payload(), 0, HEAD_BYTES, "fib_rule_hdr");
        int destinationLength = Byte.toUnsignedInt(message.payload().get(1));
        int sourceLength = Byte.toUnsignedInt(message.payload().get(2));
        int table = Byte.toUnsignedInt(message.payload().get(4));
        int action = Byte.toUnsignedInt(message.payload().get(7));
        int ofFamily = Byte.toUnsignedInt(message.payload().get(0));
        AttributeCursor attributes = new AttributeCursor(message.payload().position(HEAD_BYTES));
        Optional<IpPrefix> source = Optional.empty();
        Optional<IpPrefix> destination = Optional.empty();
        Optional<String> inputInterface = Optional.empty();
        int preference = 0;
        while (attributes.next()) {
            switch (attributes.type()) {
                case RtnetlinkNumbers.FRA_DST ->
                    destination = Optional.of(
                            AddressMessages.prefix(AddressMessages.readAddress(attributes, family), destinationLength));
                case RtnetlinkNumbers.FRA_SRC ->
                    source = Optional.of(
                            AddressMessages.prefix(AddressMessages.readAddress(attributes, family), sourceLength));
                case RtnetlinkNumbers.FRA_IIFNAME ->
                    inputInterface = Optional.of(attributes.text(Link.NAME_LENGTH_MAX));
                case RtnetlinkNumbers.FRA_PRIORITY -> preference = attributes.u32();
                case RtnetlinkNumbers.FRA_TABLE -> table = attributes.u32();
                default -> {
                    // Marks, ports and the like are not ours.
                }
            }
        }
        boolean ours = ofFamily == family.number() && (source.isPresent() || destination.isPresent());
        if (!ours || (action != FR_ACT_TO_TBL && action != FR_ACT_PROHIBIT)) {
            return Optional.empty();
        }
        return Optional.of(new RoutingRule(
                source.map(IpPrefix::masked),
                destination.map(IpPrefix::masked),
                inputInterface,
                preference,
                action == FR_ACT_TO_TBL ? new RoutingRule.Action.LookUp(table) : new RoutingRule.Action.Prohibit()));
    }
}
