package org.qgate.linux.xfrm;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.ByteBuffer;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.function.Consumer;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.qgate.linux.inet.IpAddress;
import org.qgate.linux.inet.IpFamily;
import org.qgate.linux.inet.IpPrefix;
import org.qgate.linux.netlink.MalformedMessageException;
import org.qgate.linux.netlink.Messages;

/** Every structure from random values, against a codec that follows the rules of C. */
class StructRoundTripTest {

    private static final int ROUNDS = 500;

    private final Random random = new Random();

    private interface Body {
        void run() throws MalformedMessageException;
    }

    private void repeat(Body body) throws MalformedMessageException {
        for (int seed = 0; seed < ROUNDS; seed++) {
            random.setSeed(seed);
            try {
                body.run();
            } catch (AssertionError e) {
                throw new AssertionError("seed " + seed, e);
            }
        }
    }

    private static byte[] written(Consumer<ByteBuffer> struct) {
        byte[] bytes = new byte[8192];
        ByteBuffer out = Messages.wrap(bytes);
        struct.accept(out);
        return java.util.Arrays.copyOf(bytes, out.position());
    }

    private IpAddress address(IpFamily family) {
        return family == IpFamily.IPV4
                ? IpAddress.ofV4(random.nextInt())
                : IpAddress.ofV6(random.nextLong(), random.nextLong());
    }

    private IpFamily family() {
        return random.nextBoolean() ? IpFamily.IPV4 : IpFamily.IPV6;
    }

    private int u8() {
        return random.nextInt(256);
    }

    private PortMatch port() {
        return new PortMatch(random.nextInt(65536), random.nextInt(65536));
    }

    private XfrmSelector selector(IpFamily family) {
        return new XfrmSelector(
                new IpPrefix(address(family), random.nextInt(family.bits() + 1)),
                new IpPrefix(address(family), random.nextInt(family.bits() + 1)),
                port(),
                port(),
                u8(),
                random.nextInt(),
                random.nextInt());
    }

    private static CLayout layout(XfrmSelector selector) {
        return new CLayout()
                .address(selector.destination().address().toBytes())
                .address(selector.source().address().toBytes())
                .be16(selector.destinationPort().port())
                .be16(selector.destinationPort().mask())
                .be16(selector.sourcePort().port())
                .be16(selector.sourcePort().mask())
                .u16(selector.family().number())
                .u8(selector.destination().length())
                .u8(selector.source().length())
                .u8(selector.protocol())
                .u32(selector.interfaceIndex())
                .u32(selector.user());
    }

    private XfrmId id(IpFamily family) {
        return new XfrmId(address(family), random.nextInt(), u8());
    }

    private static CLayout layout(XfrmId id) {
        return new CLayout().address(id.destination().toBytes()).be32(id.spi()).u8(id.protocol());
    }

    private XfrmLifetimeCfg limits() {
        return new XfrmLifetimeCfg(limit(), limit(), limit(), limit());
    }

    private XfrmLifetimeCfg.Limit limit() {
        return new XfrmLifetimeCfg.Limit(random.nextLong(), random.nextLong());
    }

    private static CLayout layout(XfrmLifetimeCfg limits) {
        CLayout layout = new CLayout();
        for (XfrmLifetimeCfg.Limit limit :
                List.of(limits.bytes(), limits.packets(), limits.secondsAfterAdd(), limits.secondsAfterUse())) {
            layout.u64(limit.soft()).u64(limit.hard());
        }
        return layout;
    }

    private XfrmLifetimeCur current() {
        return new XfrmLifetimeCur(random.nextLong(), random.nextLong(), random.nextLong(), random.nextLong());
    }

    private static CLayout layout(XfrmLifetimeCur current) {
        return new CLayout()
                .u64(current.bytes())
                .u64(current.packets())
                .u64(current.addTimeSeconds())
                .u64(current.useTimeSeconds());
    }

    @Test
    void selectorAndId() throws MalformedMessageException {
        repeat(() -> {
            XfrmSelector selector = selector(family());
            byte[] reference = layout(selector).bytes();
            assertThat(written(selector::write)).isEqualTo(reference).hasSize(XfrmSelector.SIZE);
            assertThat(XfrmSelector.read(Messages.wrap(reference), 0)).isEqualTo(selector);
            IpFamily family = family();
            XfrmId id = id(family);
            assertThat(written(id::write)).isEqualTo(layout(id).bytes()).hasSize(XfrmId.SIZE);
            assertThat(XfrmId.read(Messages.wrap(layout(id).bytes()), 0, family))
                    .isEqualTo(id);
        });
    }

