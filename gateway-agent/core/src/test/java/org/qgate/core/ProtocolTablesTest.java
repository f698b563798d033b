package org.qgate.core;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatNoException;

import java.io.IOException;
import java.lang.reflect.Constructor;
import java.lang.reflect.Field;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.RecordComponent;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.qgate.core.model.LinkTimers;
import org.qgate.core.model.Suite;

/** Holds timers, bounds, suites and the list of decisions of {@code docs/protocol.md} against the code. */
class ProtocolTablesTest {
    private static final ProtocolDocument DOCUMENT = ProtocolDocument.read();
    private static final List<String> PACKAGES = List.of("link", "ledger", "wire", "session", "model");
    private static final Path SOURCES = Path.of("src", "main", "java", "org", "qgate", "core");
    private static final Pattern NAMED =
            Pattern.compile("(?m)^    (?:public )?static final (?:int|long) ([A-Z][A-Z_]+) =");
    private static final Pattern CONSTANT = Pattern.compile("`([A-Z]\\w+)\\.([A-Z][A-Z_]+)`");
    private static final Pattern SETTING = Pattern.compile("`LinkTimers\\.(\\w+)`");
    private static final Pattern LINK = Pattern.compile("\\]\\(#([^)]*)\\)");
    private static final Map<String, TimeUnit> UNITS =
            Map.of("ms", TimeUnit.MILLISECONDS, "s", TimeUnit.SECONDS, "min", TimeUnit.MINUTES, "h", TimeUnit.HOURS);

    static Stream<List<String>> constants() {
        return DOCUMENT.rows().stream()
                .filter(row -> CONSTANT.matcher(row.get(0)).matches());
    }

    static Stream<List<String>> settings() {
        return DOCUMENT.rows().stream()
                .filter(row -> row.size() > 1 && SETTING.matcher(row.get(1)).matches());
    }

    static List<Path> sources() throws IOException {
        List<Path> sources = new ArrayList<>();
        for (String name : PACKAGES) {
            try (Stream<Path> files = Files.list(SOURCES.resolve(name))) {
                files.filter(file -> !file.endsWith("package-info.java")).forEach(sources::add);
            }
        }
        return sources;
    }

    @Test
    void tablesAreThere() {
        assertThat(constants().count()).isGreaterThan(40);
        assertThat(settings().count()).isEqualTo(LinkTimers.class.getRecordComponents().length);
    }

    @ParameterizedTest
    @MethodSource("constants")
    void constantIsAsSpecified(List<String> row) throws ReflectiveOperationException {
        MatchResult name = CONSTANT.matcher(row.get(0)).results().toList().get(0);
        assertThat(valueOf(name.group(1), name.group(2)))
                .as(row.get(0))
                .isEqualTo(row.get(1).contains(" ") ? nanos(row.get(1)) : Long.parseLong(row.get(1)));
    }

    @ParameterizedTest
    @MethodSource("settings")
    void settingHasTheSpecifiedDefaultAndRange(List<String> row) throws ReflectiveOperationException {
        String component = SETTING.matcher(row.get(1)).replaceAll("$1");
        LinkTimers defaults = LinkTimers.withPeriod(TimeUnit.MILLISECONDS.toNanos(20));
        assertThat(component(defaults, component)).isEqualTo(nanos(row.get(2)));
        String[] range = row.get(3).split(" to ", -1);
        assertThat(range).hasSize(2);
        assertThatNoException().isThrownBy(() -> with(component, nanos(range[0])));
        assertThatNoException().isThrownBy(() -> with(component, nanos(range[1])));
        assertThatIllegalArgumentException().isThrownBy(() -> with(component, nanos(range[0]) - 1));
        assertThatIllegalArgumentException().isThrownBy(() -> with(component, nanos(range[1]) + 1));
    }

