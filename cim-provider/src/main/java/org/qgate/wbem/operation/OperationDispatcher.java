package org.qgate.wbem.operation;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.qgate.wbem.cimxml.CallArgument;
import org.qgate.wbem.cimxml.CimRequest;
import org.qgate.wbem.cimxml.CimResponse;
import org.qgate.wbem.cimxml.XmlValue;
import org.qgate.wbem.model.CimException;
import org.qgate.wbem.model.CimNames;
import org.qgate.wbem.model.CimStatus;
import org.qgate.wbem.provider.ProviderRegistry;
import org.qgate.wbem.schema.SchemaRepository;
import org.qgate.wbem.security.AccessPolicy;
import org.qgate.wbem.security.AuditEntry;
import org.qgate.wbem.security.AuditLog;
import org.qgate.wbem.security.RoleNames;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Takes each call through the same steps: is there such an operation and namespace, may the user do this to this class, are the arguments those
 * of the operation; then carries it out, and puts changes and refusals on record.
 */
public final class OperationDispatcher implements CallHandler {
    private static final Logger LOG = LoggerFactory.getLogger(OperationDispatcher.class);
    private static final String INVOKE = "InvokeMethod";

    private final SchemaRepository schemas;
    private final Map<String, String> aliases;
    private final AccessPolicy policy;
    private final AuditLog audit;
    private final OperationTable operations;
    private final MethodInvocation methods;

    /**
     * What the dispatcher works with.
     *
     * @param aliases other names of namespaces, such as {@code interop} for {@code root/interop}
     */
    public record Parts(
            SchemaRepository schemas,
            Map<String, String> aliases,
            ProviderRegistry providers,
            AccessPolicy policy,
            AuditLog audit,
            EnumerationTable enumerations) {}

    public OperationDispatcher(Parts parts) {
        this.schemas = parts.schemas();
        this.aliases = Map.copyOf(parts.aliases());
        this.policy = parts.policy();
        this.audit = parts.audit();
        this.operations = new OperationTable(schemas, parts.providers(), parts.enumerations());
        this.methods = new MethodInvocation(parts.providers(), new Instances(parts.providers()));
    }

    @Override
    public CimResponse handle(CimRequest request, Requester requester) {
        try {
            if (request instanceof CimRequest.InvalidCall invalid) {
                throw invalid.problem();
            }
            if (request instanceof CimRequest.ExtrinsicCall call) {
                return invoke(call, requester);
            }
            return carryOut((CimRequest.IntrinsicCall) request, requester);
        } catch (CimException e) {
            return new CimResponse.Failure(e);
        } catch (RuntimeException e) {
            LOG.error("{} in {} failed because of a defect", request.method(), request.namespace(), e);
            return new CimResponse.Failure(new CimException(CimStatus.FAILED, "the server failed; its log says why"));
        }
    }

    private CimResponse carryOut(CimRequest.IntrinsicCall call, Requester requester) throws CimException {
        Operation operation = operations
                .find(call.method())
                .orElseThrow(() -> new CimException(
                        CimStatus.NOT_SUPPORTED, "there is no operation " + Shown.name(call.method())));
        NamespaceClasses classes = classes(call.namespace());
        String target = target(call);
        authorise(operation.name(), classes.lineage(classOf(call)), "", requester, target);
        Arguments arguments = new Arguments(call);
        arguments.allow(operation.parameters());
        OperationCall let = new OperationCall(classes, arguments, requester.caller());
        if (!operation.changing()) {
            return new CimResponse.Success(operation.body().carryOut(let));
        }
        return recorded(
                operation.name(),
                target,
                requester,
                () -> new CimResponse.Success(operation.body().carryOut(let)));
    }

    private CimResponse invoke(CimRequest.ExtrinsicCall call, Requester requester) throws CimException {
        NamespaceClasses classes = classes(call.namespace());
        String target = call.target() + TargetText.of(call.arguments());
        List<String> lineage = classes.lineage(call.target().className());
        authorise(INVOKE, lineage, call.method(), requester, target);
        return recorded(
                INVOKE + " " + call.method(),
                target,
                requester,
                () -> methods.invoke(call, classes, requester.caller()));
    }

    /** A call that changes something. */
    @FunctionalInterface
    private interface Change {
        CimResponse make() throws CimException;
    }

    private CimResponse recorded(String what, String target, Requester requester, Change change) throws CimException {
        try {
            CimResponse response = change.make();
            String outcome = response instanceof CimResponse.Returned returned && returned.value() != null
                    ? "returned " + returned.value()
                    : "ok";
            record(what, target, requester, outcome);
            return response;
        } catch (CimException e) {
            record(what, target, requester, e.status().symbol() + " " + e.getMessage());
            throw e;
        } catch (RuntimeException e) {
            record(what, target, requester, "failed because of a defect");
            throw e;
        }
    }

    private void authorise(String operation, List<String> lineage, String method, Requester requester, String target)
            throws CimException {
        var needed = policy.needed(operation, lineage, method);
        if (!requester.principal().role().includes(needed)) {
            CimException denied = new CimException(
                    CimStatus.ACCESS_DENIED,
                    operation + " needs role " + RoleNames.text(needed) + ", user "
                            + requester.principal().name() + " has role "
                            + RoleNames.text(requester.principal().role()));
            record(operation, target, requester, denied.status().symbol());
            throw denied;
        }
    }

    private void record(String what, String target, Requester requester, String outcome) {
        audit.record(new AuditEntry(
                requester.principal().name(),
                RoleNames.text(requester.principal().role()),
                requester.address(),
                what,
                target,
                outcome));
    }

    private NamespaceClasses classes(String namespace) throws CimException {
        String wanted = CimNames.namespace(namespace);
        String alias = aliases.get(CimNames.fold(wanted));
        String name = alias == null ? wanted : alias;
        for (String known : schemas.namespaces()) {
            if (CimNames.same(known, name)) {
                return new NamespaceClasses(known, schemas.require(known));
            }
        }
        throw new CimException(CimStatus.INVALID_NAMESPACE, "there is no namespace " + Shown.name(namespace));
    }

    /** The class that a call is about, whatever the argument that names it; null if it is about none. */
    private static @Nullable String classOf(CimRequest.IntrinsicCall call) {
        for (CallArgument argument : call.arguments()) {
            XmlValue value = argument.value();
            boolean first = switch (CimNames.fold(argument.name())) {
                case "classname",
                        "instancename",
                        "objectname",
                        "newinstance",
                        "modifiedinstance",
                        "newclass",
                        "modifiedclass" -> true;
                default -> false;
            };
            if (first) {
                Optional<String> name = TargetText.className(value);
                if (name.isPresent()) {
                    return name.get();
                }
            }
        }
        return null;
    }

    private static String target(CimRequest.IntrinsicCall call) {
        for (CallArgument argument : call.arguments()) {
            Optional<String> text = TargetText.of(argument.value());
            if (text.isPresent()) {
                return call.namespace() + ":" + text.get();
            }
        }
        return call.namespace();
    }
}
