package io.alerthistory.architecture;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.FileSystems;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.PathMatcher;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.function.Predicate;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;

import org.junit.jupiter.api.Test;
import org.junit.platform.commons.annotation.Testable;

import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.domain.JavaModifier;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;

import io.quarkus.test.junit.QuarkusTest;

/** The tests can be run by area and by what they need, and none is left out (CONTRIBUTING.md, "Run the tests"). */
class TestAreasTest {

    private static final JavaClasses CLASSES = new ClassFileImporter()
            .withImportOption(ImportOption.Predefined.ONLY_INCLUDE_TESTS).importPackages("io.alerthistory");

    /** It mixes some contracts for the packaged service, which the integration tests run. */
    private static final String PACKAGED = "JourneysContract";

    /** They say nothing of the way to the database. */
    private static final Set<String> INDEPENDENT_OF_THE_POOLER = Set.of("LargeHttpContract", "LimitsHttpContract",
            "NumberHttpContract", "RandomHistoryHttpContract", "QueueHttpContract", "ClaimableHttpContract");

    private static boolean hasTests(JavaClass type) {
        return type.getMethods().stream().anyMatch(method -> method.isMetaAnnotatedWith(Testable.class));
    }

    private static Stream<JavaClass> contracts() {
        return CLASSES.stream().filter(type -> type.isInterface() && hasTests(type))
                .filter(type -> !type.getSimpleName().equals(PACKAGED));
    }

    private static JavaClass outermost(JavaClass type) {
        return type.getEnclosingClass().map(TestAreasTest::outermost).orElse(type);
    }

    /** What Surefire runs; Failsafe runs classes whose names end with IT. */
    private static boolean isTest(JavaClass type) {
        return !type.isInterface() && !type.getModifiers().contains(JavaModifier.ABSTRACT)
                && outermost(type).getSimpleName().endsWith("Test");
    }

    private static List<JavaClass> areas(Predicate<JavaClass> ofTest) {
        return CLASSES.stream().filter(TestAreasTest::isTest).filter(area -> ofTest.test(outermost(area)))
                .filter(area -> contracts().anyMatch(contract -> area.isAssignableTo(contract.getName()))).toList();
    }

    private static Set<String> contractsOf(JavaClass area) {
        return contracts().filter(contract -> area.isAssignableTo(contract.getName())).map(JavaClass::getSimpleName)
                .collect(Collectors.toCollection(TreeSet::new));
    }

    /** The area of each contract by the name that it has within its test. */
    private static Map<String, String> nestedAreas(String test) {
        Map<String, String> areas = new TreeMap<>();
        areas(outermost -> outermost.getSimpleName().equals(test)).forEach(
                area -> contractsOf(area).forEach(contract -> areas.put(contract, area.getSimpleName())));
        return areas;
    }

    @Test
    void everyContractIsAnAreaOnEachDatabase() {
        Set<String> all = contracts().map(JavaClass::getSimpleName).collect(Collectors.toCollection(TreeSet::new));

        assertThat(all).hasSizeGreaterThan(35);
        for (String database : List.of("Sqlite", "Postgres")) {
            assertThat(areas(test -> test.getSimpleName().contains(database)).stream()
                    .flatMap(area -> contractsOf(area).stream())).as(database).containsExactlyInAnyOrderElementsOf(all);
        }
    }

    @Test
    void noAreaMixesContracts() {
        assertThat(areas(test -> true)).isNotEmpty()
                .allSatisfy(area -> assertThat(contractsOf(area)).as(area.getName()).hasSize(1));
    }

    @Test
    void anAreaHasTheSameNameOnEachDatabase() {
        assertThat(nestedAreas("PostgresHttpTest")).hasSizeGreaterThan(20).isEqualTo(nestedAreas("SqliteHttpTest"));
        assertThat(nestedAreas("PostgresStoresTest")).hasSizeGreaterThan(5).isEqualTo(nestedAreas("SqliteStoresTest"));
    }

    @Test
    void everyAreaWhoseWayToTheDatabaseMattersGoesThroughThePooler() {
        Map<String, String> expected = nestedAreas("PostgresHttpTest");
        expected.keySet().removeAll(INDEPENDENT_OF_THE_POOLER);

        assertThat(nestedAreas("PgBouncerHttpTest")).isEqualTo(expected);
    }

    private static Stream<JavaClass> tests() {
        return CLASSES.stream().filter(type -> type.getEnclosingClass().isEmpty() && isTest(type));
    }

    /** @param type a name, for a literal would make this class one that reaches it */
    private static boolean reaches(JavaClass test, String type) {
        JavaClass reached = CLASSES.get("io.alerthistory.support." + type);
        return CLASSES.stream().filter(part -> outermost(part).equals(test))
                .flatMap(part -> part.getTransitiveDependenciesFromSelf().stream())
                .anyMatch(dependency -> dependency.getTargetClass().equals(reached));
    }

    private static boolean startsQuarkus(JavaClass test) {
        return test.isAnnotatedWith(QuarkusTest.class);
    }

    private static boolean startsPostgres(JavaClass test) {
        return reaches(test, "PostgresServer") || reaches(test, "DeployedPostgres");
    }

    /** The files of a property of pom.xml. */
    private static List<PathMatcher> files(String property) throws IOException {
        Matcher found = Pattern.compile("<" + property + ">([^<]*)</" + property + ">")
                .matcher(Files.readString(Path.of("pom.xml")));
        assertThat(found.find()).as(property).isTrue();
        return Stream.of(found.group(1).trim().split("[,\\s]+"))
                .map(file -> FileSystems.getDefault().getPathMatcher("glob:" + file)).toList();
    }

    private static Set<String> namedBy(String property) throws IOException {
        List<PathMatcher> files = files(property);
        return namesOf(test -> files.stream()
                .anyMatch(pattern -> pattern.matches(Path.of(test.getName().replace('.', '/') + ".java"))));
    }

    private static Set<String> namesOf(Predicate<JavaClass> kind) {
        return tests().filter(kind).map(JavaClass::getName).collect(Collectors.toCollection(TreeSet::new));
    }

    @Test
    void pomNamesTheTestsThatNeedPostgres() throws IOException {
        assertThat(namesOf(TestAreasTest::startsPostgres)).hasSizeGreaterThan(10)
                .isEqualTo(namedBy("tests.of.postgresql"));
    }

    @Test
    void pomNamesTheOtherTestsThatNeedTheApplicationOrSqlite() throws IOException {
        assertThat(namesOf(test -> !startsPostgres(test) && (startsQuarkus(test) || test.getSimpleName().startsWith("Sqlite"))))
                .hasSizeGreaterThan(10).isEqualTo(namedBy("tests.of.application"));
    }
}