    /** A timer or bound that the code names and the document does not is one that nobody else can know of. */
    @ParameterizedTest
    @MethodSource("sources")
    void everyNamedConstantIsSpecified(Path source) throws IOException {
        String type = source.getFileName().toString().replace(".java", "");
        List<String> named = NAMED.matcher(Files.readString(source))
                .results()
                .map(constant -> "`" + type + "." + constant.group(1) + "`")
                .toList();
        List<String> specified =
                constants().map(row -> row.get(0)).filter(named::contains).toList();
        assertThat(specified)
                .as("timers and bounds of %s in sections 15 and 16", type)
                .containsExactlyInAnyOrderElementsOf(named);
    }

    @Test
    void suitesAreAsSpecified() {
        List<String> specified = new ArrayList<>();
        for (List<String> row : DOCUMENT.rows()) {
            if (row.size() == 5 && row.get(0).matches("\\d+") && row.get(2).matches("\\d+")) {
                specified.add(row.get(0) + " " + row.get(1).replaceAll(" \\(.*", "") + " " + row.get(2));
            }
        }
        assertThat(specified)
                .containsExactlyElementsOf(Arrays.stream(Suite.values())
                        .map(suite -> suite.code() + " " + suite.configurationName() + " " + suite.keyBytes())
                        .toList());
    }

    @Test
    void everyDecisionIsSpecifiedSomewhere() {
        String decisions = DOCUMENT.text().replaceAll("(?s).*\\n## 21 Decisions\\n|\\n## 22 .*", "");
        for (int number = 1; number <= 18; number++) {
            MatchResult row = Pattern.compile("(?m)^\\| " + number + " \\|.*$")
                    .matcher(decisions)
                    .results()
                    .findFirst()
                    .orElseThrow();
            assertThat(row.group()).contains("](#");
        }
    }

    @Test
    void linksPointToHeadings() {
        Set<String> anchors = new HashSet<>(DOCUMENT.anchors());
        List<String> links = LINK.matcher(DOCUMENT.text())
                .results()
                .map(link -> link.group(1))
                .toList();
        assertThat(links)
                .hasSizeGreaterThan(50)
                .allSatisfy(link -> assertThat(anchors).contains(link));
    }

    private static long valueOf(String type, String constant) throws ReflectiveOperationException {
        List<String> candidates = PACKAGES.stream()
                .filter(name -> LinkTimers.class.getResource("/org/qgate/core/" + name + "/" + type + ".class") != null)
                .toList();
        assertThat(candidates).as("packages with a class " + type).hasSize(1);
        Field field = Class.forName("org.qgate.core." + candidates.get(0) + "." + type)
                .getDeclaredField(constant);
        field.setAccessible(true);
        return ((Number) field.get(null)).longValue();
    }

    private static long component(LinkTimers timers, String name) throws ReflectiveOperationException {
        return (long) LinkTimers.class.getMethod(name).invoke(timers);
    }

    private static LinkTimers with(String name, long nanos) throws ReflectiveOperationException {
        LinkTimers defaults = LinkTimers.withPeriod(TimeUnit.MILLISECONDS.toNanos(20));
        List<Object> values = new ArrayList<>();
        for (RecordComponent component : LinkTimers.class.getRecordComponents()) {
            values.add(component.getName().equals(name) ? nanos : component(defaults, component.getName()));
        }
        Constructor<?> constructor = LinkTimers.class.getConstructors()[0];
        try {
            return (LinkTimers) constructor.newInstance(values.toArray());
        } catch (InvocationTargetException e) {
            if (e.getCause() instanceof IllegalArgumentException refused) {
                throw refused;
            }
            throw e;
        }
    }

    private static long nanos(String text) {
        String[] parts = text.split(" ", -1);
        TimeUnit unit = UNITS.get(parts[1]);
        if (parts.length != 2 || unit == null) {
            throw new IllegalStateException("not a duration: " + text);
        }
        return unit.toNanos(Long.parseLong(parts[0]));
    }
}
