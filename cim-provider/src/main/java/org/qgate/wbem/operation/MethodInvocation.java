package org.qgate.wbem.operation;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.qgate.wbem.cimxml.CallArgument;
import org.qgate.wbem.cimxml.CimRequest;
import org.qgate.wbem.cimxml.CimResponse;
import org.qgate.wbem.model.CimArgument;
import org.qgate.wbem.model.CimClass;
import org.qgate.wbem.model.CimException;
import org.qgate.wbem.model.CimMethod;
import org.qgate.wbem.model.CimObjectPath;
import org.qgate.wbem.model.CimParameter;
import org.qgate.wbem.model.CimStatus;
import org.qgate.wbem.provider.Caller;
import org.qgate.wbem.provider.MethodProvider;
import org.qgate.wbem.provider.MethodResult;
import org.qgate.wbem.provider.ProviderRegistry;

/** Calls methods of classes: checks name, target and arguments against the class, then asks the provider. */
final class MethodInvocation {
    private final ProviderRegistry providers;
    private final Instances instances;

    MethodInvocation(ProviderRegistry providers, Instances instances) {
        this.providers = providers;
        this.instances = instances;
    }

    CimResponse invoke(CimRequest.ExtrinsicCall call, NamespaceClasses classes, Caller caller) throws CimException {
        CimClass declaration = classes.find(call.target().className())
                .orElseThrow(() -> new CimException(
                        CimStatus.NOT_FOUND,
                        "there is no class " + Shown.name(call.target().className())));
        CimMethod method = declaration
                .method(call.method())
                .orElseThrow(() -> new CimException(
                        CimStatus.METHOD_NOT_FOUND,
                        "class " + declaration.name() + " has no method " + Shown.name(call.method())));
        MethodProvider provider = providers
                .methods(classes.namespace(), declaration.name())
                .orElseThrow(() -> new CimException(
                        CimStatus.METHOD_NOT_AVAILABLE,
                        "method " + method.name() + " of " + declaration.name() + " is not offered here"));
        CimObjectPath target = target(call, classes, declaration, method);
        List<CimArgument> arguments = arguments(call, method, new ParameterTyping(classes));
        if (!call.onClass()) {
            instances.require(target, caller);
        }
        MethodResult result = provider.invoke(caller, target, method.name(), arguments);
        return new CimResponse.Returned(method.returnType().type(), result.returnValue(), result.out());
    }

    private static CimObjectPath target(
            CimRequest.ExtrinsicCall call, NamespaceClasses classes, CimClass declaration, CimMethod method)
            throws CimException {
        if (!call.onClass()) {
            return new TypedKeys(classes).typed(call.target(), declaration);
        }
        boolean isStatic =
                method.qualifier("Static").map(qualifier -> qualifier.isTrue()).orElse(false);
        if (!isStatic) {
            throw new CimException(
                    CimStatus.INVALID_PARAMETER,
                    "method " + method.name() + " is called on an instance of " + declaration.name()
                            + ", not on the class");
        }
        return CimObjectPath.ofClass(classes.namespace(), declaration.name());
    }

    private static List<CimArgument> arguments(CimRequest.ExtrinsicCall call, CimMethod method, ParameterTyping typing)
            throws CimException {
        List<CimArgument> arguments = new ArrayList<>();
        for (CallArgument given : call.arguments()) {
            Optional<CimParameter> declared = method.parameter(given.name()).filter(CimParameter::isIn);
            if (declared.isEmpty()) {
                throw new CimException(
                        CimStatus.INVALID_PARAMETER,
                        "method " + method.name() + " takes no parameter " + Shown.name(given.name()));
            }
            CimParameter parameter = declared.get();
            arguments.add(new CimArgument(parameter.name(), parameter.type(), typing.parameter(parameter, given)));
        }
        for (CimParameter parameter : method.parameters()) {
            if (parameter.isIn() && parameter.isRequired() && !isGiven(arguments, parameter.name())) {
                throw new CimException(
                        CimStatus.INVALID_PARAMETER,
                        "method " + method.name() + " needs parameter " + parameter.name());
            }
        }
        return arguments;
    }

    private static boolean isGiven(List<CimArgument> arguments, String name) {
        return arguments.stream().anyMatch(argument -> argument.name().equals(name) && argument.value() != null);
    }
}
