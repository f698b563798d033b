/*
 * Writes kernel-structs.txt: sizes of the kernel's structures, and messages laid out by the C compiler.
 *
 *   cc -Wall -o kernel-structs kernel-structs.c && ./kernel-structs > kernel-structs.txt
 *
 * Lines: "size NAME BYTES", "message NAME HEX" with sequence and port number zero.
 */
#include <arpa/inet.h>
#include <linux/netlink.h>
#include <linux/rtnetlink.h>
#include <linux/xfrm.h>
#include <stddef.h>
#include <stdio.h>
#include <string.h>

#define OFFLOAD_PACKET 4 /* XFRM_OFFLOAD_PACKET, Linux 6.2 */
#define SA_DIR 33 /* XFRMA_SA_DIR, Linux 6.10 */

static char buffer[4096] __attribute__((aligned(8)));
static struct nlmsghdr *const header = (struct nlmsghdr *) buffer;

static void *start(int type, int flags, size_t body) {
    memset(buffer, 0, sizeof buffer);
    header->nlmsg_type = type;
    header->nlmsg_flags = flags;
    header->nlmsg_len = NLMSG_LENGTH(body);
    return NLMSG_DATA(header);
}

static void *attribute(int type, size_t length) {
    struct nlattr *at = (struct nlattr *) (buffer + NLMSG_ALIGN(header->nlmsg_len));
    at->nla_type = type;
    at->nla_len = NLA_HDRLEN + length;
    header->nlmsg_len = NLMSG_ALIGN(header->nlmsg_len) + NLA_ALIGN(at->nla_len);
    return (char *) at + NLA_HDRLEN;
}

static void print(const char *name) {
    printf("message %s ", name);
    for (size_t i = 0; i < NLMSG_ALIGN(header->nlmsg_len); i++) {
        printf("%02x", (unsigned char) buffer[i]);
    }
    putchar('\n');
}

static void address(int family, const char *text, xfrm_address_t *to) {
    inet_pton(family, text, to);
}

static void unlimited(struct xfrm_lifetime_cfg *limits) {
    limits->soft_byte_limit = limits->hard_byte_limit = XFRM_INF;
    limits->soft_packet_limit = limits->hard_packet_limit = XFRM_INF;
}

static void sa(struct xfrm_usersa_info *info, int family) {
    address(family, family == AF_INET ? "203.0.113.1" : "2001:db8:a::1", &info->saddr);
    address(family, family == AF_INET ? "203.0.113.2" : "2001:db8:b::2", &info->id.daddr);
    info->id.spi = htonl(0x1234);
    info->id.proto = IPPROTO_ESP;
    info->family = family;
    info->mode = XFRM_MODE_TUNNEL;
    info->reqid = 77;
    info->flags = XFRM_STATE_AF_UNSPEC;
    unlimited(&info->lft);
}

static void gcm256(void) {
    struct xfrm_algo_aead *aead = attribute(XFRMA_ALG_AEAD, sizeof *aead + 36);
    strcpy(aead->alg_name, "rfc4106(gcm(aes))");
    aead->alg_key_len = 36 * 8;
    aead->alg_icv_len = 128;
    for (int i = 0; i < 36; i++) {
        aead->alg_key[i] = i;
    }
}

static void large_window(const char *name, int family, unsigned window, int esn) {
    struct xfrm_usersa_info *info = start(XFRM_MSG_NEWSA, NLM_F_REQUEST | NLM_F_CREATE | NLM_F_EXCL | NLM_F_ACK, sizeof *info);
    sa(info, family);
    info->flags |= esn ? XFRM_STATE_ESN : 0;
    gcm256();
    unsigned words = (window + 31) / 32;
    struct xfrm_replay_state_esn *state = attribute(XFRMA_REPLAY_ESN_VAL, sizeof *state + 4 * words);
    state->bmp_len = words;
    state->replay_window = window;
    print(name);
}

static void options(void) {
    struct xfrm_usersa_info *info = start(XFRM_MSG_UPDSA, NLM_F_REQUEST | NLM_F_ACK, sizeof *info);
    sa(info, AF_INET);
    gcm256();
    struct xfrm_user_offload *card = attribute(XFRMA_OFFLOAD_DEV, sizeof *card);
    card->ifindex = 7;
    card->flags = XFRM_OFFLOAD_INBOUND;
    *(__u8 *) attribute(SA_DIR, 1) = 1;
    print("offload-direction");
}

/* Whole packets on the card: Linux 6.2, and iproute2 from 6.2 on. */
static void packet_offload(const char *name, int flags) {
    struct xfrm_usersa_info *info = start(XFRM_MSG_NEWSA, NLM_F_REQUEST | NLM_F_CREATE | NLM_F_EXCL | NLM_F_ACK, sizeof *info);
    sa(info, AF_INET);
    gcm256();
    struct xfrm_user_offload *card = attribute(XFRMA_OFFLOAD_DEV, sizeof *card);
    card->ifindex = 7;
    card->flags = OFFLOAD_PACKET | flags;
    print(name);
}