    @Test
    void usersaInfo() throws MalformedMessageException {
        repeat(() -> {
            IpFamily family = family();
            XfrmStats stats = new XfrmStats(random.nextInt(), random.nextInt(), random.nextInt());
            XfrmUsersaInfo.Properties properties =
                    new XfrmUsersaInfo.Properties(random.nextInt(), random.nextInt(), u8(), u8(), u8());
            XfrmUsersaInfo info = new XfrmUsersaInfo(
                    selector(family()), id(family), address(family), limits(), current(), stats, properties);
            byte[] reference = new CLayout()
                    .struct(layout(info.selector()))
                    .struct(layout(info.id()))
                    .address(info.source().toBytes())
                    .struct(layout(info.limits()))
                    .struct(layout(info.current()))
                    .u32(stats.replayWindow())
                    .u32(stats.replay())
                    .u32(stats.integrityFailed())
                    .u32(properties.seq())
                    .u32(properties.reqid())
                    .u16(family.number())
                    .u8(properties.mode())
                    .u8(properties.replayWindow())
                    .u8(properties.flags())
                    .bytes();
            assertThat(written(info::write)).isEqualTo(reference).hasSize(XfrmUsersaInfo.SIZE);
            assertThat(XfrmUsersaInfo.read(Messages.wrap(reference), 0)).isEqualTo(info);
        });
    }

    @Test
    void usersaId() throws MalformedMessageException {
        repeat(() -> {
            XfrmUsersaId name = new XfrmUsersaId(id(family()));
            byte[] reference = new CLayout()
                    .address(name.id().destination().toBytes())
                    .be32(name.id().spi())
                    .u16(name.id().destination().family().number())
                    .u8(name.id().protocol())
                    .bytes();
            assertThat(written(name::write)).isEqualTo(reference).hasSize(XfrmUsersaId.SIZE);
            assertThat(XfrmUsersaId.read(Messages.wrap(reference), 0)).isEqualTo(name);
        });
    }

    @Test
    void userpolicyInfoAndId() throws MalformedMessageException {
        repeat(() -> {
            XfrmUserpolicyInfo.Properties rest =
                    new XfrmUserpolicyInfo.Properties(random.nextInt(), random.nextInt(), u8(), u8(), u8(), u8());
            XfrmUserpolicyInfo info = new XfrmUserpolicyInfo(selector(family()), limits(), current(), rest);
            byte[] reference = new CLayout()
                    .struct(layout(info.selector()))
                    .struct(layout(info.limits()))
                    .struct(layout(info.current()))
                    .u32(rest.priority())
                    .u32(rest.index())
                    .u8(rest.direction())
                    .u8(rest.action())
                    .u8(rest.flags())
                    .u8(rest.share())
                    .bytes();
            assertThat(written(info::write)).isEqualTo(reference).hasSize(XfrmUserpolicyInfo.SIZE);
            assertThat(XfrmUserpolicyInfo.read(Messages.wrap(reference), 0)).isEqualTo(info);
            XfrmUserpolicyId name = new XfrmUserpolicyId(selector(family()), random.nextInt(), u8());
            byte[] named = new CLayout()
                    .struct(layout(name.selector()))
                    .u32(name.index())
                    .u8(name.direction())
                    .bytes();
            assertThat(written(name::write)).isEqualTo(named).hasSize(XfrmUserpolicyId.SIZE);
            assertThat(XfrmUserpolicyId.read(Messages.wrap(named), 0)).isEqualTo(name);
        });
    }

    @Test
    void userTmpl() throws MalformedMessageException {
        repeat(() -> {
            IpFamily family = family();
            XfrmUserTmpl.AlgorithmMasks masks =
                    new XfrmUserTmpl.AlgorithmMasks(random.nextInt(), random.nextInt(), random.nextInt());
            XfrmUserTmpl template = new XfrmUserTmpl(
                    id(family), address(family), random.nextInt(), u8(), u8(), random.nextBoolean(), masks);
            byte[] reference = new CLayout()
                    .struct(layout(template.id()))
                    .u16(family.number())
                    .address(template.source().toBytes())
                    .u32(template.reqid())
                    .u8(template.mode())
                    .u8(template.share())
                    .u8(template.optional() ? 1 : 0)
                    .u32(masks.authentication())
                    .u32(masks.encryption())
                    .u32(masks.compression())
                    .bytes();
            assertThat(written(template::write)).isEqualTo(reference).hasSize(XfrmUserTmpl.SIZE);
            assertThat(XfrmUserTmpl.read(Messages.wrap(reference), 0)).isEqualTo(template);
        });
    }

