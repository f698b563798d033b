package org.qgate.agent;

import java.io.IOException;
import java.nio.file.Path;
import java.util.concurrent.Callable;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.qgate.agent.config.AgentConfiguration;
import org.qgate.agent.config.ConfigurationException;
import org.qgate.agent.config.ConfigurationReader;
import org.qgate.agent.config.LinkConfiguration;
import org.qgate.agent.secret.SecretFile;
import org.qgate.linux.memory.ProcessHardening;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** The agent's program. Exit codes: 0 ended in order or checked, 1 failed, 2 wrong arguments, 75 handed over; after SIGTERM the JVM's 143. */
@Command(
        name = "qgate-agent",
        description = {
            "Runs the rekeying protocol for the links of this gateway and programs IPsec in the kernel.",
            "Ends in order on SIGTERM: SAs go, block policies stay."
        },
        mixinStandardHelpOptions = true,
        versionProvider = AgentMain.Version.class,
        exitCodeListHeading = "%nExit codes:%n",
        exitCodeList = {
            "0:ended by teardown, or the check found no mistake",
            "1:failed",
            "2:wrong arguments",
            "75:left everything to the next agent, which is to start now"
        })
public final class AgentMain implements Callable<Integer> {
    private static final int OK = 0;
    private static final int FAILED = 1;

    /** {@code EX_TEMPFAIL}: whoever watches over the agent starts the next one at once. */
    private static final int HANDED_OVER = 75;

    /** How long an orderly stop may take before the process ends anyway. */
    private static final long STOP_SECONDS = 15;

    private static final Logger LOG = LoggerFactory.getLogger(AgentMain.class);

    @Option(
            names = {"-c", "--config"},
            paramLabel = "FILE",
            defaultValue = "/etc/qgate/agent.conf",
            description =
                    "Configuration, HOCON (default: ${DEFAULT-VALUE}). reference.conf in the jar describes every setting.")
    private Path config = Path.of("/etc/qgate/agent.conf");

    @Option(
            names = "--check",
            description =
                    "Read the configuration, look at the files that it names, say what is wrong, and change nothing.")
    private boolean check;

    /** Says the version. */
    static final class Version implements CommandLine.IVersionProvider {
        @Override
        public String[] getVersion() {
            return new String[] {"qgate-agent " + ProgramVersion.text()};
        }
    }

    /** Starts the program. */
    public static void main(String[] arguments) {
        System.exit(new CommandLine(new AgentMain()).execute(arguments));
    }

    @Override
    public Integer call() {
        AgentConfiguration configuration;
        try {
            configuration = ConfigurationReader.read(config);
            for (LinkConfiguration link : configuration.links()) {
                SecretFile.check(link.secretFile());
                SecretFile.check(link.keySource().seedFile());
            }
        } catch (ConfigurationException | IOException e) {
            System.err.println("qgate-agent: " + e.getMessage());
            return FAILED;
        }
        if (check) {
            System.out.println("qgate-agent: " + config + " can be used: gateway " + configuration.gateway() + ", "
                    + configuration.links().size() + " links");
            return OK;
        }
        return run(configuration);
    }

    private static int run(AgentConfiguration configuration) {
        CountDownLatch ended = new CountDownLatch(1);
        try {
            ProcessHardening.apply();
            LOG.info(
                    "qgate-agent {}: gateway {}, {} links",
                    ProgramVersion.text(),
                    configuration.gateway(),
                    configuration.links().size());
            Agent agent = Wiring.wire(configuration);
            Runtime.getRuntime().addShutdownHook(new Thread(() -> stop(agent, ended), "stop"));
            LOG.info("qgate-agent is ready");
            boolean handedOver = agent.run();
            LOG.info("qgate-agent ends");
            return handedOver ? HANDED_OVER : OK;
        } catch (IOException e) {
            LOG.error("{}", e.getMessage());
            return FAILED;
        } catch (RuntimeException e) {
            LOG.error("the agent ends because of a defect; SAs and block policies stay as they are", e);
            return FAILED;
        } finally {
            ended.countDown();
        }
    }

    private static void stop(Agent agent, CountDownLatch ended) {
        agent.stop();
        try {
            if (!ended.await(STOP_SECONDS, TimeUnit.SECONDS)) {
                LOG.error("the agent did not end in order within {} s; block policies hold", STOP_SECONDS);
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
