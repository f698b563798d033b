# Functions of the lab, for bash. Source this file; `lab` beside it offers each function as a command.
# They run alike inside the lab kernel and on a host whose own kernel has ESP; root either way.
#
#   hostA ---- gwA ---- wan (bridge: impairments, captures) ---- gwB ---- hostB
#   10.1.x.2   10.1.x.1                                          10.2.x.1  10.2.x.2
#              192.0.2.1                                         192.0.2.2
#
# x tells what protects the traffic: 0 the agents, 1 one static SA, 2 the bare replacer of bench/, 3 nothing.
# All state is in five network namespaces and in LAB_RUN; nothing else of the machine changes.
#
# Environment: LAB_PREFIX  begins every namespace's name, so that several labs live side by side (default qg-)
#              LAB_RUN     folder for logs and process ids (default /run/qgate-lab/$LAB_PREFIX)
#              LAB_BENCH   folder of the compiled instruments (default target/bench beside this file)

LAB_HOME=$(cd "$(dirname "${BASH_SOURCE[0]}")" && pwd)
LAB_PREFIX=${LAB_PREFIX:-qg-}
LAB_RUN=${LAB_RUN:-/run/qgate-lab/$LAB_PREFIX}
LAB_BENCH=${LAB_BENCH:-$LAB_HOME/target/bench}

. "$LAB_HOME/strongswan.sh"

LAB_NAMESPACES="hostA gwA wan gwB hostB"
LAB_OUTER_A=192.0.2.1
LAB_OUTER_B=192.0.2.2
# Ethernet 1500 less the outer IPv4 header, ESP with a 64-bit IV, padding and a 128-bit ICV, with room to spare: no
# packet of the hosts is ever fragmented, with or without protection.
LAB_INNER_MTU=1400
LAB_CANARY_PORT=9999
LAB_CANARY_TEXT=QGATE-CANARY
LAB_CAPTURE_BUFFER_KIB=65536
LAB_CAPTURE_SNAP_BYTES=96
# The kernel hands captured packets over in blocks, the last one after a second at the latest.
LAB_CAPTURE_BLOCK_SECONDS=1.3
LAB_NETEM_LIMIT_PACKETS=100000
LAB_PROBE_INTERVAL_MICROS=5000
# Seconds to wait for something that normally takes milliseconds.
LAB_PATIENCE_SECONDS=20

lab_fail() {
    echo "lab: $*" >&2
    return 1
}

# lab_ns ROLE: the name of that role's namespace.
lab_ns() {
    printf '%s%s' "$LAB_PREFIX" "$1"
}

# lab_exec ROLE COMMAND...: runs a command in a namespace (- for none).
lab_exec() {
    local role=$1
    shift
    if [ "$role" = - ]; then
        "$@"
        return
    fi
    ip netns exec "$(lab_ns "$role")" "$@"
}

# lab_link ROLE-1 DEVICE-1 ROLE-2 DEVICE-2: a cable between two namespaces.
lab_link() {
    ip link add "$2" netns "$(lab_ns "$1")" type veth peer name "$4" netns "$(lab_ns "$3")"
}

# lab_batch ROLE: runs the lines of standard input as `ip` commands in a namespace. One process for many settings: inside
# the lab kernel it is the starting of processes that costs.
lab_batch() {
    ip -n "$(lab_ns "$1")" -batch - || lab_fail "namespace $(lab_ns "$1") could not be set up"
}

# lab_up: makes the five namespaces and the plain path through them.
lab_up() {
    local role
    mkdir -p "$LAB_RUN/pids" || return
    for role in $LAB_NAMESPACES; do
        ip netns add "$(lab_ns "$role")" || { lab_fail "namespace $(lab_ns "$role") cannot be made: is a lab with prefix $LAB_PREFIX still up? (lab down)"; return; }
        lab_settings "$role" || return
    done
    lab_link hostA eth0 gwA lan && lab_link gwA wan wan toA && lab_link wan toB gwB wan && lab_link gwB lan hostB eth0 || return
    lab_wan && lab_gateway A 1 && lab_host A 1 && lab_gateway B 2 && lab_host B 2
}

