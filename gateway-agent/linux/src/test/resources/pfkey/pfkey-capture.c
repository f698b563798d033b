/*
 * Says to a kernel over an AF_KEY socket what a key manager says, and prints both sides of the conversation in hex.
 * One line a message: name, '>' sent or '<' received, bytes. See capture-pfkey.sh for how to run it.
 *
 * What differs from run to run is zeroed in what is printed: add and use times in SADB_EXT_LIFETIME_CURRENT, and the sequence
 * number that an ACQUIRE starts with.
 */
#include <arpa/inet.h>
#include <errno.h>
#include <linux/ipsec.h>
#include <linux/pfkeyv2.h>
#include <poll.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/socket.h>
#include <unistd.h>

#define PID 4242
#define REQID 77
#define UDP_ENCAP_ESPINUDP 2
#define ANSWER_MILLIS 20

static int sock;
static uint32_t sequence = 1000;
static uint8_t message[8192];
static size_t length;

static void print(const char *name, char direction, uint8_t *bytes, size_t count)
{
	struct sadb_msg *msg = (struct sadb_msg *)bytes;
	size_t at = sizeof(*msg);
	if (msg->sadb_msg_type == SADB_ACQUIRE && direction == '<')
		msg->sadb_msg_seq = 0;
	while (direction == '<' && at + 4 <= count) {
		struct sadb_ext *ext = (struct sadb_ext *)(bytes + at);
		if (ext->sadb_ext_type == SADB_EXT_LIFETIME_CURRENT) {
			struct sadb_lifetime *life = (struct sadb_lifetime *)ext;
			life->sadb_lifetime_addtime = 0;
			life->sadb_lifetime_usetime = 0;
		}
		if (ext->sadb_ext_len == 0)
			break;
		at += ext->sadb_ext_len * 8;
	}
	printf("%s %c ", name, direction);
	for (size_t i = 0; i < count; i++)
		printf("%02x", bytes[i]);
	printf("\n");
}

static void drain(const char *name, int wait_millis)
{
	static uint8_t answer[65536];
	struct pollfd ready = {.fd = sock, .events = POLLIN};
	while (poll(&ready, 1, wait_millis) == 1) {
		ssize_t got = recv(sock, answer, sizeof(answer), 0);
		if (got < 0) {
			perror("recv");
			exit(1);
		}
		print(name, '<', answer, got);
	}
}

static void begin(int type, int satype)
{
	struct sadb_msg msg = {.sadb_msg_version = PF_KEY_V2, .sadb_msg_type = type, .sadb_msg_satype = satype,
			       .sadb_msg_seq = ++sequence, .sadb_msg_pid = PID};
	memset(message, 0, sizeof(message));
	memcpy(message, &msg, sizeof(msg));
	length = sizeof(msg);
}

static void *extend(int type, size_t bytes)
{
	struct sadb_ext *ext = (struct sadb_ext *)(message + length);
	size_t padded = (bytes + 7) / 8 * 8;
	ext->sadb_ext_type = type;
	ext->sadb_ext_len = padded / 8;
	length += padded;
	return ext;
}

static void say(const char *name, int wait_millis)
{
	((struct sadb_msg *)message)->sadb_msg_len = length / 8;
	print(name, '>', message, length);
	if (send(sock, message, length, 0) < 0) {
		printf("%s ! %s\n", name, strerror(errno));
	}
	drain(name, wait_millis);
}

static size_t sockaddr_put(void *at, const char *text, int port)
{
	if (strchr(text, ':')) {
		struct sockaddr_in6 in6 = {.sin6_family = AF_INET6, .sin6_port = htons(port)};
		inet_pton(AF_INET6, text, &in6.sin6_addr);
		if (at)
			memcpy(at, &in6, sizeof(in6));
		return sizeof(in6);
	}
	struct sockaddr_in in = {.sin_family = AF_INET, .sin_port = htons(port)};
	inet_pton(AF_INET, text, &in.sin_addr);
	if (at)
		memcpy(at, &in, sizeof(in));
	return sizeof(in);
}

static void address(int type, const char *text, int prefix, int proto, int port)
{
	struct sadb_address *a = extend(type, sizeof(*a) + sockaddr_put(NULL, text, port));
	a->sadb_address_proto = proto;
	a->sadb_address_prefixlen = prefix;
	sockaddr_put(a + 1, text, port);
}

