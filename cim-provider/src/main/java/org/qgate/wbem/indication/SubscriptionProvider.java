package org.qgate.wbem.indication;

import java.io.IOException;
import java.net.UnknownHostException;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.stream.Stream;
import org.qgate.wbem.model.CimArray;
import org.qgate.wbem.model.CimDateTime;
import org.qgate.wbem.model.CimException;
import org.qgate.wbem.model.CimInstance;
import org.qgate.wbem.model.CimInteger;
import org.qgate.wbem.model.CimObjectPath;
import org.qgate.wbem.model.CimProperty;
import org.qgate.wbem.model.CimStatus;
import org.qgate.wbem.model.CimString;
import org.qgate.wbem.model.CimValue;
import org.qgate.wbem.model.KeyBinding;
import org.qgate.wbem.provider.AssociationProvider;
import org.qgate.wbem.provider.Caller;
import org.qgate.wbem.provider.ProviderRegistry;
import org.qgate.wbem.query.QueryParser;
import org.qgate.wbem.schema.SchemaRepository;

/** Filters, destinations and subscriptions as clients make and delete them, in the interop namespace. */
public final class SubscriptionProvider implements AssociationProvider {
    private final SubscriptionStore store;
    private final SchemaRepository schemas;
    private final AllowedAddresses allowed;
    private final IndicationLimits limits;
    private final String systemName;
    private final InstantSource clock;

    /**
     * A provider over what is kept.
     *
     * @param systemName of this server, for keys that a client leaves out
     */
    public SubscriptionProvider(
            SubscriptionStore store,
            SchemaRepository schemas,
            AllowedAddresses allowed,
            IndicationLimits limits,
            String systemName,
            InstantSource clock) {
        this.store = store;
        this.schemas = schemas;
        this.allowed = allowed;
        this.limits = limits;
        this.systemName = systemName;
        this.clock = clock;
    }

    /** Registers it for its classes. */
    public void registerWith(ProviderRegistry.Builder providers) {
        for (String name : SubscriptionClasses.ALL) {
            providers.instances(store.namespace(), name, this);
        }
    }

    @Override
    public Stream<CimInstance> instances(Caller caller, String className) {
        return store.ofClass(className).stream();
    }

    @Override
    public Optional<CimInstance> find(Caller caller, CimObjectPath path) {
        return store.find(path);
    }

    @Override
    public synchronized CimObjectPath create(Caller caller, CimInstance instance) throws CimException {
        String className = instance.className();
        if (store.ofClass(className).size() >= limits.subscriptionsMax()) {
            throw new CimException(
                    CimStatus.SERVER_LIMITS_EXCEEDED,
                    "there are " + limits.subscriptionsMax() + " instances of " + className + " already");
        }
        CimInstance complete = switch (className) {
            case SubscriptionClasses.FILTER -> filter(instance);
            case SubscriptionClasses.DESTINATION -> destination(instance);
            default -> subscription(instance);
        };
        CimObjectPath path = complete.path();
        if (path == null) {
            throw new IllegalStateException(className + " was made without a path");
        }
        if (store.find(path).isPresent()) {
            throw new CimException(CimStatus.ALREADY_EXISTS, path + " is there already");
        }
        keep(complete);
        return path;
    }

    @Override
    public synchronized void modify(Caller caller, CimObjectPath path, CimInstance changed) throws CimException {
        CimInstance now = store.find(path).orElseThrow(() -> new CimException(CimStatus.NOT_FOUND, path + " is gone"));
        List<CimProperty> properties = new ArrayList<>();
        for (CimProperty property : now.properties()) {
            if (changed.property(property.name()).isEmpty()) {
                properties.add(property);
            }
        }
        properties.addAll(changed.properties());
        keep(now.withProperties(properties));
    }

    @Override
    public synchronized void delete(Caller caller, CimObjectPath path) throws CimException {
        for (CimInstance subscription : store.ofClass(SubscriptionClasses.SUBSCRIPTION)) {
            boolean used = subscription.properties().stream().anyMatch(property -> path.equals(property.value()));
            if (used) {
                throw new CimException(
                        CimStatus.FAILED, path + " is in use by " + subscription.path() + ": delete that first");
            }
        }
        try {
            store.remove(path);
        } catch (IOException e) {
            throw notKept(e);
        }
    }

