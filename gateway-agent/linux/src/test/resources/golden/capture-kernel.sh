#!/bin/sh
# Writes kernel-6.1.txt: what a Linux kernel with ESP answers and tells, as iproute2 receives it.
# Run as root in such a kernel (the lab's):  unshare -n ./capture-kernel.sh > kernel-6.1.txt
# Lines: "dump-sa HEX", "dump-policy HEX", "event HEX", one a datagram. The keys are counting bytes.
set -eu
here=$(cd "$(dirname "$0")" && pwd)
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
cc -shared -fPIC -o "$work/capture.so" "$here/netlink-capture.c" -ldl

NETLINK_CAPTURE="$work/events" LD_PRELOAD="$work/capture.so" ip xfrm monitor all >/dev/null 2>&1 &
monitor=$!
sleep 1
sa() {
    ip xfrm state add src 203.0.113.1 dst 203.0.113.2 proto esp "$@"
}
sa spi 0x1001 reqid 77 mode tunnel flag af-unspec aead 'rfc4106(gcm(aes))' 0x000102030405060708090a0b0c0d0e0f10111213 128 \
    limit time-hard 3600 limit byte-hard 68719476736
sa spi 0x1002 reqid 77 mode tunnel replay-window 32 \
    auth-trunc 'hmac(sha256)' 0x000102030405060708090a0b0c0d0e0f000102030405060708090a0b0c0d0e0f 128 \
    enc 'cbc(aes)' 0x000102030405060708090a0b0c0d0e0f mark 0x51 mask 0xff if_id 9 encap espinudp 4500 4501 0.0.0.0
ip xfrm state add src 2001:db8:a::1 dst 2001:db8:b::2 proto ah spi 0x1003 mode transport \
    auth-trunc 'xcbc(aes)' 0x000102030405060708090a0b0c0d0e0f 96 limit time-hard 2
ip xfrm policy add src 10.1.0.0/16 dst 10.2.0.0/16 dir out priority 1000 \
    tmpl src 203.0.113.1 dst 203.0.113.2 proto esp spi 0x1001 reqid 77 mode tunnel
ip xfrm policy add src 2001:db8:1::/48 dst 2001:db8:2::/48 dir fwd action block priority 10000 mark 1 mask 3 if_id 8
NETLINK_CAPTURE="$work/state" LD_PRELOAD="$work/capture.so" ip xfrm state >/dev/null
NETLINK_CAPTURE="$work/policy" LD_PRELOAD="$work/capture.so" ip xfrm policy >/dev/null
sleep 3
ip xfrm policy update src 10.1.0.0/16 dst 10.2.0.0/16 dir out priority 1000 \
    tmpl src 203.0.113.1 dst 203.0.113.2 proto esp spi 0x1002 reqid 77 mode tunnel
ip xfrm policy delete src 10.1.0.0/16 dst 10.2.0.0/16 dir out
ip xfrm state delete src 203.0.113.1 dst 203.0.113.2 proto esp spi 0x1001
ip xfrm policy flush
ip xfrm state flush
sleep 1
kill "$monitor"
for part in state:dump-sa policy:dump-policy events:event; do
    sed -n "s/^< /${part#*:} /p" "$work/${part%%:*}"
done
