package io.alerthistory.packaged;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.Map;
import java.util.Random;
import java.util.concurrent.TimeUnit;

import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;

import io.alerthistory.support.FilledHistory;
import io.alerthistory.support.PostgresServer;

/** The command of the packaged jar, killed at a random moment and resumed. {@code -Dtransfer.rounds} sets how often. */
class PackagedTransferIT extends PackagedService {

    private static final int ROUNDS = Integer.getInteger("transfer.rounds", 1);
    private static final int SESSIONS = 3000;
    private static final int MAX_DELAY_MS = 2000;
    private static final Random RANDOM = new Random();

    private static String url(String database) {
        return "postgresql://postgres@localhost:" + PostgresServer.port() + "/" + database;
    }

    @Test
    void aTransferThatWasKilledIsResumed() throws Exception {
        FilledHistory.sqlite(folder.resolve("history.db"), SESSIONS, 10);
        String first = PostgresServer.createDatabase();
        for (int round = 0; round < ROUNDS; round++) {
            String database = round == 0 ? first : PostgresServer.createDatabase();
            killed("sqlite:///history.db", url(database), () -> isMarked(database));
            Path file = folder.resolve("back" + round + ".db");
            killed(url(first), "sqlite:///" + file.getFileName(), () -> Files.size(file) > 0);
        }
    }

    @Test
    void saysWhatIsWrongWithItsArguments() throws Exception {
        assertThat(transfer("--from", "sqlite:///a.db").waitFor()).isEqualTo(1);
        assertThat(transfer("--from", "sqlite:///none.db", "--to", url("postgres"), "--verify-only").waitFor()).isEqualTo(3);
        assertThat(output()).contains("usage: transfer --from URL --to URL", "there is no file").doesNotContain("\tat ");
    }

    private void killed(String from, String to, Condition begun) throws Exception {
        Process process = transfer("--from", from, "--to", to);
        Awaitility.await().atMost(Duration.ofSeconds(90)).pollInterval(Duration.ofMillis(20)).ignoreExceptions()
                .until(() -> !process.isAlive() || begun.holds());
        boolean ended = process.waitFor(RANDOM.nextInt(MAX_DELAY_MS), TimeUnit.MILLISECONDS);
        process.destroyForcibly().waitFor();

        assertThat(ended ? process.exitValue() : transfer("--from", from, "--to", to, "--resume").waitFor()).as(output())
                .isZero();
        assertThat(transfer("--from", from, "--to", to, "--verify-only").waitFor()).as(output()).isZero();
    }

    /** The password is not in an argument, which every user of the machine could read. */
    private Process transfer(String... arguments) throws Exception {
        String[] all = new String[arguments.length + 1];
        all[0] = "transfer";
        System.arraycopy(arguments, 0, all, 1, arguments.length);
        return start(Map.of("DATABASE_PASSWORD", "postgres", "ENVIRONMENT", "production"), all);
    }

    private static boolean isMarked(String database) throws SQLException {
        try (Connection connection = PostgresServer.connect(database);
                Statement statement = connection.createStatement();
                ResultSet found = statement.executeQuery("select count(*) from transfer_state")) {
            return found.next() && found.getInt(1) > 0;
        }
    }

    private interface Condition {

        boolean holds() throws Exception;
    }
}