# lab_settings ROLE: before any device but lo exists, so that each device is born with them.
lab_settings() {
    # shellcheck disable=SC2016
    lab_exec "$1" sh -c 'cd /proc/sys/net || exit
        for all in default all; do
            [ ! -e ipv6 ] || echo 1 >ipv6/conf/$all/disable_ipv6
            for setting in rp_filter send_redirects accept_redirects; do echo 0 >ipv4/conf/$all/$setting; done
        done
        case $1 in gw?) echo 1 >ipv4/ip_forward ;; esac' sh "$1" || lab_fail "the settings of namespace $(lab_ns "$1") were refused"
}

# lab_gateway LETTER NUMBER. Link addresses are fixed and known to the neighbours, so that an impaired path loses no ARP
# exchange and with it innocent packets.
lab_gateway() {
    local other=$((3 - $2)) net
    {
        echo link set lo up
        echo link set lan address "02:00:00:00:0$2:01" mtu "$LAB_INNER_MTU" up
        echo link set wan address "02:00:00:00:00:0$2" up
        echo addr add "192.0.2.$2/24" dev wan
        echo neigh replace "192.0.2.$other" lladdr "02:00:00:00:00:0$other" dev wan nud permanent
        for net in 0 1 2 3; do
            echo addr add "10.$2.$net.1/24" dev lan
            echo neigh replace "10.$2.$net.2" lladdr "02:00:00:00:0$2:02" dev lan nud permanent
        done
        echo route add "10.$other.0.0/16" via "192.0.2.$other"
    } | lab_batch "gw$1"
}

# lab_host LETTER NUMBER
lab_host() {
    local other=$((3 - $2)) net
    {
        echo link set lo up
        echo link set eth0 address "02:00:00:00:0$2:02" mtu "$LAB_INNER_MTU" up
        for net in 0 1 2 3; do
            echo addr add "10.$2.$net.2/24" dev eth0
            echo neigh replace "10.$2.$net.1" lladdr "02:00:00:00:0$2:01" dev eth0 nud permanent
            echo route add "10.$other.$net.0/24" via "10.$2.$net.1" src "10.$2.$net.2"
        done
    } | lab_batch "host$1"
}

# lab_wan: the network between the gateways. A bridge forwards without touching the packets; a capture on it sees each
# packet once as its gateway sent it, one on a port sees what is left of it after the impairments.
lab_wan() {
    printf '%s\n' 'link set lo up' 'link add br0 type bridge forward_delay 0 stp_state 0 mcast_snooping 0' \
        'link set toA master br0 up' 'link set toB master br0 up' 'link set br0 up' | lab_batch wan
}

# lab_down: ends what still runs in the namespaces and removes them.
lab_down() {
    local role pid pids
    # The only ones that may be in no namespace of ours.
    for pid in $(cat "$LAB_RUN"/pids/wbem? 2>/dev/null); do
        kill -KILL "$pid" 2>/dev/null
    done
    for role in $LAB_NAMESPACES; do
        pids=$(ip netns pids "$(lab_ns "$role")" 2>/dev/null)
        for pid in $pids; do
            kill -CONT "$pid" 2>/dev/null
            kill -KILL "$pid" 2>/dev/null
        done
        [ -e "/run/netns/$(lab_ns "$role")" ] && ip netns del "$(lab_ns "$role")"
    done
    case $LAB_RUN in */?*) rm -rf "$LAB_RUN" ;; esac
    return 0
}

# lab_ports DIRECTION: the bridge ports by which packets of a direction leave. Directions: a2b, b2a, both.
lab_ports() {
    case $1 in
        a2b) echo toB ;;
        b2a) echo toA ;;
        both) echo "toB toA" ;;
        *) lab_fail "direction '$1' is unknown: use a2b, b2a or both" ;;
    esac
}

