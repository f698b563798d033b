#!/bin/sh
# Writes iproute2.txt: the messages that iproute2 sends for the same things that the codec tests write.
# Run as root:  unshare -n ./capture-iproute2.sh > iproute2.txt
# The kernel may refuse what it cannot do: only what is sent counts. Lines: name, then the message in hex with sequence
# and port number zeroed. ESN and windows above 32 are not here: iproute2 6.1 sends them with an empty bitmap, which the kernel refuses.
set -eu
here=$(cd "$(dirname "$0")" && pwd)
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
cc -shared -fPIC -o "$work/capture.so" "$here/netlink-capture.c" -ldl

take() {
    name=$1
    shift
    rm -f "$work/out"
    NETLINK_CAPTURE="$work/out" LD_PRELOAD="$work/capture.so" "$@" >/dev/null 2>&1 || true
    # The last datagram sent is the change; questions about links come before it.
    sent=$(grep '^> ' "$work/out" | tail -n 1 | cut -c3-)
    printf '%s %s%s%s\n' "$name" "$(echo "$sent" | cut -c1-16)" 0000000000000000 "$(echo "$sent" | cut -c33-)"
}

key() { # bytes: 000102...
    i=0
    printf 0x
    while [ "$i" -lt "$1" ]; do
        printf %02x "$i"
        i=$((i + 1))
    done
}

ip link add qo index 90 type veth peer name qp
for family in 4 6; do
    if [ "$family" = 4 ]; then
        near=203.0.113.1 far=203.0.113.2 inner=10.1.0.0/16 outer=10.2.0.0/16
    else
        near=2001:db8:a::1 far=2001:db8:b::2 inner=2001:db8:1::/48 outer=2001:db8:2::/48
    fi
    sa="ip xfrm state add src $near dst $far proto esp spi 0x1234 reqid 77"
    ah="ip xfrm state add src $near dst $far proto ah spi 0x1234 reqid 77 mode transport"
    tunnel="mode tunnel flag af-unspec"
    take "AES_GCM_16_128-v$family" $sa $tunnel aead 'rfc4106(gcm(aes))' "$(key 20)" 128
    take "AES_GCM_16_256-v$family" $sa $tunnel aead 'rfc4106(gcm(aes))' "$(key 36)" 128
    take "AES_CCM_16_128-v$family" $sa $tunnel aead 'rfc4309(ccm(aes))' "$(key 19)" 128
    take "AES_CCM_16_256-v$family" $sa $tunnel aead 'rfc4309(ccm(aes))' "$(key 35)" 128
    take "CHACHA20_POLY1305-v$family" $sa $tunnel aead 'rfc7539esp(chacha20,poly1305)' "$(key 36)" 128
    authkey() { # integrity key of $2 bytes behind a cipher key of $1 bytes
        i=$1
        printf 0x
        while [ "$i" -lt $(($1 + $2)) ]; do
            printf %02x "$i"
            i=$((i + 1))
        done
    }
    take "AES_CBC_128_HMAC_SHA_256_128-v$family" $sa $tunnel \
        auth-trunc 'hmac(sha256)' "$(authkey 16 32)" 128 enc 'cbc(aes)' "$(key 16)"
    take "AES_CBC_256_HMAC_SHA_256_128-v$family" $sa $tunnel \
        auth-trunc 'hmac(sha256)' "$(authkey 32 32)" 128 enc 'cbc(aes)' "$(key 32)"
    take "AES_CBC_128_AES_XCBC_MAC_96-v$family" $sa $tunnel \
        auth-trunc 'xcbc(aes)' "$(authkey 16 16)" 96 enc 'cbc(aes)' "$(key 16)"
    take "TRIPLE_DES_CBC_HMAC_SHA_256_128-v$family" $sa $tunnel \
        auth-trunc 'hmac(sha256)' "$(authkey 24 32)" 128 enc 'cbc(des3_ede)' "$(key 24)"
    take "HMAC_SHA_256_128-v$family" $ah auth-trunc 'hmac(sha256)' "$(key 32)" 128
    take "AES_XCBC_MAC_96-v$family" $ah auth-trunc 'xcbc(aes)' "$(key 16)" 96
    gcm="aead rfc4106(gcm(aes)) $(key 36) 128"
    take "legacy-window-v$family" $sa $tunnel replay-window 32 $gcm
    take "limits-v$family" $sa $tunnel $gcm limit time-soft 54 limit time-hard 54 \
        limit byte-soft 68719476736 limit byte-hard 68719476736
    take "mark-ifid-v$family" $sa $tunnel $gcm mark 0x51 mask 0xff if_id 9
    take "encap-v$family" $sa $tunnel $gcm encap espinudp 4500 4501 0.0.0.0
    take "dscp-ecn-v$family" $sa $tunnel flag noecn flag decap-dscp $gcm extra-flag dont-encap-dscp
    take "offload-out-v$family" $sa $tunnel $gcm offload dev qo dir out
    take "offload-in-v$family" $sa $tunnel $gcm offload dev qo dir in
    take "delete-sa-v$family" ip xfrm state delete src $near dst $far proto esp spi 0x1234
    take "delete-sa-mark-v$family" ip xfrm state delete src $near dst $far proto esp spi 0x1234 mark 0x51 mask 0xff
    take "flush-esp-v$family" ip xfrm state flush proto esp

    tmpl="tmpl src $near dst $far proto esp reqid 77 mode tunnel"
    take "new-policy-v$family" ip xfrm policy add src $inner dst $outer dir out priority 1000 $tmpl
    take "update-policy-spi-v$family" ip xfrm policy update src $inner dst $outer dir out priority 1000 \
        tmpl src $near dst $far proto esp spi 0x7001 reqid 77 mode tunnel
    take "in-policy-v$family" ip xfrm policy add src $inner dst $outer dir in priority 1000 $tmpl
    take "fwd-policy-v$family" ip xfrm policy add src $inner dst $outer dir fwd priority 1000 $tmpl
    take "block-policy-v$family" ip xfrm policy add src $inner dst $outer dir out action block priority 10000
    take "bypass-policy-v$family" ip xfrm policy add src $inner dst $outer proto udp dport 4790 dir out priority 1
    take "mark-policy-v$family" ip xfrm policy add src $inner dst $outer dir out action block priority 5 \
        mark 1 mask 3 if_id 8
    take "delete-policy-v$family" ip xfrm policy delete src $inner dst $outer dir out
    take "delete-mark-policy-v$family" ip xfrm policy delete src $inner dst $outer dir out mark 1 mask 3 if_id 8