    @Test
    void smallStructures() throws MalformedMessageException {
        repeat(() -> {
            XfrmMark mark = new XfrmMark(random.nextInt(), random.nextInt());
            byte[] marked = new CLayout().u32(mark.value()).u32(mark.mask()).bytes();
            assertThat(written(mark::write)).isEqualTo(marked);
            assertThat(XfrmMark.read(Messages.wrap(marked))).isEqualTo(mark);
            XfrmUserOffload card = new XfrmUserOffload(random.nextInt(), u8());
            byte[] offload =
                    new CLayout().u32(card.interfaceIndex()).u8(card.flags()).bytes();
            assertThat(written(card::write)).isEqualTo(offload);
            assertThat(XfrmUserOffload.read(Messages.wrap(offload))).isEqualTo(card);
            XfrmEncapTmpl ports =
                    new XfrmEncapTmpl(random.nextInt(65536), random.nextInt(65536), random.nextInt(65536));
            byte[] encap = new CLayout()
                    .u16(ports.type())
                    .be16(ports.sourcePort())
                    .be16(ports.destinationPort())
                    .address(new byte[16])
                    .bytes();
            assertThat(written(ports::write)).isEqualTo(encap);
            assertThat(XfrmEncapTmpl.read(Messages.wrap(encap))).isEqualTo(ports);
            XfrmReplayState state = new XfrmReplayState(random.nextInt(), random.nextInt(), random.nextInt());
            assertThat(XfrmReplayState.read(Messages.wrap(written(state::write))))
                    .isEqualTo(state);
            int window = random.nextInt(XfrmReplayStateEsn.WINDOW_MAX + 1);
            XfrmReplayStateEsn esn = new XfrmReplayStateEsn(random.nextLong(), random.nextLong(), window);
            CLayout layout = new CLayout()
                    .u32((window + 31) / 32)
                    .u32(esn.outbound())
                    .u32(esn.inbound())
                    .u32(esn.outbound() >>> 32)
                    .u32(esn.inbound() >>> 32)
                    .u32(window);
            for (int i = 0; i < (window + 31) / 32; i++) {
                layout.u32(0);
            }
            assertThat(written(esn::write)).isEqualTo(layout.bytes());
            assertThat(XfrmReplayStateEsn.read(Messages.wrap(layout.bytes()))).isEqualTo(esn);
        });
    }

    @Test
    void sizesAreTheCompilers() {
        Map<String, Integer> sizes = Golden.words("kernel-structs.txt").stream()
                .filter(line -> line.get(0).equals("size"))
                .collect(Collectors.toMap(line -> line.get(1), line -> Integer.parseInt(line.get(2))));
        Map<String, Integer> ours = new java.util.HashMap<>(Map.of(
                "xfrm_id", XfrmId.SIZE,
                "xfrm_selector", XfrmSelector.SIZE,
                "xfrm_lifetime_cfg", XfrmLifetimeCfg.SIZE,
                "xfrm_lifetime_cur", XfrmLifetimeCur.SIZE,
                "xfrm_stats", XfrmStats.SIZE,
                "xfrm_usersa_info", XfrmUsersaInfo.SIZE,
                "xfrm_usersa_id", XfrmUsersaId.SIZE,
                "xfrm_userpolicy_info", XfrmUserpolicyInfo.SIZE,
                "xfrm_userpolicy_id", XfrmUserpolicyId.SIZE,
                "xfrm_user_tmpl", XfrmUserTmpl.SIZE));
        ours.putAll(Map.of(
                "xfrm_algo", XfrmAlgo.HEADER,
                "xfrm_algo_auth", XfrmAlgoAuth.HEADER,
                "xfrm_algo_aead", XfrmAlgoAead.HEADER,
                "xfrm_replay_state", XfrmReplayState.SIZE,
                "xfrm_replay_state_esn", XfrmReplayStateEsn.HEADER,
                "xfrm_mark", XfrmMark.SIZE,
                "xfrm_user_offload", XfrmUserOffload.SIZE,
                "xfrm_encap_tmpl", XfrmEncapTmpl.SIZE));
        ours.putAll(Map.of(
                "xfrm_user_expire", XfrmUserExpire.SIZE,
                "xfrm_user_polexpire", XfrmUserPolexpire.SIZE,
                "xfrm_user_acquire", XfrmUserAcquire.SIZE,
                "xfrm_user_mapping", XfrmUserMapping.SIZE));
        assertThat(sizes).containsAllEntriesOf(ours);
    }
}