static void sa(uint32_t spi, int replay, int auth, int encrypt)
{
	struct sadb_sa *s = extend(SADB_EXT_SA, sizeof(*s));
	s->sadb_sa_spi = htonl(spi);
	s->sadb_sa_replay = replay;
	s->sadb_sa_state = SADB_SASTATE_MATURE;
	s->sadb_sa_auth = auth;
	s->sadb_sa_encrypt = encrypt;
}

static void key(int type, int first, int bytes)
{
	struct sadb_key *k = extend(type, sizeof(*k) + bytes);
	k->sadb_key_bits = bytes * 8;
	for (int i = 0; i < bytes; i++)
		((uint8_t *)(k + 1))[i] = first + i;
}

static void lifetime(int type, uint32_t packets, uint64_t bytes, uint64_t add, uint64_t use)
{
	struct sadb_lifetime *l = extend(type, sizeof(*l));
	l->sadb_lifetime_allocations = packets;
	l->sadb_lifetime_bytes = bytes;
	l->sadb_lifetime_addtime = add;
	l->sadb_lifetime_usetime = use;
}

static void sa2(int mode, uint32_t reqid)
{
	struct sadb_x_sa2 *s = extend(SADB_X_EXT_SA2, sizeof(*s));
	s->sadb_x_sa2_mode = mode;
	s->sadb_x_sa2_reqid = reqid;
}

static void nat_t(int sport, int dport)
{
	struct sadb_x_nat_t_type *t = extend(SADB_X_EXT_NAT_T_TYPE, sizeof(*t));
	t->sadb_x_nat_t_type_type = UDP_ENCAP_ESPINUDP;
	struct sadb_x_nat_t_port *p = extend(SADB_X_EXT_NAT_T_SPORT, sizeof(*p));
	p->sadb_x_nat_t_port_port = htons(sport);
	p = extend(SADB_X_EXT_NAT_T_DPORT, sizeof(*p));
	p->sadb_x_nat_t_port_port = htons(dport);
}

static void policy(int type, int dir, int level, uint32_t reqid, const char *near, const char *far)
{
	size_t request = 0;
	if (near)
		request = (sizeof(struct sadb_x_ipsecrequest) + sockaddr_put(NULL, near, 0) + sockaddr_put(NULL, far, 0) + 7) / 8 * 8;
	struct sadb_x_policy *p = extend(SADB_X_EXT_POLICY, sizeof(*p) + request);
	p->sadb_x_policy_type = type;
	p->sadb_x_policy_dir = dir;
	p->sadb_x_policy_priority = 1000;
	if (near) {
		struct sadb_x_ipsecrequest *r = (void *)(p + 1);
		r->sadb_x_ipsecrequest_len = request;
		r->sadb_x_ipsecrequest_proto = IPPROTO_ESP;
		r->sadb_x_ipsecrequest_mode = IPSEC_MODE_TUNNEL;
		r->sadb_x_ipsecrequest_level = level;
		r->sadb_x_ipsecrequest_reqid = reqid;
		sockaddr_put((uint8_t *)(r + 1) + sockaddr_put(r + 1, near, 0), far, 0);
	}
}

struct family {
	const char *suffix, *near, *far, *inner, *outer;
	int host, prefix;
};

static const struct family families[] = {
	{"v4", "203.0.113.1", "203.0.113.2", "10.1.0.0", "10.2.0.0", 32, 16},
	{"v6", "2001:db8:a::1", "2001:db8:b::2", "2001:db8:1::", "2001:db8:2::", 128, 48},
};

static const struct family *f;
static char label[64];

static const char *named(const char *name)
{
	snprintf(label, sizeof(label), "%s-%s", name, f->suffix);
	return label;
}

static void ends(void)
{
	address(SADB_EXT_ADDRESS_SRC, f->near, f->host, 0, 0);
	address(SADB_EXT_ADDRESS_DST, f->far, f->host, 0, 0);
}

static void cbc_sha256(int satype, int type, uint32_t spi, int replay)
{
	begin(type, satype);
	sa(spi, replay, SADB_X_AALG_SHA2_256HMAC, SADB_X_EALG_AESCBC);
	ends();
	sa2(IPSEC_MODE_TUNNEL, REQID);
	key(SADB_EXT_KEY_ENCRYPT, 0, 32);
	key(SADB_EXT_KEY_AUTH, 32, 32);
}

static void named_sa(int type, int satype, uint32_t spi)
{
	begin(type, satype);
	sa(spi, 0, 0, 0);
	ends();
}

static void selector(void)
{
	address(SADB_EXT_ADDRESS_SRC, f->inner, f->prefix, IPSEC_PROTO_ANY, 0);
	address(SADB_EXT_ADDRESS_DST, f->outer, f->prefix, IPSEC_PROTO_ANY, 0);
}

