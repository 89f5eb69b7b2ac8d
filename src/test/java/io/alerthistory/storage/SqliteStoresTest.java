package io.alerthistory.storage;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Stream;

import jakarta.inject.Inject;

import org.junit.jupiter.api.ClassOrderer;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestClassOrder;

import io.alerthistory.database.DatabaseConfig;
import io.alerthistory.support.Await;
import io.alerthistory.support.OnSqlite;
import io.alerthistory.support.Samples;
import io.quarkus.test.junit.QuarkusTest;
import io.quarkus.test.junit.TestProfile;

/** Every port on SQLite, by area: {@code -Dtest='SqliteStoresTest$Chats'}; and what only this adapter promises. */
@QuarkusTest
@TestClassOrder(ClassOrderer.OrderAnnotation.class)
@TestProfile(OnSqlite.class)
class SqliteStoresTest extends StorePorts {

    private static final Pattern JSON = Pattern.compile("(\\w+) +text( not null)?[^,]*?check \\(([^\n]*?json_valid[^\n]*)\\)");

    @Inject
    DatabaseConfig database;

    private Path file() {
        return Path.of(database.file().orElseThrow());
    }

    @Test
    void nobodyButItsOwnerReadsTheDatabase() throws IOException {
        Await.on(() -> sessions().create(Samples.session()));

        try (Stream<Path> files = Files.list(file().toAbsolutePath().getParent())) {
            assertThat(files.toList()).hasSizeGreaterThanOrEqualTo(3).allSatisfy(
                    file -> assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(file)))
                            .isEqualTo("rw-------"));
        }
    }

    /** json_valid(null) is 0 in SQLite up to 3.40, which then takes a row without a value for a broken one. */
    @Test
    void noConstraintAsksWhetherNullIsJson() throws SQLException {
        Await.on(() -> sessions().create(Samples.session()));
        List<String> nullable = new ArrayList<>();
        for (String table : query("select sql from sqlite_schema where type = 'table' and sql like '%json_valid%'")) {
            for (MatchResult column : JSON.matcher(table).results().toList()) {
                if (column.group(2) == null) {
                    nullable.add(column.group(1));
                    assertThat(column.group(3)).startsWith(column.group(1) + " is null or json_valid(" + column.group(1) + ")");
                }
            }
        }
        assertThat(nullable).contains("session_metadata", "pause_metadata", "chain_definition", "mcp_selection", "stage_output",
                "conversation", "response_metadata", "native_tools_config", "tool_arguments", "tool_result", "available_tools",
                "answer_headers");
        assertThat(query("pragma integrity_check")).containsExactly("ok");
        assertThat(query("pragma foreign_key_check")).isEmpty();
    }

    private List<String> query(String sql) throws SQLException {
        List<String> found = new ArrayList<>();
        try (Connection connection = DriverManager.getConnection("jdbc:sqlite:" + file());
                Statement statement = connection.createStatement();
                ResultSet rows = statement.executeQuery(sql)) {
            while (rows.next()) {
                found.add(rows.getString(1));
            }
        }
        return found;
    }

    @Nested
    @TestProfile(OnSqlite.class)
    class AccessKeys extends StorePorts implements AccessKeyStoreContract {
    }

    @Nested
    @TestProfile(OnSqlite.class)
    class Alerts extends StorePorts implements AlertStoreContract {
    }

    @Nested
    @TestProfile(OnSqlite.class)
    class AlertReads extends StorePorts implements AlertReadStoreContract {
    }

    @Nested
    @TestProfile(OnSqlite.class)
    class AlertRollups extends StorePorts implements RollupStoreContract {
    }

    @Nested
    @TestProfile(OnSqlite.class)
    class AlertStatistics extends StorePorts implements StatisticsStoreContract {
    }

    @Nested
    @TestProfile(OnSqlite.class)
    class Audit extends StorePorts implements AuditStoreContract {

        @Override
        public Connection connect() throws SQLException {
            return DriverManager.getConnection("jdbc:sqlite:" + port(DatabaseConfig.class).file().orElseThrow()
                    + "?busy_timeout=10000");
        }
    }

    @Nested
    @TestProfile(OnSqlite.class)
    class Bulk extends StorePorts implements BulkStoreContract {
    }

    @Nested
    @TestProfile(OnSqlite.class)
    class Catalog extends StorePorts implements CatalogStoreContract {
    }

    @Nested
    @TestProfile(OnSqlite.class)
    class Chats extends StorePorts implements ChatStoreContract {
    }

    @Nested
    @TestProfile(OnSqlite.class)
    class Episodes extends StorePorts implements EpisodeStoreContract {
    }

    @Nested
    @TestProfile(OnSqlite.class)
    class Events extends StorePorts implements EventStoreContract {
    }

    @Nested
    @TestProfile(OnSqlite.class)
    class Erasures extends StorePorts implements EraseStoreContract {
    }

    @Nested
    @TestProfile(OnSqlite.class)
    class Figures extends StorePorts implements FigureStoreContract {
    }

    @Nested
    @TestProfile(OnSqlite.class)
    class History extends StorePorts implements HistoryStoreContract {
    }

    @Nested
    @TestProfile(OnSqlite.class)
    class Idempotency extends StorePorts implements IdempotencyStoreContract {
    }

    @Nested
    @TestProfile(OnSqlite.class)
    class Interactions extends StorePorts implements InteractionStoreContract {
    }

    @Nested
    @TestProfile(OnSqlite.class)
    class QueueProbes extends StorePorts implements QueueProbeContract {
    }

    @Nested
    @TestProfile(OnSqlite.class)
    class Replicas extends StorePorts implements ReplicaStoreContract {
    }

    @Nested
    @TestProfile(OnSqlite.class)
    class Sessions extends StorePorts implements SessionStoreContract {
    }

    @Nested
    @TestProfile(OnSqlite.class)
    class SigningKeys extends StorePorts implements SigningKeyStoreContract {
    }

    @Nested
    @TestProfile(OnSqlite.class)
    class Stages extends StorePorts implements StageStoreContract {
    }

    /** First, for it looks at the newest active sessions of all, and other areas leave active sessions. */
    @Nested
    @Order(1)
    @TestProfile(OnSqlite.class)
    class Summaries extends StorePorts implements SummaryStoreContract {
    }

    @Nested
    @TestProfile(OnSqlite.class)
    class Transitions extends StorePorts implements TransitionContract {
    }
}
