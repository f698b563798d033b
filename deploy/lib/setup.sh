# What the scripts in deploy/ need before they can work. Sourced (bash); the caller sets qgate_root.
#
#   require_packages PACKAGE...   installs missing Debian packages as root; else prints the command and returns 3
#   build_products                builds all programs without tests, unless they are newer than every source

readonly QGATE_LEAST_JAVA=17
readonly QGATE_LEAST_MAVEN=3.8.7

# A JDK or a Maven that did not come as the named package is as good as the package.
provided_otherwise() {
    local have
    case $1 in
        openjdk-*-jdk-headless)
            have=$("${JAVA_HOME:+$JAVA_HOME/bin/}javac" -version 2>&1 | sed -n 's/^javac \([0-9]*\).*/\1/p') || return 1
            [ "${have:-0}" -ge "$QGATE_LEAST_JAVA" ]
            ;;
        maven)
            have=$(mvn -B -v 2>/dev/null | sed -n 's/.*Apache Maven \([0-9.]*\).*/\1/p') || return 1
            [ -n "$have" ] && [ "$(printf '%s\n' "$QGATE_LEAST_MAVEN" "$have" | sort -V | head -n 1)" = "$QGATE_LEAST_MAVEN" ]
            ;;
        *) return 1 ;;
    esac
}

package_installed() {
    [ "$(dpkg-query -W -f='${db:Status-Status}' "$1" 2>/dev/null)" = installed ] || provided_otherwise "$1"
}

require_packages() {
    local package missing=()
    for package in "$@"; do
        package_installed "$package" || missing+=("$package")
    done
    [ ${#missing[@]} -gt 0 ] || return 0

    local install="apt-get install -y --no-install-recommends ${missing[*]}"
    if [ "$(id -u)" -ne 0 ]; then
        printf 'Missing packages. As root, run:\n  apt-get update && %s\nthen run this again.\n' "$install" >&2
        return 3
    fi
    if ! command -v apt-get >/dev/null; then
        printf 'Missing: %s. This script installs with apt-get (Debian 12), which is not here: install them by hand.\n' "${missing[*]}" >&2
        return 3
    fi
    printf 'Installing: %s\n' "${missing[*]}"
    if ! { apt-get -qq update && DEBIAN_FRONTEND=noninteractive $install; }; then
        printf 'Could not install %s: see the message of apt-get above, then run this again.\n' "${missing[*]}" >&2
        return 3
    fi
}

# Class archives halve the start time of the programs. Without them everything works as well.
train_launchers() {
    local program archive
    for program in gateway-agent/daemon:qgatectl gateway-agent/daemon:qgate-agent; do
        archive=$qgate_root/${program%%:*}/target/${program##*:}.jsa
        if QGATE_TRAIN=1 "$qgate_root/deploy/bin/${program##*:}" --help >/dev/null 2>&1 && [ -f "$archive.new" ]; then
            mv -f "$archive.new" "$archive"
        else
            rm -f "$archive.new" "$archive"
        fi
    done
}

build_products() {
    local stamp=$qgate_root/target/products.stamp changed=
    if [ -f "$stamp" ]; then
        changed=$(find "$qgate_root/pom.xml" "$qgate_root"/gateway-agent/pom.xml "$qgate_root"/gateway-agent/*/pom.xml \
            "$qgate_root"/gateway-agent/*/src "$qgate_root"/deploy/lab/pom.xml "$qgate_root"/deploy/lab/src \
            "$qgate_root"/cim-provider/pom.xml "$qgate_root"/cim-provider/src "$qgate_root"/mof \
            "$qgate_root"/mgmt-gui/pom.xml "$qgate_root"/mgmt-gui/*/pom.xml "$qgate_root"/mgmt-gui/*/src \
            -newer "$stamp" -print -quit)
        [ -n "$changed" ] || return 0
    fi
    printf 'Building (the first time, Maven fetches the libraries: a few minutes) ...\n'
    if ! (cd "$qgate_root" && mvn -B -ntp -q -Dmaven.test.skip=true package); then
        printf 'The build failed: see the messages of Maven above.\n' >&2
        return 1
    fi
    train_launchers
    mkdir -p "$qgate_root/target" && touch "$stamp"
}
