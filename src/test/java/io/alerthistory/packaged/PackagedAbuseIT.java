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

    @TempDir
    Path folder;

    @ParameterizedTest
    @ValueSource(strings = { "postgresql", "sqlite" })
    void nothingThatIsSentEndsTheServiceOrItsReadiness(String database) throws Exception {
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