static void selector(struct xfrm_selector *sel, int family) {
    sel->family = family;
    address(family, family == AF_INET ? "10.1.0.0" : "2001:db8:1::", &sel->saddr);
    address(family, family == AF_INET ? "10.2.0.0" : "2001:db8:2::", &sel->daddr);
    sel->prefixlen_s = sel->prefixlen_d = family == AF_INET ? 16 : 48;
}

static void policy(struct xfrm_userpolicy_info *info) {
    selector(&info->sel, AF_INET6);
    info->sel.user = 1;
    unlimited(&info->lft);
    info->priority = 10000;
    info->dir = XFRM_POLICY_FWD;
    info->action = XFRM_POLICY_BLOCK;
}

static void received(void) {
    struct xfrm_user_expire *expire = start(XFRM_MSG_EXPIRE, 0, sizeof *expire);
    sa(&expire->state, AF_INET6);
    expire->state.curlft.bytes = 1000;
    expire->state.curlft.packets = 10;
    expire->state.curlft.add_time = 1700000000;
    expire->state.curlft.use_time = 1700000001;
    expire->state.stats.replay_window = 3;
    expire->state.stats.replay = 4;
    expire->state.stats.integrity_failed = 5;
    expire->hard = 1;
    print("expire");

    struct xfrm_user_polexpire *gone = start(XFRM_MSG_POLEXPIRE, 0, sizeof *gone);
    policy(&gone->pol);
    gone->hard = 1;
    print("policy-expire");

    struct xfrm_user_mapping *moved = start(XFRM_MSG_MAPPING, 0, sizeof *moved);
    address(AF_INET6, "2001:db8:b::2", &moved->id.daddr);
    moved->id.spi = htonl(0x1234);
    moved->id.family = AF_INET6;
    moved->id.proto = IPPROTO_ESP;
    moved->reqid = 77;
    address(AF_INET6, "2001:db8:a::1", &moved->old_saddr);
    address(AF_INET6, "2001:db8:c::3", &moved->new_saddr);
    moved->old_sport = htons(4500);
    moved->new_sport = htons(61234);
    print("mapping");

    struct xfrm_user_acquire *wanted = start(XFRM_MSG_ACQUIRE, 0, sizeof *wanted);
    address(AF_INET, "203.0.113.2", &wanted->id.daddr);
    wanted->id.proto = IPPROTO_ESP;
    address(AF_INET, "203.0.113.1", &wanted->saddr);
    selector(&wanted->sel, AF_INET);
    policy(&wanted->policy);
    wanted->aalgos = wanted->ealgos = wanted->calgos = ~0u;
    wanted->seq = 42;
    print("acquire");

    struct xfrm_usersa_flush *flush = start(XFRM_MSG_FLUSHSA, 0, sizeof *flush);
    flush->proto = IPPROTO_ESP;
    print("flush-sa");
    start(XFRM_MSG_FLUSHPOLICY, 0, 0);
    print("flush-policy");
}

#define SIZE(type) printf("size " #type " %zu\n", sizeof(struct type))

int main(void) {
    SIZE(nlmsghdr);
    SIZE(xfrm_id);
    SIZE(xfrm_selector);
    SIZE(xfrm_lifetime_cfg);
    SIZE(xfrm_lifetime_cur);
    SIZE(xfrm_stats);
    SIZE(xfrm_usersa_info);
    SIZE(xfrm_usersa_id);
    SIZE(xfrm_userpolicy_info);
    SIZE(xfrm_userpolicy_id);
    SIZE(xfrm_user_tmpl);
    SIZE(xfrm_algo);
    SIZE(xfrm_algo_auth);
    SIZE(xfrm_algo_aead);
    SIZE(xfrm_replay_state);
    SIZE(xfrm_replay_state_esn);
    SIZE(xfrm_mark);
    SIZE(xfrm_user_offload);
    SIZE(xfrm_encap_tmpl);
    SIZE(xfrm_user_expire);
    SIZE(xfrm_user_polexpire);
    SIZE(xfrm_user_acquire);
    SIZE(xfrm_user_mapping);
    SIZE(ifinfomsg);
    SIZE(ifaddrmsg);
    SIZE(rtmsg);

    large_window("esn-64-v4", AF_INET, 64, 1);
    large_window("esn-4096-v6", AF_INET6, 4096, 1);
    large_window("window-1000-v4", AF_INET, 1000, 0);
    options();
    struct xfrm_userpolicy_info *block = start(XFRM_MSG_NEWPOLICY, NLM_F_REQUEST | NLM_F_CREATE | NLM_F_EXCL | NLM_F_ACK, sizeof *block);
    policy(block);
    print("block-policy-with-user");
    block = start(XFRM_MSG_NEWPOLICY, NLM_F_REQUEST | NLM_F_CREATE | NLM_F_EXCL | NLM_F_ACK, sizeof *block);
    policy(block);
    struct xfrm_user_offload *card = attribute(XFRMA_OFFLOAD_DEV, sizeof *card);
    card->ifindex = 7;
    card->flags = OFFLOAD_PACKET;
    print("policy-offload-packet");
    packet_offload("offload-packet-in", XFRM_OFFLOAD_INBOUND);
    packet_offload("offload-packet-out", 0);
    received();
    return 0;
}
