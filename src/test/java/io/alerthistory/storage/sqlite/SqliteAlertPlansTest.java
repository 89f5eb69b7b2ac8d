package io.alerthistory.storage.sqlite;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;

import org.flywaydb.core.Flyway;
import org.jdbi.v3.core.Handle;
import org.jdbi.v3.core.Jdbi;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

import io.alerthistory.storage.mapping.EpisodeQueries;
import io.alerthistory.storage.mapping.ManyAlerts;
import io.alerthistory.storage.mapping.Statement;

/** What SQLite does among 100,000 episodes: it reads them by an index, and finds what a scan finds. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class SqliteAlertPlansTest {

    private Handle handle;

    @BeforeAll
    void fill(@TempDir Path folder) {
        String url = "jdbc:sqlite:" + folder.resolve("alerts.db");
        Flyway.configure().dataSource(url, "", "").locations("filesystem:src/main/resources/db/migration/sqlite").load()
                .migrate();
        handle = Jdbi.create(url).open();
        handle.execute("pragma synchronous = off");
        ManyAlerts.inserts("%s").forEach(insert -> handle.useTransaction(filling -> filling.execute(insert)));
        ManyAlerts.SUMS.forEach(handle::execute);
    }

    @AfterAll
    void close() {
        handle.close();
    }

    @ParameterizedTest
    @MethodSource("io.alerthistory.storage.mapping.ManyAlerts#instants")
    void whatFiresAtAnInstantIsFoundByClassAsByAScan(long us) {
        int found = SqliteSessionList.query(handle, ManyAlerts.at(us, SqliteDialect.INSTANCE),
                row -> EpisodeQueries.found(row, null)).list().size();
        long naive = handle.createQuery(ManyAlerts.NAIVE.formatted(us, us)).mapTo(Long.class).one();
        assertThat(found).isEqualTo((int) naive);
    }

    @Test
    void episodesAreFoundByTheirClassAndThoseThatFireByTheirIndex() {
        Stream.of(ManyAlerts.active(SqliteDialect.INSTANCE), ManyAlerts.known(SqliteDialect.INSTANCE),
                ManyAlerts.reaching(SqliteDialect.INSTANCE))
                .forEach(statement -> assertThat(goesByAnIndex(statement)).as(statement.sql())
                        .anyMatch(step -> step.matches(
                                "SEARCH e USING (COVERING )?INDEX ix_alert_episodes_span \\(span_class=\\? AND starts_at_us>\\? AND starts_at_us<\\?\\)"))
                        .anyMatch(step -> step.startsWith("SEARCH e USING INDEX ix_alert_episodes_open"))
                        .anyMatch(step -> step.startsWith("SEARCH a USING INTEGER PRIMARY KEY")));
    }

    @Test
    void whatFiresNowIsReadInTheOrderOfItsIndex() {
        assertThat(goesByAnIndex(ManyAlerts.now(SqliteDialect.INSTANCE)))
                .anyMatch(step -> step.startsWith("SEARCH x USING INDEX ix_alert_episodes_open"))
                .noneMatch(step -> step.contains("ix_alert_episodes_span"));
    }

    @Test
    void aWindowIsReadInTheOrderOfItsStarts() {
        assertThat(goesByAnIndex(ManyAlerts.started(SqliteDialect.INSTANCE)))
                .anyMatch(step -> step.startsWith("SEARCH x USING INDEX ix_alert_episodes_start"));
    }

    @Test
    void alertsAreListedInTheOrderOfTheirIndex() {
        assertThat(goesByAnIndex(ManyAlerts.changed(SqliteDialect.INSTANCE)))
                .anyMatch(step -> step.matches("SEARCH a USING INDEX ix_alerts_changed_at .*"));
    }

    @Test
    void whatBelongsToAnAlertGoesByAnIndex() {
        Stream.of(ManyAlerts.named(SqliteDialect.INSTANCE), ManyAlerts.episodes(SqliteDialect.INSTANCE),
                ManyAlerts.timeline(SqliteDialect.INSTANCE), ManyAlerts.suppressions(SqliteDialect.INSTANCE),
                ManyAlerts.notifications(SqliteDialect.INSTANCE), ManyAlerts.notificationsOfAnAlert(SqliteDialect.INSTANCE))
                .forEach(this::goesByAnIndex);
        assertThat(goesByAnIndex(ManyAlerts.timeline(SqliteDialect.INSTANCE)))
                .anyMatch(step -> step.contains("ix_alert_sessions_alert"))
                .anyMatch(step -> step.contains("ix_alert_notified_alert"));
    }

    @Test
    void statisticsAndTheirSumsGoByAnIndex() {
        Stream.concat(ManyAlerts.statistics(SqliteDialect.INSTANCE).stream(),
                ManyAlerts.rollup(SqliteDialect.INSTANCE).stream()).forEach(this::goesByAnIndex);
        assertThat(goesByAnIndex(ManyAlerts.statistics(SqliteDialect.INSTANCE).get(0)))
                .anyMatch(step -> step.startsWith("SEARCH d USING PRIMARY KEY (day>? AND day<?)"));
        assertThat(goesByAnIndex(ManyAlerts.rollup(SqliteDialect.INSTANCE).get(1)))
                .anyMatch(step -> step.startsWith("SEARCH h USING INDEX ix_alert_sessions_alert"));
    }

    /** Only what the statement itself made is scanned: the page, and the list of classes. */
    private List<String> goesByAnIndex(Statement statement) {
        List<String> steps = SqliteSessionList.query(handle,
                new Statement("explain query plan " + statement.sql(), statement.parameters()), row -> row.text("detail"))
                .list();
        boolean made = statement.sql().startsWith("with seen as"); // it is read as s
        boolean keyed = statement.sql().startsWith("with keyed as"); // the labels of all alerts are looked at once
        assertThat(steps).as(statement.sql()).isNotEmpty().noneMatch(
                step -> !(made && step.equals("SCAN s")) && !(keyed && step.equals("SCAN a")) && step.matches(
                        "SCAN (?!(page|w|wanted|grouped|json_each|c|x|f|b|active|found|ranges|investigated|acts|bounded|classes|q|r|t|asked|told|\\w+_rows|l EXISTS VIRTUAL TABLE"
                                + "|\\d+ CONSTANT ROWS?|CONSTANT ROW)\\b|\\(subquery-\\d+\\)).*"));
        return steps;
    }
}
