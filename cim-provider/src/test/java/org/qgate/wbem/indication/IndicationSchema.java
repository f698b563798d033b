package org.qgate.wbem.indication;

import java.io.IOException;
import org.qgate.wbem.model.CimException;
import org.qgate.wbem.model.CimInstance;
import org.qgate.wbem.model.CimObjectPath;
import org.qgate.wbem.model.CimString;
import org.qgate.wbem.mof.MofCompiler;
import org.qgate.wbem.mof.MofException;
import org.qgate.wbem.provider.Caller;
import org.qgate.wbem.provider.Role;
import org.qgate.wbem.schema.SchemaRepository;

/** The product's schema, and what a client makes to get its indications. */
final class IndicationSchema {
    static final String INTEROP = "root/interop";
    static final String SOURCE = "root/qgate";
    static final Caller ADMIN = new Caller("admin", Role.ADMIN);
    static final IndicationLimits LIMITS = new IndicationLimits(10, 4, 100, 60_000, 5_000);

    private IndicationSchema() {}

    static SchemaRepository schemas() {
        try {
            return new SchemaRepository(MofCompiler.compileProduct().schemas());
        } catch (MofException | IOException e) {
            throw new IllegalStateException(e);
        }
    }

    static CimInstance filter(String name, String query) {
        return CimInstance.builder("CIM_IndicationFilter")
                .set("Name", name)
                .set("Query", query)
                .set("QueryLanguage", "WQL")
                .set("SourceNamespace", SOURCE)
                .build();
    }

    static CimInstance destination(String name, String url) {
        return CimInstance.builder("CIM_ListenerDestinationCIMXML")
                .set("Name", name)
                .set("Destination", url)
                .build();
    }

    static CimInstance subscription(CimObjectPath filter, CimObjectPath handler) {
        return CimInstance.builder("CIM_IndicationSubscription")
                .set("Filter", filter)
                .set("Handler", handler)
                .build();
    }

    /** Makes all three. */
    static CimObjectPath subscribe(SubscriptionProvider provider, String url, String query) throws CimException {
        CimObjectPath filter = provider.create(ADMIN, filter("filter " + query.hashCode(), query));
        CimObjectPath handler = provider.create(ADMIN, destination("destination " + query.hashCode(), url));
        return provider.create(ADMIN, subscription(filter, handler));
    }

    static CimInstance alert(String text) {
        return CimInstance.builder("CIM_AlertIndication")
                .set("Description", new CimString(text))
                .uint16("PerceivedSeverity", 6)
                .uint16("AlertType", 8)
                .build();
    }
}
