#!/bin/sh
# Writes kernel-6.1.txt: what a Linux kernel with ESP and af_key is told over PF_KEY, and what it answers.
# Run as root in such a kernel (the lab's):  unshare -n ./capture-pfkey.sh > kernel-6.1.txt
set -eu
here=$(cd "$(dirname "$0")" && pwd)
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
cc -Wall -Wextra -o "$work/capture" "$here/pfkey-capture.c"
# A packet that a policy catches must have a way out, or it never gets so far.
ip link set lo up
ip link add name qa type veth peer name qb
ip link set qa up
ip link set qb up
ip address add 10.1.0.1/16 dev qa
ip address add 2001:db8:1::1/48 dev qa nodad
ip route add 10.2.0.0/16 dev qa
ip route add 2001:db8:2::/48 dev qa
sleep 1
"$work/capture"
