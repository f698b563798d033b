package org.qgate.fleet.wbem;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.metricshub.wbem.javax.cim.CIMArgument;
import org.metricshub.wbem.javax.cim.CIMDataType;
import org.metricshub.wbem.javax.cim.CIMInstance;
import org.metricshub.wbem.javax.cim.CIMObjectPath;
import org.metricshub.wbem.javax.cim.UnsignedInteger32;
import org.metricshub.wbem.javax.cim.UnsignedInteger64;
import org.qgate.fleet.gateway.ChangeAction;
import org.qgate.fleet.gateway.GatewayClient;
import org.qgate.fleet.gateway.GatewayException;
import org.qgate.fleet.gateway.LockGrant;
import org.qgate.fleet.link.ChangeStatus;
import org.qgate.fleet.link.GatewayConfiguration;
import org.qgate.fleet.link.GatewayHealth;
import org.qgate.fleet.link.LinkSetting;

/** A gateway over its WBEM server: the methods of {@code QGATE_LinkConfigurationService} and a few instances. */
final class WbemGatewayClient implements GatewayClient {
    private static final String SERVICE = "QGATE_LinkConfigurationService";

    private static final Map<ChangeAction, String> METHODS = Map.of(
            ChangeAction.BLOCK, "BlockTraffic",
            ChangeAction.INBOUND, "InstallInbound",
            ChangeAction.OUTBOUND, "InstallOutbound",
            ChangeAction.PROVE, "ProveLink",
            ChangeAction.CONFIRM, "ConfirmLink",
            ChangeAction.UNDO, "UndoChange",
            ChangeAction.RELEASE, "ReleaseLock");

    private final String name;
    private final String user;
    private final WbemSession session;
    private @Nullable CIMObjectPath service;

    WbemGatewayClient(String name, String user, WbemSession session) {
        this.name = name;
        this.user = user;
        this.session = session;
    }

    @Override
    public String name() {
        return name;
    }

    @Override
    public String user() {
        return user;
    }

    @Override
    public GatewayHealth health() throws GatewayException {
        return HealthInstances.read(
                session.instances(HealthInstances.GATEWAY), session.instances(HealthInstances.LINK));
    }

    @Override
    public GatewayConfiguration configuration() throws GatewayException {
        MethodAnswer answer = invoke("GetConfiguration");
        List<LinkSetting> settings = new ArrayList<>();
        for (CIMInstance instance : answer.instances("Settings")) {
            settings.add(SettingInstances.read(instance));
        }
        List<ChangeStatus> changes = new ArrayList<>();
        for (CIMInstance instance : answer.instances("Changes")) {
            changes.add(ChangeInstances.read(instance));
        }
        return new GatewayConfiguration(answer.number("Generation"), settings, changes);
    }

    @Override
    public LockGrant lock(String link, String transaction, long generation, Duration timeout) throws GatewayException {
        MethodAnswer answer = invoke(
                "LockLink",
                text("LinkName", link),
                text("TransactionID", transaction),
                uint64("Generation", generation),
                seconds("TimeoutSeconds", timeout));
        return new LockGrant(answer.number("Token"), ChangeInstances.read(answer.instance("Change")));
    }

    @Override
    public ChangeStatus prepare(String link, long token, Optional<LinkSetting> wanted) throws GatewayException {
        if (wanted.isEmpty()) {
            return change(invoke("PrepareLink", text("LinkName", link), uint64("Token", token)));
        }
        Optional<CIMInstance> running = invoke("GetConfiguration").instances("Settings").stream()
                .filter(instance -> link.equals(instance.getPropertyValue("LinkName")))
                .findFirst();
        CIMInstance setting = SettingInstances.write(session.path(SettingInstances.CLASS), wanted.get(), running);
        return change(invoke(
                "PrepareLink",
                text("LinkName", link),
                uint64("Token", token),
                new CIMArgument<>("Setting", CIMDataType.OBJECT_T, setting)));
    }

    @Override
    public ChangeStatus take(ChangeAction action, String link, long token) throws GatewayException {
        String method = METHODS.get(action);
        if (method == null) {
            throw new IllegalStateException("no method for " + action);
        }
        return change(invoke(method, text("LinkName", link), uint64("Token", token)));
    }

    @Override
    public ChangeStatus commit(String link, long token, Duration confirmTimeout) throws GatewayException {
        return change(invoke(
                "CommitLink",
                text("LinkName", link),
                uint64("Token", token),
                seconds("ConfirmTimeoutSeconds", confirmTimeout)));
    }

    @Override
    public ChangeStatus breakLock(String link) throws GatewayException {
        return change(invoke("BreakLock", text("LinkName", link)));
    }

    private MethodAnswer invoke(String method, CIMArgument<?>... arguments) throws GatewayException {
        CIMObjectPath target = service;
        if (target == null) {
            target = session.only(SERVICE);
            service = target;
        }
        return session.invoke(target, method, arguments).orThrow();
    }

    private static ChangeStatus change(MethodAnswer answer) throws GatewayException {
        return ChangeInstances.read(answer.instance("Change"));
    }

    private static CIMArgument<?> text(String name, String value) {
        return new CIMArgument<>(name, CIMDataType.STRING_T, value);
    }

    private static CIMArgument<?> uint64(String name, long value) {
        return new CIMArgument<>(name, CIMDataType.UINT64_T, new UnsignedInteger64(Long.toUnsignedString(value)));
    }

    private static CIMArgument<?> seconds(String name, Duration value) {
        return new CIMArgument<>(name, CIMDataType.UINT32_T, new UnsignedInteger32(value.toSeconds()));
    }

    @Override
    public void close() {
        session.close();
    }
}
