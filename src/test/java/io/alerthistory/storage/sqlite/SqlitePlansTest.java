package io.alerthistory.storage.sqlite;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;

import org.flywaydb.core.Flyway;
import org.jdbi.v3.core.Handle;
import org.jdbi.v3.core.Jdbi;
import org.jdbi.v3.core.statement.Query;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

import io.alerthistory.history.SessionFilter;
import io.alerthistory.history.TimelineQuery;
import io.alerthistory.interaction.InteractionKind;
import io.alerthistory.storage.mapping.ChatQueries;
import io.alerthistory.storage.mapping.CountQuery;
import io.alerthistory.storage.mapping.DetailQueries;
import io.alerthistory.storage.mapping.ListQuery;
import io.alerthistory.storage.mapping.MaintenanceQueries;
import io.alerthistory.storage.mapping.ManySessions;
import io.alerthistory.storage.mapping.StageQueries;
import io.alerthistory.storage.mapping.Statement;

/** What SQLite does among 100,000 sessions, for every kind of list, for parts, and for a chat: it reads them by an index. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class SqlitePlansTest {

    private Handle handle;

    @BeforeAll
    void fill(@TempDir Path folder) throws Exception {
        String url = "jdbc:sqlite:" + folder.resolve("many.db");
        Flyway.configure().dataSource(url, "", "").locations("filesystem:src/main/resources/db/migration/sqlite").load()
                .migrate();
        handle = Jdbi.create(url).open();
        handle.execute("pragma synchronous = off");
        handle.useTransaction(
                filling -> filling.execute(Files.readString(Path.of("src/test/resources/many-sessions-sqlite.sql"))));
        ManySessions.interactions().forEach(handle::execute);
        handle.execute("delete from events"); // of the rows that were loaded
        handle.execute(ManySessions.EVENTS);
    }

    @AfterAll
    void close() {
        handle.close();
    }

    @ParameterizedTest
    @MethodSource("io.alerthistory.storage.mapping.ManySessions#filters")
    void aPageAndItsCountGoByAnIndex(SessionFilter filter) {
        ManySessions.pages(filter)
                .forEach(query -> goesByAnIndex(ListQuery.page(query, SqliteDialect.INSTANCE, 0)));
        goesByAnIndex(CountQuery.bounded(filter, SqliteDialect.INSTANCE));
    }

    @Test
    void aDetailAndAChatGoByAnIndex() {
        goesByAnIndex(new Statement(DetailQueries.session(SqliteDialect.INSTANCE), List.of("id")));
        goesByAnIndex(new Statement(StageQueries.stages(SqliteDialect.INSTANCE), List.of("id")));
        ManySessions.pagesOfStages("id", "stage")
                .forEach(page -> goesByAnIndex(StageQueries.stages(page, SqliteDialect.INSTANCE)));
        for (InteractionKind kind : InteractionKind.values()) {
            goesByAnIndex(new Statement(DetailQueries.interactions(kind, SqliteDialect.INSTANCE), List.of("id")));
            goesByAnIndex(DetailQueries.timeline(new TimelineQuery("id", "stage", kind, 1000, -1, -1), SqliteDialect.INSTANCE));
            goesByAnIndex(DetailQueries.timeline(new TimelineQuery("id", null, kind, 1000, 5, 5), SqliteDialect.INSTANCE));
        }
        goesByAnIndex(new Statement(ChatQueries.ofSession(SqliteDialect.INSTANCE), List.of("id")));
        goesByAnIndex(new Statement(ChatQueries.byId(SqliteDialect.INSTANCE), List.of("id")));
        goesByAnIndex(new Statement(ChatQueries.messages(SqliteDialect.INSTANCE), List.of("id", 50, 0, "of")));
        goesByAnIndex(new Statement(ChatQueries.misplaced(SqliteDialect.INSTANCE), List.of("id", "id", "id")));
    }

    @Test
    void aShortWordIsLookedForInItsRangeOnly() {
        Stream.concat(
                ManySessions.pages(ManySessions.SHORT_WORD).map(query -> ListQuery.page(query, SqliteDialect.INSTANCE, 0)),
                Stream.of(CountQuery.bounded(ManySessions.SHORT_WORD, SqliteDialect.INSTANCE)))
                .forEach(statement -> assertThat(steps(statement)).as(statement.sql())
                        .filteredOn(step -> step.contains(" alert_sessions "))
                        .filteredOn(step -> !step.contains("sqlite_autoindex_alert_sessions_1 (session_id=?)"))
                        .isNotEmpty().allMatch(step -> step.startsWith("SEARCH ")
                                && step.endsWith("started_at_us>? AND started_at_us<?)")));
    }

    @Test
    void whatBelongsToASessionGoesByAnIndex() {
        ManySessions.ofASession(SqliteDialect.INSTANCE).forEach(statement -> assertThat(steps(statement)).as(statement.sql())
                .noneMatch(step -> step
                        .matches("SCAN (alert_sessions|chats|sent|[setmi]|\\w+_(executions|messages|interactions))")));
    }

    @Test
    void aPartOfTheHistoryIsSearchedAndNotScanned() {
        Stream.concat(ManySessions.parts(SqliteDialect.INSTANCE), Stream.of(ManySessions.queue(":p1")))
                .forEach(part -> assertThat(steps(part)).as(part.sql()).anyMatch(step -> step.startsWith("SEARCH "))
                        .noneMatch(step -> step.matches("SCAN (?!(found|servers|tools|CONSTANT ROW|p|a)$).*")));
    }

    @Test
    void theActiveAreReadInTheOrderOfTheirIndex() {
        assertThat(steps(ManySessions.active(SqliteHistoryStore.OPEN_SESSIONS, ":p1"))).containsExactly(
                "CO-ROUTINE p", "CO-ROUTINE (subquery-4)",
                "SCAN alert_sessions USING INDEX ix_alert_sessions_open",
                "USE TEMP B-TREE FOR LAST 2 TERMS OF ORDER BY", "SCAN (subquery-4)", "SCAN p");
    }

    @Test
    void figuresAreReadFromTheirRangeOfAnIndex() {
        List<Statement> figures = ManySessions.figures(SqliteHistoryStore.SESSIONS_BY_STATUS, SqliteDialect.INSTANCE).toList();
        assertThat(steps(figures.get(0))).contains("SEARCH alert_sessions USING COVERING INDEX"
                + " ix_alert_sessions_status_started_at (status=? AND started_at_us>? AND started_at_us<?)");
        assertThat(steps(figures.get(1))).contains("SEARCH alert_sessions USING INDEX"
                + " ix_alert_sessions_started_at (started_at_us>? AND started_at_us<?)");
    }

    @Test
    void theSessionsOfAnAlertAreFoundByTheirIndex() {
        assertThat(steps(new Statement(SqliteAlertStore.FIND, List.of("f@", 1)))).containsExactly(
                "SEARCH alert_sessions USING INDEX ix_alert_sessions_firing (<expr>=? AND <expr>>?)");
    }

    @Test
    void retentionReadsTheSessionsInTheOrderOfTheirEnds() {
        assertThat(steps(new Statement(MaintenanceQueries.ended(":p1", ":p2", ""), List.of(ManySessions.NOW, 500))))
                .contains("SEARCH alert_sessions USING INDEX ix_alert_sessions_completed_at (completed_at_us<?)")
                .noneMatch(step -> step.startsWith("SCAN alert_sessions"));
    }

    @Test
    void anErasureGoesByAnIndex() {
        ManySessions.erasures(SqliteDialect.INSTANCE).forEach(this::goesByAnIndex);
    }

    private void goesByAnIndex(Statement statement) {
        assertThat(steps(statement)).as(statement.sql()).isNotEmpty()
                .noneMatch(step -> step
                        .matches("SCAN (alert_sessions|stage_executions|session_search_ids|chats|chat_user_messages)"));
    }

    private List<String> steps(Statement statement) {
        List<String> steps = new ArrayList<>();
        try (Query query = handle.createQuery("explain query plan " + statement.sql())) {
            for (int i = 0; i < statement.parameters().size(); i++) {
                query.bind("p" + (i + 1), statement.parameters().get(i));
            }
            query.map((row, context) -> row.getString("detail")).forEach(steps::add);
        }
        return steps;
    }
}