# lab_impair DIRECTION NETEM-ARGUMENTS...: for instance lab_impair both delay 20ms 5ms loss 5%
lab_impair() {
    local ports port
    ports=$(lab_ports "$1") || return
    shift
    for port in $ports; do
        tc -n "$(lab_ns wan)" qdisc replace dev "$port" root netem limit "$LAB_NETEM_LIMIT_PACKETS" "$@" || return
    done
}

# lab_cut DIRECTION: nothing passes any more.
lab_cut() {
    lab_impair "$1" loss 100%
}

# lab_mute DIRECTION PORT: drops the agents' datagrams to PORT and PORT+1 (PORT even), and AH around them; everything else passes.
lab_mute() {
    local ports port
    ports=$(lab_ports "$1") || return
    for port in $ports; do
        printf '%s\n' "qdisc replace dev $port root handle 1: prio bands 2 priomap 1 1 1 1 1 1 1 1 1 1 1 1 1 1 1 1" \
            "qdisc add dev $port parent 1:1 netem loss 100%" \
            "filter add dev $port parent 1: protocol ip u32 match ip protocol 17 0xff match ip dport $2 0xfffe flowid 1:1" \
            "filter add dev $port parent 1: protocol ip u32 match ip protocol 51 0xff flowid 1:1" |
            tc -n "$(lab_ns wan)" -batch - || return
    done
}

# lab_part: the bridge between the gateways lets nothing pass, and no interface goes down. Needs no netem, which not every host's kernel has.
lab_part() {
    ip -n "$(lab_ns wan)" link set toB nomaster
}

# lab_join: it does again.
lab_join() {
    ip -n "$(lab_ns wan)" link set toB master br0
}

# lab_interface_down LETTER NUMBER: the outer interface of a gateway goes down, and with it what the kernel keeps there.
lab_interface_down() {
    ip -n "$(lab_ns "gw$1")" link set wan down
}

# lab_interface_up LETTER NUMBER: it comes back as lab_gateway made it.
lab_interface_up() {
    local other=$((3 - $2))
    {
        echo link set wan up
        echo neigh replace "192.0.2.$other" lladdr "02:00:00:00:00:0$other" dev wan nud permanent
        echo route replace "10.$other.0.0/16" via "192.0.2.$other"
    } | lab_batch "gw$1"
}

# lab_management: a cable beside the path from each gateway to the namespace wan, for who manages the gateways from there.
lab_management() {
    local letter first=0
    for letter in A B; do
        lab_link wan "mgmt$letter" "gw$letter" mgmt || return
        printf '%s\n' "link set mgmt$letter up" "addr add 198.51.100.$((first + 1))/30 dev mgmt$letter" | lab_batch wan || return
        printf '%s\n' "link set mgmt up" "addr add 198.51.100.$((first + 2))/30 dev mgmt" | lab_batch "gw$letter" || return
        first=$((first + 4))
    done
}

# lab_management_down LETTER, lab_management_up LETTER: that cable is pulled, and put back.
lab_management_down() {
    ip -n "$(lab_ns wan)" link set "mgmt$1" down
}

lab_management_up() {
    ip -n "$(lab_ns wan)" link set "mgmt$1" up
}