done
ip link delete qo
take flush-policies ip xfrm policy flush

take rt-add-dummy ip link add qd type dummy
take rt-add-xfrm ip link add qx type xfrm if_id 9
take rt-add-vti ip link add qv type vti local 203.0.113.1 remote 203.0.113.2 key 9
take rt-add-vti6 ip link add qv type vti6 local 2001:db8:a::1 remote 2001:db8:b::2 key 9
take rt-add-veth ip link add qa type veth peer name qb
ip link delete qa
ip link add qa index 100 type veth peer name qb
take rt-set-up ip link set qa up
take rt-set-mtu ip link set qa mtu 1380
take rt-add-address-v4 ip address add 10.1.0.1/16 dev qa
take rt-add-address-v6 ip address add 2001:db8:1::1/48 dev qa nodad
take rt-add-route-via-v4 ip route add 10.2.0.0/16 via 10.1.0.2 metric 100 proto 81
take rt-add-route-via-v6 ip -6 route add 2001:db8:2::/48 via 2001:db8:1::2 metric 100 proto 81
take rt-add-route-dev-v4 ip route add 10.3.0.0/24 dev qa metric 7 proto static
take rt-add-prohibit-v4 ip route add prohibit 10.2.0.0/16 metric 5000 proto static
take rt-add-prohibit-v6 ip -6 route add prohibit 2001:db8:2::/48 metric 5000 proto static
take rt-replace-route-v4 ip route replace 10.3.0.0/24 dev qa metric 7 proto static
take rt-delete-route-via-v4 ip route delete 10.2.0.0/16 via 10.1.0.2 metric 100 proto 81
take rt-delete-prohibit-v4 ip route delete prohibit 10.2.0.0/16 metric 5000 proto static
take rt-add-rule-v4 ip rule add to 10.2.0.0/16 lookup 5600 pref 5600
take rt-add-rule-through-v6 ip -6 rule add from 2001:db8:2::/48 to 2001:db8:1::/48 iif qg0 lookup main pref 5601
take rt-add-rule-prohibit-v4 ip rule add from 10.2.0.0/16 to 10.1.0.0/16 pref 5602 prohibit
take rt-delete-rule-v4 ip rule delete to 10.2.0.0/16 lookup 5600 pref 5600
take rt-delete-address-v4 ip address delete 10.1.0.1/16 dev qa
take rt-delete-address-v6 ip address delete 2001:db8:1::1/48 dev qa
take rt-delete-link ip link delete qa
