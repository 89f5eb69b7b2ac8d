package io.alerthistory.architecture;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.RandomAccessFile;
import java.io.Reader;
import java.io.StringReader;
import java.io.StringWriter;
import java.io.Writer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.Executor;
import java.util.concurrent.Executors;
import java.util.concurrent.ThreadLocalRandom;
import java.util.function.Supplier;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaCodeUnit;
import com.tngtech.archunit.core.domain.JavaCodeUnitAccess;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import com.tngtech.archunit.lang.ArchCondition;
import com.tngtech.archunit.lang.ArchRule;
import com.tngtech.archunit.lang.ConditionEvents;
import com.tngtech.archunit.lang.SimpleConditionEvent;

/**
 * Static initialisers run while a native image is built, on the machine that builds it. What they make must be the same
 * everywhere and at any time, and nothing that the image cannot hold.
 */
class StaticInitializerTest {

    /** Types of which no instance may be made; in-memory streams are fine. */
    private static final List<Class<?>> LIVE = List.of(java.util.Random.class, Thread.class, java.util.Timer.class,
            Executor.class, InputStream.class, OutputStream.class, Reader.class, Writer.class, RandomAccessFile.class,
            java.net.Socket.class, java.net.ServerSocket.class, java.nio.channels.Channel.class);

    private static final List<Class<?>> IN_MEMORY = List.of(ByteArrayInputStream.class, ByteArrayOutputStream.class,
            StringReader.class, StringWriter.class);

    /** Methods that depend on the machine or the moment; all methods of a type where none is named. */
    private static final Map<String, Set<String>> READS = Map.ofEntries(
            Map.entry("java.lang.System", Set.of("getenv", "getProperty", "getProperties", "currentTimeMillis", "nanoTime")),
            Map.entry("java.lang.Boolean", Set.of("getBoolean")), Map.entry("java.lang.Integer", Set.of("getInteger")),
            Map.entry("java.lang.Long", Set.of("getLong")), Map.entry("java.lang.Math", Set.of("random")),
            Map.entry("java.lang.Runtime", Set.of()), Map.entry("java.lang.ProcessHandle", Set.of()),
            Map.entry("java.lang.management.ManagementFactory", Set.of()), Map.entry("java.nio.file.Files", Set.of()),
            Map.entry("java.util.UUID", Set.of("randomUUID")), Map.entry("java.util.concurrent.Executors", Set.of()),
            Map.entry("java.util.concurrent.ThreadLocalRandom", Set.of()), Map.entry("java.time.Clock", Set.of()),
            Map.entry("java.net.InetAddress", Set.of()), Map.entry("java.time.ZoneId", Set.of("systemDefault")),
            Map.entry("java.util.TimeZone", Set.of("getDefault")), Map.entry("java.util.Locale", Set.of("getDefault")),
            Map.entry("java.security.SecureRandom", Set.of()));

    private static final ArchRule RULE = classes().should(new ArchCondition<>("be initialised the same on every machine") {

        @Override
        public void check(JavaClass type, ConditionEvents events) {
            type.getStaticInitializer().ifPresent(start -> calledAtOnce(start).stream().filter(call -> !isConstant(call))
                    .forEach(call -> events.add(SimpleConditionEvent.violated(type, call.getDescription()))));
        }
    });

    /** Everything that runs when the initialiser does, our own methods followed; a lambda runs later. */
    private static Set<JavaCodeUnitAccess<?>> calledAtOnce(JavaCodeUnit start) {
        Set<JavaCodeUnitAccess<?>> calls = new HashSet<>();
        Set<JavaCodeUnit> seen = new HashSet<>(Set.of(start));
        Deque<JavaCodeUnit> open = new ArrayDeque<>(seen);
        while (!open.isEmpty()) {
            JavaCodeUnit unit = open.pop();
            unit.getCallsFromSelf().stream().filter(call -> !call.isDeclaredInLambda()).forEach(call -> {
                calls.add(call);
                call.getTarget().resolveMember()
                        .filter(called -> called.getOwner().getPackageName().startsWith("io.alerthistory"))
                        .filter(seen::add).ifPresent(open::push);
            });
        }
        return calls;
    }

    private static boolean isConstant(JavaCodeUnitAccess<?> call) {
        JavaClass owner = call.getTargetOwner();
        if (call.getTarget().getName().equals("<init>")) {
            return LIVE.stream().noneMatch(owner::isAssignableTo) || IN_MEMORY.stream().anyMatch(owner::isAssignableTo);
        }
        Set<String> names = READS.get(owner.getName());
        boolean asksTheTime = owner.getPackageName().equals("java.time") && call.getTarget().getName().equals("now");
        return !asksTheTime && (names == null || !names.isEmpty() && !names.contains(call.getTarget().getName()));
    }

    @Test
    void holdsForEveryClass() {
        RULE.check(new ClassFileImporter().withImportOption(ImportOption.Predefined.DO_NOT_INCLUDE_TESTS)
                .importPackages("io.alerthistory"));
    }

    @ParameterizedTest
    @ValueSource(classes = { HasARandom.class, HasAThread.class, HasAnExecutor.class, HasAFile.class, HasTheTime.class,
            HasTheEnvironment.class, HasAPropertyByAMethod.class })
    void findsWhatIsNotConstant(Class<?> type) {
        assertThat(RULE.evaluate(new ClassFileImporter().importClasses(type)).hasViolation()).isTrue();
    }

    @Test
    void takesWhatIsConstantOrRunsLater() {
        assertThat(RULE.evaluate(new ClassFileImporter().importClasses(IsConstant.class)).hasViolation()).isFalse();
    }

    static class HasARandom {
        static final SecureRandom RANDOM = new SecureRandom();
    }

    static class HasAThread {
        static final Thread THREAD = new Thread("t");
    }

    static class HasAnExecutor {
        static final Executor EXECUTOR = Executors.newCachedThreadPool();
    }

    static class HasAFile {
        static final boolean THERE = Files.exists(Path.of("f"));
    }

    static class HasTheTime {
        static final Instant BEGAN = Instant.now();
    }

    static class HasTheEnvironment {
        static final Map<String, String> VARIABLES = System.getenv();
    }

    static class HasAPropertyByAMethod {
        static final String HOME = home();

        private static String home() {
            return String.valueOf(System.getProperty("user.home"));
        }
    }

    static class IsConstant {
        static final byte[] BYTES = new ByteArrayInputStream(new byte[1]).readAllBytes();
        static final Supplier<Integer> LATER = () -> ThreadLocalRandom.current().nextInt();
    }
}
