package org.qgate.wbem.mof;

import java.util.Map;
import java.util.Optional;

/** Texts in memory. */
record TextLibrary(Map<String, String> texts) implements MofLibrary {
    static final String QUALIFIERS = """
            Qualifier Abstract : boolean = false, Scope(class, association, indication), Flavor(Restricted);
            Qualifier Association : boolean = false, Scope(association), Flavor(DisableOverride);
            Qualifier Indication : boolean = false, Scope(class, indication), Flavor(DisableOverride);
            Qualifier Key : boolean = false, Scope(property, reference), Flavor(DisableOverride);
            Qualifier Override : string, Scope(property, reference, method), Flavor(Restricted);
            Qualifier Description : string, Scope(any), Flavor(EnableOverride, Translatable);
            Qualifier Required : boolean = false, Scope(property), Flavor(DisableOverride);
            Qualifier ValueMap : string[], Scope(property, method, parameter);
            Qualifier MaxLen : uint32, Scope(property);
            Qualifier Structure : boolean = false, Scope(class, indication);
            Qualifier Terminal : boolean = false, Scope(class);
            Qualifier EmbeddedInstance : string, Scope(property, parameter);
            Qualifier In : boolean = true, Scope(parameter), Flavor(DisableOverride);
            Qualifier Out : boolean = false, Scope(parameter), Flavor(DisableOverride);
            """;

    static TextLibrary of(String text) {
        return new TextLibrary(Map.of("q.mof", QUALIFIERS, "t.mof", "#pragma include(\"q.mof\")\n" + text));
    }

    @Override
    public Optional<String> read(String path) {
        return Optional.ofNullable(texts.get(path));
    }
}
