package io.alerthistory.architecture;

import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAnyPackage;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.simpleNameEndingWith;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.fields;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noFields;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import com.tngtech.archunit.lang.ArchRule;

/** The rules of docs/architecture.md. */
class ArchitectureTest {

    private static final Path SOURCES = Path.of("src/main/java");

    private static final JavaClasses CLASSES = new ClassFileImporter()
            .withImportOption(ImportOption.Predefined.DO_NOT_INCLUDE_TESTS).importPackages("io.alerthistory");

    private static String[] packages(String... names) {
        return Stream.of(names).map(name -> "io.alerthistory." + name + "..").toArray(String[]::new);
    }

    static Stream<ArchRule> rules() {
        return Stream.of(
                noClasses().that().resideOutsideOfPackages("io.alerthistory.storage", "io.alerthistory.storage.postgresql")
                        .should().dependOnClassesThat().resideInAPackage("io.alerthistory.storage.postgresql.."),
                noClasses().that().resideOutsideOfPackages("io.alerthistory.storage", "io.alerthistory.storage.sqlite")
                        .should().dependOnClassesThat().resideInAPackage("io.alerthistory.storage.sqlite.."),
                slices().matching("io.alerthistory.(**)").should().beFreeOfCycles(),
                noClasses().that().resideInAPackage("io.alerthistory.session..").should().dependOnClassesThat()
                        .resideInAnyPackage(
                                packages("interaction", "history", "catalog", "alert", "chat", "queue", "bulk", "idempotency",
                                        "health",
                                        "storage")),
                noClasses().that()
                        .resideInAnyPackage(
                                packages("error", "observe", "config", "database", "start", "json", "budget"))
                        .should()
                        .dependOnClassesThat().resideInAnyPackage(
                                packages("session", "interaction", "history", "catalog", "alert", "chat", "queue", "bulk",
                                        "idempotency",
                                        "health",
                                        "storage")),
                noClasses().that().resideOutsideOfPackage("io.alerthistory.storage.postgresql..").should()
                        .dependOnClassesThat().resideInAnyPackage("io.quarkus.hibernate.reactive..", "org.hibernate.reactive..",
                                "io.vertx.sqlclient..", "io.vertx.pgclient..", "io.vertx.mutiny.sqlclient.."),
                noClasses().that().resideOutsideOfPackage("io.alerthistory.storage.sqlite..").should().dependOnClassesThat()
                        .resideInAnyPackage("org.jdbi..", "io.agroal.."),
                // A transfer has two databases of different kinds open at once, and uses each by its driver alone. A rehearsal and
                // a backup open copies of the file, which no pool has.
                noClasses().that()
                        .resideOutsideOfPackages("io.alerthistory.storage.sqlite..", "io.alerthistory.transfer..",
                                "io.alerthistory.rehearsal..", "io.alerthistory.backup..")
                        .should()
                        .dependOnClassesThat().resideInAPackage("org.sqlite.."),
                // A native binary does not register the drivers from which it chooses.
                noClasses().should().dependOnClassesThat().haveFullyQualifiedName("java.sql.DriverManager"),
                // Flyway works over JDBC; the start explains its failures. A rehearsal runs the scripts that Flyway would run. A
                // backup counts the rows of the snapshot that it copies on a blocking connection of its own, beside the pool, and
                // its command line runs without the pool. For transfer see above.
                noClasses().that()
                        .resideOutsideOfPackages("io.alerthistory.storage.sqlite..", "io.alerthistory.start..",
                                "io.alerthistory.rehearsal..", "io.alerthistory.backup..", "io.alerthistory.transfer..")
                        .should().dependOnClassesThat().resideInAPackage("java.sql.."),
                // The adapter of HTTP beside those of the databases: nothing but the entry point knows it.
                noClasses().that().resideOutsideOfPackages("io.alerthistory", "io.alerthistory.http..").should()
                        .dependOnClassesThat().resideInAPackage("io.alerthistory.http.."),
                // The package alertmanager asks others over HTTP.
                noClasses().that().resideOutsideOfPackages("io.alerthistory.http..", "io.alerthistory.alertmanager..").should()
                        .dependOnClassesThat(resideInAnyPackage("jakarta.ws.rs..", "org.jboss.resteasy..", "io.vertx.ext.web..",
                                "io.vertx.core.http..",
                                "io.quarkus.vertx.http..", "io.quarkus.websockets..")
                                // the pool's name for "no connection in time"
                                .and(com.tngtech.archunit.base.DescribedPredicate
                                        .not(simpleNameEndingWith("TooBusyException")))),
                noClasses().that().resideOutsideOfPackages("io.alerthistory.storage..").should().dependOnClassesThat()
                        .resideInAnyPackage("io.alerthistory.storage.."),
                noClasses().that().resideOutsideOfPackages("io.alerthistory.http.access..", "io.alerthistory.http.signin..")
                        .should().dependOnClassesThat()
                        .resideInAnyPackage("io.quarkus.security.identity..", "io.quarkus.oidc.."),
                noClasses().that().doNotHaveSimpleName("VertxFilters").should()
                        .dependOnClassesThat().haveFullyQualifiedName("io.quarkus.vertx.http.runtime.filters.Filters"),
                noClasses().that().resideInAnyPackage(packages("time", "id", "request")).should().dependOnClassesThat()
                        .resideInAnyPackage(
                                packages("session", "interaction", "history", "catalog", "alert", "chat", "queue", "bulk",
                                        "idempotency", "health", "storage", "maintenance", "start")),
                noClasses().that()
                        .resideOutsideOfPackages("io.alerthistory.observe..", "io.alerthistory.database..",
                                "io.alerthistory.http")
                        .should()
                        .dependOnClassesThat().resideInAPackage("io.micrometer.."),
                noFields().that().areDeclaredInClassesThat().haveSimpleNameEndingWith("Resource").should()
                        .haveRawType(simpleNameEndingWith("Store")),
                classes().that().haveSimpleNameEndingWith("Resource").should().beAnnotatedWith("jakarta.ws.rs.Produces"),
                noFields().should().beAnnotatedWith("jakarta.inject.Inject"),
                noFields().should().beAnnotatedWith("org.eclipse.microprofile.config.inject.ConfigProperty"),
                noClasses().should().callMethod(java.time.Instant.class, "now").orShould()
                        .callMethod(System.class, "currentTimeMillis"),
                noClasses().should().dependOnClassesThat().haveFullyQualifiedName("io.smallrye.mutiny.groups.UniAwait")
                        .orShould().callMethod(Thread.class, "sleep", long.class),
                classes().that()
                        .haveNameMatching(
                                ".*(View|Receipt|Request|SessionFilter|Sort|Overview|Page|Change|Params|Notification)")
                        .should().beRecords(),
                noClasses().should().haveNameMatching(".*(Impl|Manager|Helper|Util|Utils|Service)"),
                fields().that().areDeclaredInClassesThat()
                        .haveNameMatching(
                                "io\\.alerthistory\\.(?!session\\.SessionCounters|json\\.JsonDigest\\$Level|error\\.MemberNames).*")
                        .and().areDeclaredInClassesThat().areNotAnnotatedWith("jakarta.persistence.Entity")
                        .and().areNotStatic().and().areDeclaredInClassesThat().areNotAssignableTo(java.io.InputStream.class)
                        .and().areDeclaredInClassesThat().areNotAssignableTo(java.io.OutputStream.class)
                        .should().beFinal());
    }

    @ParameterizedTest
    @MethodSource("rules")
    void holds(ArchRule rule) {
        rule.check(CLASSES);
    }

    @Test
    void everyPackageSaysWhatItPromises() throws IOException {
        try (Stream<Path> files = Files.walk(SOURCES)) {
            List<Path> folders = files.filter(file -> file.toString().endsWith(".java")).map(Path::getParent).distinct()
                    .toList();
            assertThat(folders).hasSizeGreaterThan(10).allSatisfy(folder -> assertThat(folder.resolve("package-info.java"))
                    .content().contains("@NullMarked").contains("/**"));
        }
    }

    @Test
    void sqlHasOnlyParameters() throws IOException {
        try (Stream<Path> files = Files.walk(SOURCES)) {
            assertThat(files.filter(file -> file.toString().endsWith(".java"))).allSatisfy(
                    file -> assertThat(file).content().doesNotContain("String.format(\"select", "\"'\" +", "+ \"'\""));
        }
    }
}
