# Starts a program of QGate from the checkout, after a build. Sourced by the launchers in deploy/bin (POSIX sh).
#
#   qgate_root      the top folder of the checkout
#   launch KIND MODULE ARTIFACT MAIN-CLASS [ARGUMENT...]
#
# KIND chooses the JVM's flags: agent, engine, server, tool or simulator. QGATE_JAVA_OPTS comes after them and so overrides them;
# QGATE_AGENT_JAVA_OPTS after that, for agents alone and not for the engines that they start.
# The program replaces the shell: its process id, signals and exit code are its own. Exit code 3: cannot start here.

cannot_start() {
    printf '%s: %s\n' "$(basename "$0")" "$1" >&2
    exit 3
}

# Sets java_home.
find_java() {
    if [ -n "${JAVA_HOME:-}" ]; then
        [ -x "$JAVA_HOME/bin/java" ] || cannot_start "JAVA_HOME is $JAVA_HOME, and there is no bin/java in it: correct or unset it"
        java_home=$JAVA_HOME
    else
        java=$(command -v java) || cannot_start "no Java found: install it (apt-get install openjdk-17-jre-headless) or set JAVA_HOME"
        java_home=$(dirname "$(dirname "$(readlink -f "$java")")")
    fi
}

# Sets java_feature (17, 21, ...) from the JDK's own description: starting a JVM to ask would double the start time.
find_java_feature() {
    java_feature=
    if [ -r "$java_home/release" ]; then
        while IFS='=' read -r name value; do
            [ "$name" = JAVA_VERSION ] && java_feature=$value
        done < "$java_home/release"
    fi
    [ -n "$java_feature" ] || java_feature=$("$java_home/bin/java" -version 2>&1 | sed -n 's/.* version //p' | head -n 1)
    java_feature=${java_feature#\"}
    java_feature=${java_feature%%[!0-9]*}
    [ "${java_feature:-0}" -ge 17 ] \
        || cannot_start "Java 17 or newer is needed, $java_home has ${java_feature:-an unknown version}: apt-get install openjdk-17-jre-headless, or set JAVA_HOME"
}

# Sets class_path: every jar by name, sorted, because a class archive is only valid for the very same class path.
find_jars() {
    target=$qgate_root/$1/target
    class_path=
    for jar in "$target/$2"-[0-9]*.jar "$target"/lib/*.jar; do
        case $jar in *-sources.jar | *-javadoc.jar | *-tests.jar) continue ;; esac
        [ -e "$jar" ] || cannot_start "not built yet ($jar is missing): run 'mvn -DskipTests package' in $qgate_root"
        class_path=${class_path:+$class_path:}$jar
    done
}

launch() {
    kind=$1 module=$2 artifact=$3 main_class=$4
    shift 4
    find_java
    find_java_feature
    find_jars "$module" "$artifact"
    archive=$qgate_root/$module/target/$(basename "$0").jsa

    flags="-Xshare:auto -XX:+UseSerialGC -XX:-UsePerfData"
    own_options=
    case $kind in
        agent | engine)
            # Keys live in this process: no attaching to it, no dump of it, and rather dead than short of memory.
            ulimit -c 0
            case $kind in
                agent) flags="$flags -Xms32m -Xmx192m" own_options=${QGATE_AGENT_JAVA_OPTS:-} ;;
                engine) flags="$flags -Xms64m -Xmx512m" ;;
            esac
            # Threads that move packets come first, and an agent's compilers last (a nice value): on one processor a key change must
            # not wait for them. Priorities count as root alone, and the JVM warns everybody else.
            if [ "$(id -u)" -eq 0 ]; then
                flags="$flags -XX:ThreadPriorityPolicy=1"
                [ "$kind" = engine ] || flags="$flags -XX:CompilerThreadPriority=10"
            fi
            flags="$flags -XX:+DisableAttachMechanism"
            flags="$flags -XX:-HeapDumpOnOutOfMemoryError -XX:+ExitOnOutOfMemoryError"
            flags="$flags -XX:-CreateCoredumpOnCrash -XX:ErrorFile=/dev/null"
            ;;
        server)
            # Speaks to the network: rather dead than short of memory, and started again.
            flags="$flags -Xms64m -Xmx512m -XX:+ExitOnOutOfMemoryError"
            ;;
        tool)
            flags="$flags -Xms16m -Xmx256m -XX:TieredStopAtLevel=1"
            ;;
        simulator)
            flags="$flags -Xmx1g"
            ;;
    esac
    [ "$java_feature" -lt 22 ] || flags="$flags --enable-native-access=ALL-UNNAMED"
    [ "$java_feature" -lt 23 ] || flags="$flags --sun-misc-unsafe-memory-access=allow"
    if [ -n "${QGATE_TRAIN:-}" ]; then
        flags="$flags -XX:ArchiveClassesAtExit=$archive.new"
    elif [ -r "$archive" ]; then
        # An archive of another JDK or of older jars is passed over without a word.
        flags="$flags -XX:SharedArchiveFile=$archive -Xlog:disable -Xlog:all=warning,cds*=off:stderr"
    fi
    # shellcheck disable=SC2086 # words are meant to be split
    set -f
    # Where a program finds the others.
    export QGATE_PROGRAMS="$qgate_root/deploy/bin"
    exec "$java_home/bin/java" $flags ${QGATE_JAVA_OPTS:-} $own_options -cp "$class_path" "$main_class" "$@"
}
