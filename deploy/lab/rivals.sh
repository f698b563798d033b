# Functions of the engine's benchmark, for bash: data planes in user space that do the same job side by side, each between
# two network namespaces of its own that a veth joins. Needs root. `rivals` is the set; `rival NAME` one of them.
#
#   gateway and host a  10.1.0.1 -- tunnel device -- 192.0.2.1 ==== 192.0.2.2 -- tunnel device -- 10.2.0.1  b
#
# Environment: RIVALS_PREFIX  begins every namespace's name (default qgb-)
#              RIVALS_RUN     folder for configurations, logs and process ids

RIVALS_HOME=$(cd "$(dirname "${BASH_SOURCE[0]}")" && pwd)
RIVALS_PREFIX=${RIVALS_PREFIX:-qgb-}
RIVALS_RUN=${RIVALS_RUN:-/run/qgate-rivals/$RIVALS_PREFIX}

. "$RIVALS_HOME/strongswan.sh"

# What AES-GCM in UDP leaves of 1500 bytes, and no more than any of the rivals offers by itself.
RIVALS_INNER_MTU=1400
RIVALS_PATIENCE_TENTHS=300
RIVALS_FLOOD_PORT=5202
RIVALS_FLOOD_START_SECONDS=0.7
# With what precedes it in the packet: IPv4 and UDP.
RIVALS_UDP_HEADER_BYTES=28

rivals_fail() {
    echo "rivals: $*" >&2
    return 1
}

# rival_exec NAME SIDE COMMAND...
rival_exec() {
    local namespace=$RIVALS_PREFIX$1-$2
    shift 2
    ip netns exec "$namespace" "$@"
}

# rival_start NAME ROLE SIDE COMMAND...: in the background, with its process id and log in the folder of the run.
rival_start() {
    local label=$1-$2-$3 namespace=$RIVALS_PREFIX$1-$3
    shift 3
    setsid ip netns exec "$namespace" "$@" >>"$RIVALS_RUN/$label.log" 2>&1 </dev/null &
    echo $! "$label" >>"$RIVALS_RUN/pids"
}

# rival_await WHAT COMMAND...
rival_await() {
    local what=$1 tenth
    shift
    for ((tenth = 0; tenth < RIVALS_PATIENCE_TENTHS; tenth++)); do
        "$@" >/dev/null 2>&1 && return
        sleep 0.1
    done
    rivals_fail "$what did not come; logs are in $RIVALS_RUN"
}

# rival_cable NAME: the two namespaces and what joins them.
rival_cable() {
    local side octet=1
    for side in a b; do
        ip netns add "$RIVALS_PREFIX$1-$side"
    done
    ip link add eth0 netns "$RIVALS_PREFIX$1-a" type veth peer name eth0 netns "$RIVALS_PREFIX$1-b"
    for side in a b; do
        rival_exec "$1" $side ip link set lo up
        rival_exec "$1" $side ip addr add 192.0.2.$octet/24 dev eth0
        rival_exec "$1" $side ip link set eth0 up
        octet=2
    done
}

# rival_inner NAME SIDE OCTET DEVICE: the inner address and the route to the other.
rival_inner() {
    local other=$((3 - $3))
    rival_exec "$1" "$2" ip link set "$4" mtu $RIVALS_INNER_MTU up
    rival_exec "$1" "$2" ip addr add 10.$3.0.1/32 dev "$4"
    rival_exec "$1" "$2" ip route add 10.$other.0.1/32 dev "$4" src 10.$3.0.1
}

# Nothing but the cable.
rivals_plain() {
    local side octet=1
    rival_cable plain
    for side in a b; do
        rival_exec plain $side ip addr add 10.$octet.0.1/32 dev lo
        rival_exec plain $side ip route add 10.$((3 - octet)).0.1/32 via 192.0.2.$((3 - octet)) src 10.$octet.0.1
        octet=2
    done
}

