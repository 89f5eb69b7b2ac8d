package io.alerthistory.packaged;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import io.alerthistory.abuse.Abuse;
import io.alerthistory.abuse.ServiceProcess;
import io.alerthistory.support.PostgresServer;

/**
 * The packaged jar with a heap of 96 MB on each database, and everything of {@code io.alerthistory.abuse} sent to it.
 * <p>
 * After {@code ./mvnw -q package -DskipTests}: {@code ./mvnw -q failsafe:integration-test failsafe:verify
 * -Dit.test=PackagedAbuseIT}. {@code -Dabuse.only=name,name} picks inputs. As a program it takes the path of a
 * {@code quarkus-run.jar}, and {@code postgresql} or {@code sqlite}.
 */
class PackagedAbuseIT {

    /**
     * What is sent with every build: of each kind what was worst. {@code -Dabuse.all=true} sends everything, in half an hour.
     */
    private static final String USUAL = "webhook-empty-arrays,session-800000-members,session-non-latin,sessions-5-parallel-10mb,"
            + "sessions-200-parallel-10mb,routes-60-parallel-10mb,patch-10-parallel-10mb,number-exponent*,chunked-300mb,"
            + "bulk-40-unfinished-lines,bulk-8-lines-of-10mb,bulk-tiny-lines-on-large,readers-20-of-10mb-detail,"
            + "readers-20-slow-of-125mb,readers-10-of-15000-calls,lists-50-of-1mb-summaries,slow-headers-500,slow-bodies-300,http2-empty-continuations,"
            + "alerts-8-parallel-of-20000,episodes-50-lists-of-largest,episodes-200-deaf-exports";

    /** A build shares its machine with others. */
    private static final String PATIENCE_MS = "20000";

    /**
     * A bound against leaks. What is left of the acceptance's 1.3 is the JVM's: docs/operations.md says how it is given back.
     */
    private static final String GROWTH = "2.5";

    @TempDir
    Path folder;

    @ParameterizedTest
    @ValueSource(strings = { "postgresql", "sqlite" })
    void nothingThatIsSentEndsTheServiceOrItsReadiness(String database) throws Exception {
        if (!Boolean.getBoolean("abuse.all")) {
            System.getProperties().putIfAbsent("abuse.only", USUAL);
        }
        System.getProperties().putIfAbsent("abuse.ready", PATIENCE_MS);
        System.getProperties().putIfAbsent("abuse.growth", GROWTH);
        assertThat(abuse(PackagedService.JAR, database, folder)).isEmpty();
    }

    private static List<String> abuse(Path jar, String database, Path folder) throws Exception {
        String url = database.equals("sqlite") ? "sqlite:///" + folder.resolve("history.db")
                : "postgresql://postgres:postgres@localhost:" + PostgresServer.port() + "/" + PostgresServer.createDatabase();
        System.out.println("\nAbuse of the jar on " + database + "\n");
        try (ServiceProcess process = new ServiceProcess(jar, folder, url)) {
            return Abuse.of(process, System.out);
        }
    }

    public static void main(String[] arguments) throws Exception {
        Path folder = Files.createTempDirectory("abuse");
        List<String> failures = abuse(Path.of(arguments[0]), arguments[1], folder);
        System.out.println("\n" + failures.size() + " failures; the log is " + folder.resolve("log"));
        failures.forEach(System.out::println);
        System.exit(failures.isEmpty() ? 0 : 1);
    }
}