# lab_single_packets: no device between the hosts merges packets, so that captures can be counted against one another.
lab_single_packets() {
    local role device
    for role in hostA:eth0 gwA:lan gwA:wan gwB:wan gwB:lan hostB:eth0; do
        device=${role#*:}
        lab_exec "${role%:*}" ethtool -K "$device" tso off gso off gro off || return
    done
}

# lab_heal: an unimpaired path again, both ways.
lab_heal() {
    local port
    for port in toA toB; do
        tc -n "$(lab_ns wan)" qdisc del dev "$port" root 2>/dev/null
    done
    return 0
}

# lab_await SECONDS COMMAND...: repeats a command until it succeeds.
lab_await() {
    local end=$((SECONDS + $1))
    shift
    until "$@"; do
        [ "$SECONDS" -lt "$end" ] || return 1
        sleep 0.05
    done
}

# lab_remember NAME PID: keeps a background process's id for lab_pid and lab_stop.
lab_remember() {
    echo "$2" >"$LAB_RUN/pids/$1"
}

# lab_spawn NAME ROLE OUT ERR COMMAND...: a remembered process in the background, in a namespace (- for none).
lab_spawn() {
    local name=$1 role=$2 out=$3 err=$4
    shift 4
    if [ "$role" = - ]; then
        (exec "$@" >>"$out" 2>>"$err" </dev/null) &
    else
        (exec ip netns exec "$(lab_ns "$role")" "$@" >>"$out" 2>>"$err" </dev/null) &
    fi
    lab_remember "$name" $!
    disown
}

lab_pid() {
    cat "$LAB_RUN/pids/$1" 2>/dev/null || lab_fail "no process '$1' was started in this lab"
}

lab_gone() {
    [ ! -e "/proc/$1" ] || grep -q '^State:[[:space:]]*Z' "/proc/$1/status" 2>/dev/null
}

# lab_stop NAME [SIGNAL]: ends a remembered process and waits for its end.
lab_stop() {
    local pid
    pid=$(lab_pid "$1") || return
    kill "-${2:-TERM}" "$pid" 2>/dev/null
    lab_await "$LAB_PATIENCE_SECONDS" lab_gone "$pid" || { kill -KILL "$pid"; lab_fail "'$1' (process $pid) did not end on SIG${2:-TERM} and was killed"; }
    rm -f "$LAB_RUN/pids/$1"
}

# lab_capture_start NAME [ROLE DEVICE]: captures the path (default wan br0: every packet between the gateways, as sent).
lab_capture_start() {
    local name=$1 role=${2:-wan} device=${3:-br0}
    rm -f "$LAB_RUN/$name.log"
    lab_spawn "capture-$name" "$role" /dev/null "$LAB_RUN/$name.log" tcpdump -i "$device" -B "$LAB_CAPTURE_BUFFER_KIB" \
        -s "$LAB_CAPTURE_SNAP_BYTES" -n -Z root --time-stamp-precision=nano -w "$LAB_RUN/$name.pcap"
    lab_await "$LAB_PATIENCE_SECONDS" grep -q 'listening on' "$LAB_RUN/$name.log" || lab_fail "tcpdump did not start: $(cat "$LAB_RUN/$name.log")"
}

# lab_capture_stop NAME FOLDER: ends it; NAME.pcap and NAME.log (tcpdump's own word on drops) go to the folder.
lab_capture_stop() {
    sleep "$LAB_CAPTURE_BLOCK_SECONDS"
    lab_stop "capture-$1" INT || return
    mv "$LAB_RUN/$1.pcap" "$LAB_RUN/$1.log" "$2/" && sync "$2/$1.pcap" "$2/$1.log"
}

# lab_canary: one clear packet from gateway to gateway, outside all selectors, that a capture must show.
lab_canary() {
    lab_exec gwA bash -c "printf %s $LAB_CANARY_TEXT >/dev/udp/$LAB_OUTER_B/$LAB_CANARY_PORT"
}

# lab_ping_start COUNT INTERVAL-SECONDS [NET]: pings from host to host in the background.
lab_ping_start() {
    local net=${3:-0}
    rm -f "$LAB_RUN"/ping.*
    lab_spawn ping hostA "$LAB_RUN/ping.out" "$LAB_RUN/ping.err" ping -n -q -c "$1" -i "$2" -W 2 -I "10.1.$net.2" "10.2.$net.2"
}

# lab_ping_now: "RECEIVED SENT" so far.
lab_ping_now() {
    local pid
    pid=$(lab_pid ping) || return
    kill -QUIT "$pid" 2>/dev/null
    sleep 0.02
    tr '\r' '\n' <"$LAB_RUN/ping.err" | sed -n 's|^\([0-9]*\)/\([0-9]*\) packets.*|\1 \2|p' | tail -n 1
}

# lab_ping_wait: waits for the last ping and prints "RECEIVED SENT".
lab_ping_wait() {
    local pid
    pid=$(lab_pid ping) || return
    lab_await "${1:-3600}" lab_gone "$pid" || return
    sed -n 's|^\([0-9]*\) packets transmitted, \([0-9]*\) received.*|\2 \1|p' "$LAB_RUN/ping.out"
}

# lab_probe_start COUNT [NET]: a UDP packet each way every 5 ms in the background.
lab_probe_start() {
    local net=${2:-0}
    rm -f "$LAB_RUN/probe.out"
    lab_spawn probe - "$LAB_RUN/probe.out" "$LAB_RUN/probe.out" "$LAB_BENCH/uprobe" "$(lab_ns hostA)" "$(lab_ns hostB)" \
        "10.1.$net.2" "10.2.$net.2" "$LAB_PROBE_INTERVAL_MICROS" "$1"
}

# lab_probe_wait: waits for its end and prints "RECEIVED SENT".
lab_probe_wait() {
    local pid
    pid=$(lab_pid probe) || return
    lab_await "${1:-3600}" lab_gone "$pid" || return
    sed -n 's|^probe .*: sent \([0-9]*\) lost \([0-9]*\) .*|\1 \2|p' "$LAB_RUN/probe.out" | { read -r sent lost && echo "$((sent - lost)) $sent"; }
}

# lab_xfrm_stat ROLE: the kernel's error counters of a gateway, "NAME VALUE" a line.
lab_xfrm_stat() {
    lab_exec "$1" sh -c '[ ! -e /proc/net/xfrm_stat ] || cat /proc/net/xfrm_stat' | tr -s '\t ' ' '
}

# lab_policies NET REQID: what a network's traffic needs: policies for both gateways that name a reqid, no SPI.
lab_policies() {
    local n other dir letter=(x A B)
    for n in 1 2; do
        other=$((3 - n))
        {
            echo xfrm policy add src "10.$n.$1.0/24" dst "10.$other.$1.0/24" dir out priority 1000 \
                tmpl src "192.0.2.$n" dst "192.0.2.$other" proto esp reqid "$2" mode tunnel
            for dir in in fwd; do
                echo xfrm policy add src "10.$other.$1.0/24" dst "10.$n.$1.0/24" dir "$dir" priority 1000 \
                    tmpl src "192.0.2.$other" dst "192.0.2.$n" proto esp reqid "$2" mode tunnel
            done
        } | lab_batch "gw${letter[n]}" || return
    done
}

lab_random_key() {
    od -An -N36 -tx1 /dev/urandom | tr -d ' \n'
}

# lab_static_sa: net 1 behind one AES-GCM-256 SA each way that never changes; otherwise like those of the agents.
lab_static_sa() {
    local n other role key
    lab_policies 1 101 || return
    for n in 1 2; do
        other=$((3 - n))
        key=$(lab_random_key)
        for role in gwA gwB; do
            ip -n "$(lab_ns $role)" xfrm state add src "192.0.2.$n" dst "192.0.2.$other" proto esp spi "0x0300000$n" reqid 101 \
                mode tunnel replay-window 1024 flag esn aead 'rfc4106(gcm(aes))' "0x$key" 128 || return
        done
    done
}

# lab_replacer_start INTERVAL-MICROSECONDS SECONDS: net 2, whose SAs a plain C loop without daemon or protocol replaces.
lab_replacer_start() {
    rm -f "$LAB_RUN/replacer.out"
    lab_spawn replacer - "$LAB_RUN/replacer.out" "$LAB_RUN/replacer.out" "$LAB_BENCH/xfrmrekey" "$(lab_ns gwA)" "$(lab_ns gwB)" \
        "$LAB_OUTER_A" "$LAB_OUTER_B" 102 "$1" "$2" gcm256 15
}

lab_replacer_wait() {
    local pid
    pid=$(lab_pid replacer) || return
    lab_await "${1:-3600}" lab_gone "$pid" && cat "$LAB_RUN/replacer.out" || return
    # What it leaves would be found among the first SAs of its next run.
    ip -n "$(lab_ns gwA)" xfrm state deleteall reqid 102 && ip -n "$(lab_ns gwB)" xfrm state deleteall reqid 102
}

lab_port_open() {
    lab_exec "$1" ss -Hltn "sport = :$2" | grep -q .
}

# lab_sink_start: the receiver of the throughput runs.
lab_sink_start() {
    lab_spawn sink hostB "$LAB_RUN/sink.out" "$LAB_RUN/sink.out" iperf3 -s
    lab_await "$LAB_PATIENCE_SECONDS" lab_port_open hostB 5201 || lab_fail "iperf3 did not start: $(cat "$LAB_RUN/sink.out")"
}

# lab_throughput NET SECONDS: one TCP stream from host to host; prints iperf3's JSON.
lab_throughput() {
    lab_exec hostA iperf3 -c "10.2.$1.2" -B "10.1.$1.2" -t "$2" -J
}

# lab_stream_start NET SECONDS: a TCP stream of some 5 Mbit/s from host to host in the background.
lab_stream_start() {
    rm -f "$LAB_RUN/stream.out"
    lab_spawn stream hostA "$LAB_RUN/stream.out" "$LAB_RUN/stream.out" iperf3 -c "10.2.$1.2" -B "10.1.$1.2" -t "$2" -b 5M \
        --connect-timeout 5000
}

# lab_stream_wait SECONDS: waits for its end; it fails if the stream has carried nothing.
lab_stream_wait() {
    local pid
    pid=$(lab_pid stream) || return
    lab_await "$1" lab_gone "$pid" || { kill -KILL "$pid"; lab_fail "the TCP stream did not end: $(tail -n 3 "$LAB_RUN/stream.out")"; return; }
    grep -q 'receiver$' "$LAB_RUN/stream.out" || lab_fail "the TCP stream broke: $(tail -n 3 "$LAB_RUN/stream.out")"
}

# lab_charons_start NET: strongSwan on both gateways, set for the fastest rekeying that it can do: no Diffie-Hellman, and what
# was replaced goes at once.
lab_charons_start() {
    local n letter=(x A B) secret
    secret=$(lab_random_key)
    for n in 1 2; do
        strongswan_charon "$LAB_RUN/strongswan-$n.conf" "$LAB_RUN/charon-$n.vici" kernel-netlink 'install_routes = no' 'delete_rekeyed_delay = 0'
        strongswan_connection "$LAB_RUN/swanctl-$n.conf" "$n" "10.$n.$1.0/24" "10.$((3 - n)).$1.0/24" aes256gcm16 "$secret"
        lab_spawn "charon$n" "gw${letter[n]}" "$LAB_RUN/charon-$n.log" "$LAB_RUN/charon-$n.log" \
            env STRONGSWAN_CONF="$LAB_RUN/strongswan-$n.conf" /usr/lib/ipsec/charon
        lab_await "$LAB_PATIENCE_SECONDS" test -S "$LAB_RUN/charon-$n.vici" || { lab_fail "charon did not start: $(tail -n 5 "$LAB_RUN/charon-$n.log")"; return; }
        # Its place is fixed, and the next one would take this one for itself.
        rm -f /run/charon.pid
        swanctl --load-all --uri "unix://$LAB_RUN/charon-$n.vici" --file "$LAB_RUN/swanctl-$n.conf" >>"$LAB_RUN/charon-$n.log" 2>&1 ||
            { lab_fail "swanctl does not load: $(tail -n 5 "$LAB_RUN/charon-$n.log")"; return; }
    done
    swanctl --initiate --child net --timeout 20 --uri "unix://$LAB_RUN/charon-1.vici" >>"$LAB_RUN/charon-1.log" 2>&1 ||
        lab_fail "charon cannot set the tunnel up: $(tail -n 5 "$LAB_RUN/charon-1.log")"
}

# lab_charons_rekey SECONDS: rekeys their CHILD_SA as fast as it goes; prints "REKEYINGS MILLISECONDS".
lab_charons_rekey() {
    "$LAB_HOME/strongswan-rekey-loop" --socket "$LAB_RUN/charon-1.vici" --child net --seconds "$1"
}

lab_charons_stop() {
    lab_stop charon1 && lab_stop charon2 && rm -f "$LAB_RUN"/swanctl-[12].conf
}

# lab_traces_calls: whether each system call stops its process by ptrace, as in User-Mode Linux before 6.16.
lab_traces_calls() {
    grep -q 'User Mode Linux' /proc/cpuinfo && printf '%s\n6.16\n' "$(uname -r)" | sort --version-sort --check=silent
}

# lab_agent_start LETTER CONFIG LOG PROGRAM: starts a gateway's agent in its namespace. Where each system call stops its process, the full
# compiler's first minute costs an agent a sixth of its key changes on the one processor that it shares with all else; there the fast
# one does.
lab_agent_start() {
    local options=${QGATE_AGENT_JAVA_OPTS:-}
    ! lab_traces_calls || options="-XX:TieredStopAtLevel=1 -XX:CompilerThreadPriority=-1 $options"
    lab_spawn "agent$1" "gw$1" "$3" "$3" env QGATE_AGENT_JAVA_OPTS="$options" "$4" --config "$2"
}

# lab_wbem_start LETTER CONFIG LOG ROLE NICE: starts the WBEM server of a gateway (ROLE -: outside of every namespace).
lab_wbem_start() {
    # Each session is a group of its own to the scheduler, which weighs groups: by itself a nice value counts within its session alone.
    [ ! -w /proc/self/autogroup ] || echo "$5" >/proc/self/autogroup
    lab_spawn "wbem$1" "$4" "$3" "$3" nice -n "$5" env QGATE_JAVA_OPTS="-XX:TieredStopAtLevel=1 -Xms32m -Xmx192m" \
        "$LAB_HOME/../bin/qgate-wbem" --config "$2"
}

# lab_engine_pid LETTER: the process of the embedded engine that a gateway's agent has started.
lab_engine_pid() {
    local pid
    for pid in $(ip netns pids "$(lab_ns "gw$1")"); do
        if tr '\0' '\n' <"/proc/$pid/cmdline" 2>/dev/null | grep -q '^org.qgate.engine.program.EngineMain$'; then
            echo "$pid"
            return
        fi
    done
    lab_fail "no engine runs in namespace $(lab_ns "gw$1")"
}

# lab_engine_kill LETTER: kills it at once; prints when the signal went out, in milliseconds since 1970.
lab_engine_kill() {
    local pid sent
    pid=$(lab_engine_pid "$1") || return
    sent=${EPOCHREALTIME//[.,]/}
    kill -KILL "$pid"
    echo "${sent%???}"
}

# lab_can_engine: whether this kernel can carry the lab and the embedded engine, tried in a namespace of its own.
lab_can_engine() {
    local name="qgprobe$$" rc
    ip netns add "$name" || return
    ip -n "$name" tuntap add dev lab3 mode tun &&
        ip -n "$name" link add lab0 type veth peer name lab1 &&
        ip -n "$name" link add lab2 type bridge &&
        ip -n "$name" rule add to 192.0.2.0/24 lookup 5600
    rc=$?
    ip netns del "$name"
    return $rc
}

# lab_can_pfkey: whether this kernel has PF_KEY beside ESP.
lab_can_pfkey() {
    grep -q '^PF_KEY\|^KEY' /proc/net/protocols && lab_can_esp
}

# lab_can_esp: whether this kernel can do what the gateways need, tried in a namespace of its own.
lab_can_esp() {
    local name="qgprobe$$" rc
    ip netns add "$name" || return
    ip -n "$name" xfrm state add src 192.0.2.1 dst 192.0.2.2 proto esp spi 0x1000 mode tunnel replay-window 32 flag esn \
        aead 'rfc4106(gcm(aes))' "0x$(lab_random_key)" 128 &&
        ip -n "$name" link add lab0 type veth peer name lab1 &&
        ip -n "$name" link add lab2 type bridge &&
        tc -n "$name" qdisc add dev lab0 root netem delay 1ms
    rc=$?
    ip netns del "$name"
    return $rc
}
