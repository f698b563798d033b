package org.qgate.wbem;

import java.io.IOException;
import java.nio.file.Path;
import java.util.concurrent.Callable;
import java.util.concurrent.CountDownLatch;
import org.qgate.wbem.config.ServerSettings;
import org.qgate.wbem.config.SettingsException;
import org.qgate.wbem.config.SettingsReader;
import org.qgate.wbem.security.UserFile;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.ScopeType;

/** The server's program. Exit codes: 0 ended in order or checked, 1 failed, 2 wrong arguments; after SIGTERM the JVM's 143. */
@Command(
        name = "qgate-wbem",
        description = {
            "Serves this gateway as CIM objects to WBEM clients (CIM-XML over HTTPS).",
            "Without a subcommand it runs until SIGTERM."
        },
        mixinStandardHelpOptions = true,
        versionProvider = WbemMain.Version.class,
        subcommands = UserCommand.class,
        exitCodeListHeading = "%nExit codes:%n",
        exitCodeList = {"0:ended in order, or the check found no mistake", "1:failed", "2:wrong arguments"})
public final class WbemMain implements Callable<Integer> {
    static final int OK = 0;
    static final int FAILED = 1;

    /** How long an orderly stop may take before the process ends anyway. */
    private static final long STOP_MILLIS = 10_000;

    private static final Logger LOG = LoggerFactory.getLogger(WbemMain.class);

    @Option(
            names = {"-c", "--config"},
            paramLabel = "FILE",
            scope = ScopeType.INHERIT,
            defaultValue = "/etc/qgate/wbem.conf",
            description = "Configuration, HOCON (default: ${DEFAULT-VALUE}). reference.conf in the jar describes every"
                    + " setting.")
    private Path config = Path.of("/etc/qgate/wbem.conf");

    @Option(
            names = "--check",
            description = "Read the configuration and the users, say what is wrong, and change nothing.")
    private boolean check;

    /** Says the version. */
    static final class Version implements CommandLine.IVersionProvider {
        @Override
        public String[] getVersion() {
            return new String[] {"qgate-wbem " + text()};
        }

        /** For example {@code 0.1.0}; {@code 0.0.0} outside a jar. */
        static String text() {
            String version = WbemMain.class.getPackage().getImplementationVersion();
            return version == null ? "0.0.0" : version;
        }
    }

    /** Starts the program. */
    public static void main(String[] arguments) {
        System.exit(new CommandLine(new WbemMain()).execute(arguments));
    }

    ServerSettings settings() throws SettingsException {
        return SettingsReader.read(config);
    }

    @Override
    public Integer call() {
        ServerSettings settings;
        try {
            settings = settings();
            int users = new UserFile(settings.usersFile()).read().size();
            if (check) {
                System.out.println("qgate-wbem: " + config + " can be used: gateway " + settings.gateway() + ", "
                        + users + " users");
                return OK;
            }
        } catch (SettingsException | IOException e) {
            System.err.println("qgate-wbem: " + e.getMessage());
            return FAILED;
        }
        return run(settings);
    }

    private static int run(ServerSettings settings) {
        CountDownLatch stopping = new CountDownLatch(1);
        try (RunningServer server = Wiring.start(settings)) {
            LOG.info("qgate-wbem {}: gateway {}, {}", Version.text(), settings.gateway(), server.endpoints());
            Thread main = Thread.currentThread();
            Runtime.getRuntime().addShutdownHook(new Thread(() -> stop(stopping, main), "stop"));
            stopping.await();
            LOG.info("qgate-wbem ends");
            return OK;
        } catch (IOException e) {
            LOG.error("{}", e.getMessage());
            return FAILED;
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return FAILED;
        } catch (RuntimeException e) {
            LOG.error("the server ends because of a defect", e);
            return FAILED;
        }
    }

    private static void stop(CountDownLatch stopping, Thread main) {
        stopping.countDown();
        try {
            main.join(STOP_MILLIS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
