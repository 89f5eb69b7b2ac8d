package io.alerthistory.architecture;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.lang.reflect.Method;
import java.lang.reflect.Modifier;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayDeque;
import java.util.Arrays;
import java.util.Deque;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

import org.junit.jupiter.api.Test;

import com.tngtech.archunit.core.domain.JavaAccess;
import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.domain.JavaCodeUnit;
import com.tngtech.archunit.core.domain.JavaMethod;
import com.tngtech.archunit.core.domain.JavaModifier;
import com.tngtech.archunit.core.importer.ClassFileImporter;

import io.alerthistory.storage.ports.Storage;
import io.alerthistory.storage.postgresql.PostgresStorage;

/** Port methods on PostgreSQL use Panache, unless docs/adr/0007-panache-first.md says why not. */
class PanacheFirstTest {

    private static final Path DECISION = Path.of("docs/adr/0007-panache-first.md");

    private static final Pattern EXCEPTION = Pattern.compile("\\| `(\\w+\\.\\w+)` \\| (.+) \\|");

    private static final String POSTGRESQL = "io.alerthistory.storage.postgresql";

    /** The methods by which SQL gets to the pool, and what gathers rows for one of them. */
    private static final Set<String> SQL = Set.of("PostgresDatabase.query", "PostgresDatabase.execute",
            "PostgresDatabase.executeIdempotent", "PostgresDatabase.executeInBackground", "PostgresDatabase.connected",
            "PostgresDatabase.snapshot",
            "PostgresDatabase.transaction", "BatchWriter.write");

    /** What asks for the size of a row's texts, to have memory for them before the row is locked. */
    private static final String BEFORE_A_LOCK = "RowLeases";

    private static final JavaClasses CLASSES = new ClassFileImporter().importPackages(POSTGRESQL,
            "io.alerthistory.storage.mapping");

    @Test
    void everyMethodThatUsesSqlIsAnExceptionWithItsReason() throws IOException {
        TreeMap<String, String> exceptions = new TreeMap<>();
        EXCEPTION.matcher(Files.readString(DECISION)).results()
                .forEach(row -> exceptions.put(row.group(1), row.group(2)));

        TreeSet<String> sql = new TreeSet<>();
        TreeSet<String> panache = new TreeSet<>();
        for (Method port : Storage.class.getMethods()) {
            for (Method method : methods(port.getReturnType())) {
                (usesSql(store(port), method) ? sql : panache)
                        .add(port.getReturnType().getSimpleName() + "." + method.getName());
            }
        }

        assertThat(sql).containsExactlyElementsOf(exceptions.keySet());
        assertThat(exceptions.values()).allSatisfy(reason -> assertThat(reason).hasSizeGreaterThan(5));
        assertThat(panache).doesNotContainAnyElementsOf(sql);
        assertThat(DECISION).content()
                .contains("- " + panache.size() + " of " + (panache.size() + sql.size()) + " methods are served by Panache");
    }

    /** What a database must implement: methods that are made of others only where they take no parameter. */
    private static Set<Method> methods(Class<?> port) {
        return Arrays.stream(port.getMethods()).filter(method -> !Modifier.isStatic(method.getModifiers()))
                .filter(method -> Modifier.isAbstract(method.getModifiers()) || method.getParameterCount() == 0)
                .collect(Collectors.toSet());
    }

    private static JavaClass store(Method port) {
        try {
            return CLASSES.get(PostgresStorage.class.getMethod(port.getName()).getReturnType());
        } catch (NoSuchMethodException e) {
            throw new IllegalStateException(e);
        }
    }

    /** The code of a method in a store: its own, or what it inherits from a class that both databases share. */
    private static JavaMethod implementation(JavaClass store, String name, List<String> parameters) {
        return store.getAllMethods().stream()
                .filter(method -> method.getName().equals(name)
                        && method.getRawParameterTypes().stream().map(JavaClass::getName).toList().equals(parameters)
                        && !method.getModifiers().contains(JavaModifier.ABSTRACT))
                .findFirst().orElseThrow();
    }

    private static JavaCodeUnit dispatched(JavaClass store, JavaCodeUnit unit) {
        return unit.getModifiers().contains(JavaModifier.ABSTRACT) && store.isAssignableTo(unit.getOwner().getName())
                ? implementation(store, unit.getName(), unit.getRawParameterTypes().stream().map(JavaClass::getName).toList())
                : unit;
    }

    private static boolean usesSql(JavaClass store, Method method) {
        return usesSql(store, implementation(store, method.getName(),
                Arrays.stream(method.getParameterTypes()).map(Class::getName).toList()));
    }

    private static boolean usesSql(JavaClass store, JavaCodeUnit start) {
        Deque<JavaCodeUnit> next = new ArrayDeque<>(Set.of(start));
        Set<String> seen = new HashSet<>();
        while (!next.isEmpty()) {
            JavaCodeUnit unit = next.remove();
            if (!seen.add(unit.getFullName())) {
                continue;
            }
            if (SQL.contains(unit.getOwner().getSimpleName() + "." + unit.getName())) {
                return true;
            }
            unit.getAccessesFromSelf().stream().map(JavaAccess::getTarget)
                    .flatMap(target -> target.resolveMember().filter(JavaCodeUnit.class::isInstance)
                            .map(JavaCodeUnit.class::cast).stream())
                    .map(target -> dispatched(store, target))
                    .filter(target -> target.getOwner().getPackageName().equals(POSTGRESQL)
                            || store.getAllRawSuperclasses().contains(target.getOwner()))
                    .filter(target -> !target.getOwner().getSimpleName().equals(BEFORE_A_LOCK))
                    .filter(target -> !target.getOwner().getSimpleName().equals("PostgresDatabase")
                            || SQL.contains("PostgresDatabase." + target.getName()))
                    .forEach(next::add);
        }
        return false;
    }
}