# Two engines without keys; their PF_KEY sockets are a.pfkey and b.pfkey in the folder of the run.
rivals_engine() {
    local side octet=1
    rival_cable engine
    for side in a b; do
        rival_start engine gateway $side "$RIVALS_HOME/../bin/qgate-engine" --local=192.0.2.$octet --udp-port=4500 \
            --capacity=4096 --socket="$RIVALS_RUN/$side.pfkey"
        octet=2
    done
    octet=1
    for side in a b; do
        rival_await "the PF_KEY socket of engine $side" test -S "$RIVALS_RUN/$side.pfkey"
        rival_await "the TUN device of engine $side" rival_exec engine $side ip link show qg0
        rival_inner engine $side $octet qg0
        octet=2
    done
}

rivals_wireguard() {
    local side octet=1 other=b
    rival_cable wireguard
    for side in a b; do
        (umask 077 && wg genkey >"$RIVALS_RUN/wg-$side.key")
        wg pubkey <"$RIVALS_RUN/wg-$side.key" >"$RIVALS_RUN/wg-$side.pub"
    done
    for side in a b; do
        # The name of the interface is that of its control socket, which all namespaces share.
        rival_start wireguard gateway $side env LOG_LEVEL=error wireguard-go --foreground qgbwg$side
        rival_await "wireguard-go $side" test -S /var/run/wireguard/qgbwg$side.sock
        rival_exec wireguard $side wg set qgbwg$side listen-port 51820 private-key "$RIVALS_RUN/wg-$side.key" \
            peer "$(cat "$RIVALS_RUN/wg-$other.pub")" endpoint 192.0.2.$((3 - octet)):51820 \
            allowed-ips 10.$((3 - octet)).0.1/32
        rival_inner wireguard $side $octet qgbwg$side
        octet=2 other=a
    done
}

# strongSwan with its plugin kernel-libipsec: IKEv2 with a secret of this run, ESP in UDP in user space, AES-256-GCM.
rivals_libipsec() {
    local side octet=1 secret
    secret=$(od -An -N16 -tx1 /dev/urandom | tr -d ' \n')
    rival_cable libipsec
    for side in a b; do
        strongswan_charon "$RIVALS_RUN/strongswan-$side.conf" "$RIVALS_RUN/$side.vici" kernel-libipsec
        strongswan_connection "$RIVALS_RUN/swanctl-$side.conf" $octet "10.$octet.0.1/32" "10.$((3 - octet)).0.1/32" aes256gcm16-x25519 "$secret"
        rival_exec libipsec $side ip addr add 10.$octet.0.1/32 dev lo
        # Its process id file and control socket have fixed places: a /run of its own for each.
        rival_start libipsec gateway $side unshare --mount bash -c "mount -t tmpfs tmpfs /run && exec env \
            STRONGSWAN_CONF=$RIVALS_RUN/strongswan-$side.conf /usr/lib/ipsec/charon"
        rival_await "the control socket of charon $side" test -S "$RIVALS_RUN/$side.vici"
        octet=2
    done
    for side in a b; do
        swanctl --load-all --uri "unix://$RIVALS_RUN/$side.vici" --file "$RIVALS_RUN/swanctl-$side.conf" \
            >>"$RIVALS_RUN/libipsec-gateway-$side.log" 2>&1 || rivals_fail "swanctl does not load $RIVALS_RUN/swanctl-$side.conf"
    done
    swanctl --initiate --child net --timeout 20 --uri "unix://$RIVALS_RUN/a.vici" >>"$RIVALS_RUN/libipsec-gateway-a.log" 2>&1 ||
        rivals_fail "charon cannot set the tunnel up: see $RIVALS_RUN/libipsec-gateway-a.log"
    rival_await "an answer through libipsec" rival_exec libipsec a ping -c 1 -W 1 -I 10.1.0.1 10.2.0.1
}

# rivals_up NAME...: plain, engine, wireguard, libipsec; and a receiver for each.
rivals_up() {
    local name
    mkdir -p "$RIVALS_RUN"
    : >"$RIVALS_RUN/pids"
    for name in "$@"; do
        "rivals_$name" || return
        rival_start "$name" receiver b iperf3 -s
    done
}

