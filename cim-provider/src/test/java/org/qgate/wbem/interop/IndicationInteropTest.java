package org.qgate.wbem.interop;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.ServerSocket;
import java.nio.file.Path;
import java.time.Clock;
import java.util.List;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import javax.net.ssl.SSLSocketFactory;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.metricshub.wbem.javax.cim.CIMInstance;
import org.metricshub.wbem.javax.wbem.listener.WBEMListener;
import org.metricshub.wbem.javax.wbem.listener.WBEMListenerFactory;
import org.qgate.wbem.indication.AllowedAddresses;
import org.qgate.wbem.indication.HttpIndicationSender;
import org.qgate.wbem.indication.IndicationDispatcher;
import org.qgate.wbem.indication.IndicationLimits;
import org.qgate.wbem.indication.SubscriptionProvider;
import org.qgate.wbem.indication.SubscriptionStore;
import org.qgate.wbem.model.CimInstance;
import org.qgate.wbem.model.CimObjectPath;
import org.qgate.wbem.mof.MofCompiler;
import org.qgate.wbem.provider.Caller;
import org.qgate.wbem.provider.Role;
import org.qgate.wbem.schema.SchemaRepository;

/** Bursts of indications to the listener of the sblim project. */
class IndicationInteropTest {
    private static final int BURST = 100;
    private static final Caller ADMIN = new Caller("admin", Role.ADMIN);
    private static final AllowedAddresses LOOPBACK = AllowedAddresses.parse(List.of("127.0.0.0/8"));

    @TempDir
    private Path folder;

    private static int freePort() throws Exception {
        try (ServerSocket socket = new ServerSocket(0)) {
            return socket.getLocalPort();
        }
    }

    @Test
    void aBurstArrivesWholeAndInOrderAlsoAtAListenerThatStartsLate() throws Exception {
        int port = freePort();
        SchemaRepository schemas =
                new SchemaRepository(MofCompiler.compileProduct().schemas());
        IndicationLimits limits = new IndicationLimits(10, 1_000, 200, 60_000, 5_000);
        SubscriptionStore store = new SubscriptionStore(folder.resolve("s"), "root/interop");
        SubscriptionProvider provider =
                new SubscriptionProvider(store, schemas, LOOPBACK, limits, "alice", Clock.systemUTC());
        CimObjectPath filter = provider.create(
                ADMIN,
                CimInstance.builder("CIM_IndicationFilter")
                        .set("Name", "all")
                        .set("Query", "SELECT * FROM CIM_InstCreation WHERE SourceInstance ISA CIM_ManagedElement")
                        .set("QueryLanguage", "DMTF:CQL")
                        .build());
        CimObjectPath handler = provider.create(
                ADMIN,
                CimInstance.builder("CIM_ListenerDestinationCIMXML")
                        .set("Name", "java")
                        .set("Destination", "http://127.0.0.1:" + port + "/listen")
                        .build());
        provider.create(
                ADMIN,
                CimInstance.builder("CIM_IndicationSubscription")
                        .set("Filter", filter)
                        .set("Handler", handler)
                        .build());
        HttpIndicationSender sender =
                new HttpIndicationSender(LOOPBACK, (SSLSocketFactory) SSLSocketFactory.getDefault(), "alice", 5_000);
        BlockingQueue<String> arrived = new LinkedBlockingQueue<>();
        WBEMListener listener = WBEMListenerFactory.getListener("CIM-XML");
        try (IndicationDispatcher dispatcher =
                new IndicationDispatcher(store, schemas, limits, sender, Clock.systemUTC())) {
            for (int count = 0; count < BURST; count++) {
                dispatcher.publish("root/qgate", creation(count));
            }
            listener.addListener(
                    (url, indication) ->
                            arrived.add(url + " " + source(indication).getPropertyValue("Caption") + " "
                                    + indication.getPropertyValue("SequenceNumber")),
                    port,
                    "http");
            for (int count = 0; count < BURST; count++) {
                assertThat(arrived.poll(30, TimeUnit.SECONDS)).endsWith("number " + count + " " + count);
            }
        } finally {
            listener.removeListener(port);
        }
    }

    private static CIMInstance source(CIMInstance indication) {
        return (CIMInstance) indication.getPropertyValue("SourceInstance");
    }

    private static CimInstance creation(int count) {
        CimInstance source = CimInstance.builder("CIM_ComputerSystem")
                .set("CreationClassName", "CIM_ComputerSystem")
                .set("Name", "\u00fcber")
                .set("Caption", "number " + count)
                .build();
        return CimInstance.builder("CIM_InstCreation")
                .set("SourceInstance", source)
                .set("SourceInstanceModelPath", "root/qgate:CIM_ComputerSystem.Name=\"x\"")
                .build();
    }
}
