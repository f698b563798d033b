# What lab.sh and rivals.sh tell strongSwan: two charons that know each other by a secret of the run. For bash; source it.

# strongswan_charon FILE VICI-SOCKET PLUGIN [LINE...]: settings of a charon; PLUGIN carries its ESP (kernel-netlink for the kernel's own).
strongswan_charon() {
    local file=$1 socket=$2 plugins=kernel-netlink
    [ "$3" = kernel-netlink ] || plugins="$3 kernel-netlink"
    shift 3
    {
        echo 'charon {'
        echo "    load = random nonce aes sha1 sha2 hmac kdf gcm openssl curve25519 $plugins socket-default vici"
        printf '    %s\n' 'install_virtual_ip = no' "$@" "plugins { vici { socket = unix://$socket } }" 'filelog { stderr { default = 0 } }'
        echo '}'
    } >"$file"
}

# strongswan_connection FILE NUMBER LOCAL-TS REMOTE-TS ESP-PROPOSALS SECRET: gateway 192.0.2.NUMBER, 1 or 2, and its CHILD_SA "net", which
# is rekeyed when somebody asks for it only.
strongswan_connection() {
    local file=$1 number=$2 other=$((3 - $2))
    (umask 077 && cat >"$file") <<END
connections {
    peer {
        version = 2
        local_addrs = 192.0.2.$number
        remote_addrs = 192.0.2.$other
        proposals = aes256gcm16-prfsha256-x25519
        local { auth = psk
            id = $number.example }
        remote { auth = psk
            id = $other.example }
        children {
            net {
                local_ts = $3
                remote_ts = $4
                esp_proposals = $5
                rekey_time = 0
            }
        }
    }
}
secrets {
    ike { secret = 0x$6 }
}
END
}
