package org.qgate.wbem.provider.gateway;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import org.qgate.control.Direction;
import org.qgate.control.LinkStatus;
import org.qgate.control.SelectorStatus;
import org.qgate.wbem.model.CimInstance;
import org.qgate.wbem.model.CimInteger;

/** Links in the terms of IPsec policies (RFC 3585): a rule each, its condition, its action, its algorithms. */
final class PolicyInstances {
    private static final int OTHER = 1;
    private static final int ENABLED = 1;
    private static final int DO_ALL = 2;
    private static final int COPY_DF = 2;
    private static final int INPUT = 1;
    private static final int OUTPUT = 2;

    private final GatewayNames names;

    PolicyInstances(GatewayNames names) {
        this.names = names;
    }

    List<CimInstance> policy() {
        return List.of(GatewayNames.instance(names.policy())
                .set("ElementName", "links")
                .set("CommonName", "rules of all links")
                .uint16("PolicyDecisionStrategy", 1)
                .uint16("Enabled", ENABLED)
                .build());
    }

    List<CimInstance> rules(AgentReading reading) {
        return each(
                reading,
                link -> GatewayNames.instance(names.rule(link.link()))
                        .set("ElementName", link.link())
                        .set("CommonName", "traffic of link " + link.link() + " goes through its tunnel or nowhere")
                        .uint16("Enabled", ENABLED)
                        .uint16("ConditionListType", 1)
                        .uint16("ExecutionStrategy", DO_ALL)
                        .build());
    }

    List<CimInstance> actions(AgentReading reading) {
        return each(
                reading,
                link -> GatewayNames.instance(names.action(link.link()))
                        .set("ElementName", link.link())
                        .set("CommonName", "tunnel to " + link.peer())
                        .set("Suite", link.suite())
                        .uint16("DFHandling", COPY_DF)
                        .build());
    }

    List<CimInstance> transforms(AgentReading reading) {
        return each(reading, link -> {
            SuiteTransform suite = SuiteTransform.of(link.suite());
            CimInstance.Builder builder = GatewayNames.instance(names.transform(link.link()))
                    .set("ElementName", link.suite())
                    .uint16("CipherTransformId", OTHER)
                    .set("OtherCipherTransformId", suite.cipher())
                    .uint16("IntegrityTransformId", OTHER)
                    .set("OtherIntegrityTransformId", suite.integrity())
                    .set("UseReplayPrevention", true);
            suite.keyBits().ifPresent(bits -> builder.uint16("CipherKeyLength", bits));
            return builder.build();
        });
    }

    List<CimInstance> conditions(AgentReading reading) {
        return each(
                reading,
                link -> GatewayNames.instance(names.condition(link.link()))
                        .set("ElementName", link.link())
                        .set("CommonName", "between the selectors of link " + link.link())
                        .build());
    }

    List<CimInstance> selectorLists(AgentReading reading) {
        List<CimInstance> lists = new ArrayList<>();
        for (LinkStatus link : LinkInstances.linksOf(reading)) {
            for (Direction direction : Direction.values()) {
                CimInstance.Builder builder = GatewayNames.instance(names.selectorList(link.link(), direction))
                        .set("ElementName", link.link() + " " + GatewayNames.word(direction))
                        .uint16("Direction", direction == Direction.INBOUND ? INPUT : OUTPUT);
                lists.add(contact(reading).describe(builder).build());
            }
        }
        return lists;
    }

    List<CimInstance> selectors(AgentReading reading) {
        List<CimInstance> selectors = new ArrayList<>();
        for (LinkStatus link : LinkInstances.linksOf(reading)) {
            List<SelectorStatus> of = selectorsOf(reading, link.link());
            for (Direction direction : Direction.values()) {
                for (int number = 0; number < of.size(); number++) {
                    selectors.add(selector(reading, link.link(), direction, number, of.get(number)));
                }
            }
        }
        return selectors;
    }

    static List<SelectorStatus> selectorsOf(AgentReading reading, String link) {
        return reading.last().map(last -> last.selectors(link)).orElse(List.of());
    }

    private CimInstance selector(
            AgentReading reading, String link, Direction direction, int number, SelectorStatus selector) {
        boolean inbound = direction == Direction.INBOUND;
        String source = inbound ? selector.remote() : selector.local();
        String destination = inbound ? selector.local() : selector.remote();
        CimInstance.Builder builder = GatewayNames.instance(names.selector(link, direction, number))
                .set("ElementName", source + " to " + destination)
                .set("IsNegated", false)
                .set("SourcePrefix", source)
                .set("DestinationPrefix", destination);
        Optional<Prefix> from = Prefix.parse(source);
        Optional<Prefix> to = Prefix.parse(destination);
        from.ifPresent(prefix -> builder.set("HdrIPVersion", CimInteger.uint8(prefix.version()))
                .set("HdrSrcAddress", prefix.addressOctets())
                .set("HdrSrcMask", prefix.maskOctets()));
        to.ifPresent(prefix ->
                builder.set("HdrDestAddress", prefix.addressOctets()).set("HdrDestMask", prefix.maskOctets()));
        return contact(reading).describe(builder).build();
    }

    private static Health contact(AgentReading reading) {
        return reading.reachable() ? Health.ok("in force") : Health.outOfContact(reading.reason());
    }

    private static List<CimInstance> each(AgentReading reading, Function<LinkStatus, CimInstance> make) {
        return LinkInstances.linksOf(reading).stream().map(make).toList();
    }
}