static void spd(int type, int dir, int kind, int level, uint32_t reqid)
{
	begin(type, SADB_SATYPE_UNSPEC);
	selector();
	policy(kind, dir, level, reqid, kind == IPSEC_POLICY_IPSEC ? f->near : NULL, f->far);
}

static void states(void)
{
	begin(SADB_GETSPI, SADB_SATYPE_ESP);
	ends();
	sa2(IPSEC_MODE_TUNNEL, REQID);
	struct sadb_spirange *range = extend(SADB_EXT_SPIRANGE, sizeof(*range));
	range->sadb_spirange_min = range->sadb_spirange_max = 0x2001;
	say(named("getspi"), ANSWER_MILLIS);

	cbc_sha256(SADB_SATYPE_ESP, SADB_UPDATE, 0x2001, 32);
	say(named("update-larval"), ANSWER_MILLIS);

	cbc_sha256(SADB_SATYPE_ESP, SADB_ADD, 0x1234, 32);
	say(named("add-cbc-sha256"), ANSWER_MILLIS);
	cbc_sha256(SADB_SATYPE_ESP, SADB_ADD, 0x1234, 32);
	say(named("add-again"), ANSWER_MILLIS);

	begin(SADB_ADD, SADB_SATYPE_ESP);
	sa(0x1235, 4, SADB_X_AALG_AES_XCBC_MAC, SADB_X_EALG_AESCBC);
	lifetime(SADB_EXT_LIFETIME_HARD, 5000, 1ull << 36, 54, 50);
	lifetime(SADB_EXT_LIFETIME_SOFT, 4000, 1ull << 35, 50, 40);
	ends();
	sa2(IPSEC_MODE_TUNNEL, REQID);
	key(SADB_EXT_KEY_ENCRYPT, 0, 16);
	key(SADB_EXT_KEY_AUTH, 16, 16);
	say(named("add-vpn-b-limits"), ANSWER_MILLIS);

	begin(SADB_ADD, SADB_SATYPE_AH);
	sa(0x1236, 32, SADB_X_AALG_SHA2_256HMAC, SADB_EALG_NONE);
	ends();
	sa2(IPSEC_MODE_TRANSPORT, 0);
	key(SADB_EXT_KEY_AUTH, 0, 32);
	say(named("add-ah"), ANSWER_MILLIS);

	begin(SADB_ADD, SADB_SATYPE_ESP);
	sa(0x1237, 32, SADB_AALG_NONE, SADB_X_EALG_AES_GCM_ICV16);
	ends();
	sa2(IPSEC_MODE_TUNNEL, REQID);
	key(SADB_EXT_KEY_ENCRYPT, 0, 36);
	say(named("add-gcm"), ANSWER_MILLIS);

	if (f->host == 32) {
		cbc_sha256(SADB_SATYPE_ESP, SADB_ADD, 0x1238, 0);
		nat_t(4500, 4501);
		say(named("add-nat-t"), ANSWER_MILLIS);
	}

	named_sa(SADB_GET, SADB_SATYPE_ESP, 0x1234);
	say(named("get"), ANSWER_MILLIS);
	named_sa(SADB_DELETE, SADB_SATYPE_AH, 0x1236);
	say(named("delete"), ANSWER_MILLIS);
	named_sa(SADB_DELETE, SADB_SATYPE_AH, 0x1236);
	say(named("delete-again"), ANSWER_MILLIS);
	begin(SADB_DUMP, SADB_SATYPE_ESP);
	say(named("dump"), ANSWER_MILLIS);
	begin(SADB_FLUSH, SADB_SATYPE_ESP);
	say(named("flush"), ANSWER_MILLIS);
	begin(SADB_DUMP, SADB_SATYPE_ESP);
	say(named("dump-empty"), ANSWER_MILLIS);
}

