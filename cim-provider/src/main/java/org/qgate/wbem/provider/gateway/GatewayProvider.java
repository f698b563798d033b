package org.qgate.wbem.provider.gateway;

import java.time.Duration;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;
import java.util.function.LongSupplier;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.qgate.control.ControlCommand;
import org.qgate.wbem.model.CimException;
import org.qgate.wbem.model.CimInstance;
import org.qgate.wbem.model.CimInteger;
import org.qgate.wbem.model.CimNames;
import org.qgate.wbem.model.CimObjectPath;
import org.qgate.wbem.model.CimProperty;
import org.qgate.wbem.model.CimStatus;
import org.qgate.wbem.provider.AssociationProvider;
import org.qgate.wbem.provider.Caller;
import org.qgate.wbem.provider.ProviderRegistry;

/**
 * Instances and associations of namespace {@code root/qgate}, made of what the agent says.
 *
 * <p>Several readers within the age of one snapshot get the same instances. Nobody waits for the agent longer than its port does.
 */
public final class GatewayProvider implements AssociationProvider {
    /** Oldest snapshot that a reader is given while the agent answers. */
    public static final Duration SNAPSHOT_AGE_MAX = Duration.ofMillis(250);

    /** Time without a request after the agent did not answer. */
    public static final Duration PAUSE_AFTER_FAILURE = Duration.ofSeconds(1);

    private final SnapshotCache cache;
    private final GatewayNames names;
    private final GatewayMethods methods;
    private final ConfigurationMethods configurationMethods;
    private final AgentCommands commands;
    private volatile @Nullable GatewayPicture picture;

    /**
     * A provider.
     *
     * @param agent is asked by all readers together
     * @param system name of the gateway in all keys; stays the same whether or not the agent is there
     * @param clock what time it is, for statistics
     * @param nanoTime a clock that only goes forward, for ages
     */
    public GatewayProvider(AgentPort agent, String system, InstantSource clock, LongSupplier nanoTime) {
        this.cache = new SnapshotCache(agent, SNAPSHOT_AGE_MAX, PAUSE_AFTER_FAILURE, clock, nanoTime);
        this.names = new GatewayNames(system);
        this.commands = new AgentCommands(agent, cache::expire);
        this.methods = new GatewayMethods(commands);
        this.configurationMethods = new ConfigurationMethods(commands, names);
    }

    /** Registers all classes of the gateway, with their methods. */
    public void register(ProviderRegistry.Builder registry) {
        new GatewayPicture(names, new AgentReading(Optional.empty(), false, ""))
                .classes()
                .forEach(className -> registry.instances(GatewayNames.NAMESPACE, className, this));
        GatewayMethods.CLASSES.forEach(className -> registry.methods(GatewayNames.NAMESPACE, className, methods));
        registry.methods(GatewayNames.NAMESPACE, GatewayNames.CONFIGURATION_SERVICE, configurationMethods);
    }

    /** Names the gateway, which profiles are tied to. */
    public CimObjectPath gateway() {
        return names.gateway();
    }

    @Override
    public Stream<CimInstance> instances(Caller caller, String className) {
        return picture().instances(className).stream();
    }

    @Override
    public Optional<CimInstance> find(Caller caller, CimObjectPath path) {
        return picture().find(path);
    }

    @Override
    public Stream<CimInstance> references(Caller caller, String className, CimObjectPath source) {
        return picture().references(className, source).stream();
    }

    /** Sets the key period of a link, the only property that can be set. */
    @Override
    public void modify(Caller caller, CimObjectPath path, CimInstance changed) throws CimException {
        if (picture().find(path).isEmpty()) {
            throw new CimException(CimStatus.NOT_FOUND, "there is no instance " + path);
        }
        List<CimProperty> properties = changed.properties();
        for (CimProperty property : properties) {
            boolean period = CimNames.same(path.className(), GatewayNames.LINK)
                    && CimNames.same(property.name(), "KeyPeriodMillis");
            if (!period) {
                throw new CimException(
                        CimStatus.NOT_SUPPORTED,
                        property.name() + " of " + path.className() + " cannot be set; of links, KeyPeriodMillis can");
            }
        }
        String link = path.stringKey("Name").orElse("");
        for (CimProperty property : properties) {
            if (property.value() instanceof CimInteger period && period.bits() > 0) {
                commands.change(new ControlCommand.SetPeriod(link, period.bits()));
            } else {
                throw new CimException(
                        CimStatus.INVALID_PARAMETER, "KeyPeriodMillis of link " + link + " must be a positive number");
            }
        }
    }

    /** One reading is one object, and comparing all that is in it would cost more than making the picture anew. */
    @SuppressWarnings("ReferenceEquality")
    private GatewayPicture picture() {
        AgentReading reading = cache.read();
        GatewayPicture known = picture;
        if (known == null || known.reading() != reading) {
            known = new GatewayPicture(names, reading);
            picture = known;
        }
        return known;
    }
}