    private CimInstance filter(CimInstance given) throws CimException {
        String query = required(given, "Query");
        String language = required(given, "QueryLanguage");
        QueryParser.parse(language, query);
        for (String namespace : sourceNamespaces(given)) {
            if (schemas.find(namespace).isEmpty()) {
                throw new CimException(
                        CimStatus.INVALID_PARAMETER, "SourceNamespaces names " + namespace + ", which is not here");
            }
        }
        return keyed(given);
    }

    private CimInstance destination(CimInstance given) throws CimException {
        DestinationUrl url = DestinationUrl.parse(required(given, "Destination"));
        try {
            url.resolve(allowed);
        } catch (UnknownHostException e) {
            throw new CimException(CimStatus.INVALID_PARAMETER, "Destination: " + e.getMessage(), e);
        }
        return keyed(given);
    }

    private CimInstance subscription(CimInstance given) throws CimException {
        CimObjectPath filter = existing(given, "Filter");
        CimObjectPath handler = existing(given, "Handler");
        List<CimProperty> properties = new ArrayList<>();
        for (CimProperty property : given.properties()) {
            if (!property.name().equals("SubscriptionStartTime")
                    && !property.name().equals("SubscriptionState")) {
                properties.add(property);
            }
        }
        properties.add(CimProperty.of("SubscriptionState", state(given)));
        properties.add(CimProperty.of("SubscriptionStartTime", CimDateTime.of(clock.instant())));
        CimObjectPath path = CimObjectPath.of(
                store.namespace(),
                given.className(),
                new KeyBinding("Filter", filter),
                new KeyBinding("Handler", handler));
        return given.withProperties(properties).withPath(path);
    }

    private static CimValue state(CimInstance given) {
        return given.value("SubscriptionState").orElse(CimInteger.uint16(SubscriptionClasses.ENABLED));
    }

    private CimObjectPath existing(CimInstance given, String property) throws CimException {
        CimObjectPath path = given.reference(property)
                .orElseThrow(() -> new CimException(CimStatus.INVALID_PARAMETER, property + " is missing"));
        if (store.find(path).isEmpty()) {
            throw new CimException(CimStatus.INVALID_PARAMETER, property + " " + path + " is not there");
        }
        return path;
    }

    /** With the keys that a client may leave out (DSP1054 takes them from the server). */
    private CimInstance keyed(CimInstance given) {
        List<CimProperty> properties = new ArrayList<>(given.properties());
        List<KeyBinding> keys = new ArrayList<>();
        addKey(given, "SystemCreationClassName", "CIM_ComputerSystem", properties, keys);
        addKey(given, "SystemName", systemName, properties, keys);
        addKey(given, "CreationClassName", given.className(), properties, keys);
        addKey(given, "Name", UUID.randomUUID().toString(), properties, keys);
        return given.withProperties(properties)
                .withPath(new CimObjectPath(null, store.namespace(), given.className(), keys));
    }

    private static void addKey(
            CimInstance given, String name, String otherwise, List<CimProperty> properties, List<KeyBinding> keys) {
        Optional<String> said = given.string(name).filter(text -> !text.isBlank());
        CimString value = new CimString(said.orElse(otherwise));
        if (said.isEmpty()) {
            properties.removeIf(property -> property.name().equals(name));
            properties.add(CimProperty.of(name, value));
        }
        keys.add(new KeyBinding(name, value));
    }

    /** The namespaces whose indications a filter looks at; empty for all. */
    static List<String> sourceNamespaces(CimInstance filter) {
        List<String> namespaces = new ArrayList<>();
        if (filter.value("SourceNamespaces").orElse(null) instanceof CimArray array) {
            for (CimValue element : array.elements()) {
                if (element != null) {
                    namespaces.add(element.toString());
                }
            }
        } else {
            filter.string("SourceNamespace").filter(text -> !text.isBlank()).ifPresent(namespaces::add);
        }
        return namespaces;
    }

    private static String required(CimInstance given, String property) throws CimException {
        return given.string(property)
                .filter(text -> !text.isBlank())
                .orElseThrow(() -> new CimException(CimStatus.INVALID_PARAMETER, property + " is missing"));
    }

    private void keep(CimInstance instance) throws CimException {
        try {
            store.put(instance);
        } catch (IOException e) {
            throw notKept(e);
        }
    }

    private static CimException notKept(IOException e) {
        return new CimException(CimStatus.FAILED, "the change cannot be kept: " + e.getMessage(), e);
    }
}