static void policies(void)
{
	spd(SADB_X_SPDADD, IPSEC_DIR_OUTBOUND, IPSEC_POLICY_IPSEC, IPSEC_LEVEL_UNIQUE, REQID);
	say(named("spdadd-out"), ANSWER_MILLIS);
	spd(SADB_X_SPDADD, IPSEC_DIR_OUTBOUND, IPSEC_POLICY_IPSEC, IPSEC_LEVEL_UNIQUE, REQID);
	say(named("spdadd-again"), ANSWER_MILLIS);
	spd(SADB_X_SPDUPDATE, IPSEC_DIR_OUTBOUND, IPSEC_POLICY_IPSEC, IPSEC_LEVEL_UNIQUE, REQID + 1);
	say(named("spdupdate-out"), ANSWER_MILLIS);
	spd(SADB_X_SPDADD, IPSEC_DIR_INBOUND, IPSEC_POLICY_IPSEC, IPSEC_LEVEL_REQUIRE, 0);
	say(named("spdadd-in"), ANSWER_MILLIS);
	spd(SADB_X_SPDADD, IPSEC_DIR_FWD, IPSEC_POLICY_DISCARD, 0, 0);
	say(named("spdadd-fwd-discard"), ANSWER_MILLIS);

	begin(SADB_X_SPDADD, SADB_SATYPE_UNSPEC);
	address(SADB_EXT_ADDRESS_SRC, f->near, f->host, IPPROTO_UDP, 4790);
	address(SADB_EXT_ADDRESS_DST, f->far, f->host, IPPROTO_UDP, 4790);
	policy(IPSEC_POLICY_NONE, IPSEC_DIR_OUTBOUND, 0, 0, NULL, NULL);
	say(named("spdadd-bypass"), ANSWER_MILLIS);

	begin(SADB_X_SPDDUMP, SADB_SATYPE_UNSPEC);
	say(named("spddump"), ANSWER_MILLIS);
	spd(SADB_X_SPDDELETE, IPSEC_DIR_INBOUND, IPSEC_POLICY_DISCARD, 0, 0);
	say(named("spddelete"), ANSWER_MILLIS);
	spd(SADB_X_SPDDELETE, IPSEC_DIR_INBOUND, IPSEC_POLICY_DISCARD, 0, 0);
	say(named("spddelete-again"), ANSWER_MILLIS);
	begin(SADB_X_SPDFLUSH, SADB_SATYPE_UNSPEC);
	say(named("spdflush"), ANSWER_MILLIS);
	begin(SADB_X_SPDDUMP, SADB_SATYPE_UNSPEC);
	say(named("spddump-empty"), ANSWER_MILLIS);
}

static void events(void)
{
	cbc_sha256(SADB_SATYPE_ESP, SADB_ADD, 0x3001, 32);
	lifetime(SADB_EXT_LIFETIME_HARD, 0, 0, 2, 0);
	lifetime(SADB_EXT_LIFETIME_SOFT, 0, 0, 1, 0);
	say(named("expire"), 3000);
	begin(SADB_FLUSH, SADB_SATYPE_ESP);
	say(named("after-expire"), ANSWER_MILLIS);

	/* The caller has made a device with a route to 10.2/16 and 2001:db8:2::/48, and addresses in 10.1/16 and 2001:db8:1::/48. */
	spd(SADB_X_SPDADD, IPSEC_DIR_OUTBOUND, IPSEC_POLICY_IPSEC, IPSEC_LEVEL_UNIQUE, REQID);
	say(named("before-acquire"), ANSWER_MILLIS);
	struct sockaddr_storage from = {0}, to = {0};
	sockaddr_put(&from, f->host == 32 ? "10.1.0.1" : "2001:db8:1::1", 0);
	socklen_t size = sockaddr_put(&to, f->host == 32 ? "10.2.0.1" : "2001:db8:2::1", 9);
	int udp = socket(f->host == 32 ? AF_INET : AF_INET6, SOCK_DGRAM, 0);
	if (bind(udp, (struct sockaddr *)&from, size) < 0)
		perror("bind");
	sendto(udp, "x", 1, MSG_DONTWAIT, (struct sockaddr *)&to, size);
	close(udp);
	drain(named("acquire"), 200);
	begin(SADB_FLUSH, SADB_SATYPE_UNSPEC);
	say(named("after-acquire"), ANSWER_MILLIS);
	begin(SADB_X_SPDFLUSH, SADB_SATYPE_UNSPEC);
	say(named("after-acquire-spd"), ANSWER_MILLIS);
}

int main(void)
{
	sock = socket(PF_KEY, SOCK_RAW, PF_KEY_V2);
	if (sock < 0) {
		perror("socket(PF_KEY)");
		return 1;
	}
	begin(SADB_REGISTER, SADB_SATYPE_AH);
	say("register-ah", ANSWER_MILLIS);
	begin(SADB_REGISTER, SADB_SATYPE_ESP);
	say("register-esp", ANSWER_MILLIS);
	for (f = families; f < families + 2; f++) {
		states();
		policies();
		events();
	}
	begin(SADB_ADD, SADB_SATYPE_ESP);
	f = families;
	sa(0x1234, 0, 0, 0);
	say("malformed-no-addresses", ANSWER_MILLIS);
	return 0;
}