# rivals_ready NAME: waits until a packet comes through and the receiver listens.
rivals_ready() {
    rival_await "an answer through $1" rival_exec "$1" a ping -c 1 -W 1 -I 10.1.0.1 10.2.0.1
    rival_await "the receiver of $1" rival_exec "$1" a bash -c 'exec 3<>/dev/tcp/10.2.0.1/5201'
}

# rival_tcp NAME SECONDS: one TCP stream from a to b, iperf3's JSON.
rival_tcp() {
    rival_exec "$1" a iperf3 -c 10.2.0.1 -B 10.1.0.1 -t "$2" -J
}

# rival_received NAME: UDP datagrams that programs on side b have read so far, and those that found their sockets full.
rival_received() {
    rival_exec "$1" b awk '$1 == "Udp:" && $2 != "InDatagrams" { print $2, $6 }' /proc/net/snmp
}

# rival_udp NAME BYTES SECONDS: IPv4 packets of that length as fast as one sender can; prints how many came to the socket on
# side b, how many of them were read, and in how many nanoseconds. The flood goes on while it counts: what still queues or
# comes late at its end does not matter.
rival_udp() {
    local name=$1 bytes=$(($2 - RIVALS_UDP_HEADER_BYTES)) seconds=$3 server client read full read_at_end full_at_end start end
    rival_await "an answer through $name" rival_exec "$name" a ping -c 1 -W 1 -I 10.1.0.1 10.2.0.1
    # Not by rival_exec: the process ids are to be those of iperf3.
    ip netns exec "$RIVALS_PREFIX$name-b" iperf3 -s -1 -p "$RIVALS_FLOOD_PORT" >>"$RIVALS_RUN/$name-flood.log" 2>&1 &
    server=$!
    rival_await "the receiver of $name" rival_listens "$name"
    ip netns exec "$RIVALS_PREFIX$name-a" iperf3 -c 10.2.0.1 -B 10.1.0.1 -p "$RIVALS_FLOOD_PORT" -u -b 0 -l "$bytes" \
        -t $((seconds + 10)) >>"$RIVALS_RUN/$name-flood.log" 2>&1 &
    client=$!
    sleep "$RIVALS_FLOOD_START_SECONDS"
    read -r read full < <(rival_received "$name")
    start=$(date +%s%N)
    sleep "$seconds"
    read -r read_at_end full_at_end < <(rival_received "$name")
    end=$(date +%s%N)
    kill -0 $client 2>/dev/null || rivals_fail "the sender ended early: see $RIVALS_RUN/$name-flood.log" || return
    kill -KILL $client $server 2>/dev/null
    wait $client $server 2>/dev/null
    echo $((read_at_end - read + full_at_end - full)) $((read_at_end - read)) $((end - start))
}

# rival_listens NAME: whether the receiver of a flood is there; asking it would use it up.
rival_listens() {
    rival_exec "$1" b ss -Hltn "sport = :$RIVALS_FLOOD_PORT" | grep -q .
}

# rival_cpu NAME: nanoseconds of processor time that the programs of both gateways have used, all threads that live.
rival_cpu() {
    local pid label
    while read -r pid label; do
        case $label in "$1"-gateway-*) cat /proc/"$pid"/task/*/schedstat ;; esac
    done <"$RIVALS_RUN/pids" | awk '{ sum += $1 } END { printf "%.0f\n", sum }'
}

# rivals_down: ends what was started and removes the namespaces of this prefix.
rivals_down() {
    local pid namespace
    if [ -f "$RIVALS_RUN/pids" ]; then
        while read -r pid _; do
            kill -- "-$pid" 2>/dev/null || true
        done <"$RIVALS_RUN/pids"
        sleep 1
        while read -r pid _; do
            kill -KILL -- "-$pid" 2>/dev/null || true
        done <"$RIVALS_RUN/pids"
        rm -f "$RIVALS_RUN/pids"
    fi
    for namespace in $(ip netns list | awk '{print $1}'); do
        case $namespace in "$RIVALS_PREFIX"*) ip netns del "$namespace" ;; esac
    done
    rm -f "$RIVALS_RUN"/wg-*.key "$RIVALS_RUN"/swanctl-*.conf
}
