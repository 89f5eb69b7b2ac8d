package io.alerthistory.storage.postgresql;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.Comparator;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.function.Function;
import java.util.stream.Stream;

import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

import io.alerthistory.storage.mapping.Dialect;
import io.alerthistory.storage.mapping.ManyAlerts;
import io.alerthistory.storage.mapping.Statement;
import io.alerthistory.support.PostgresServer;
import io.vertx.core.Vertx;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import io.vertx.pgclient.PgBuilder;
import io.vertx.pgclient.PgConnectOptions;
import io.vertx.sqlclient.Pool;
import io.vertx.sqlclient.PoolOptions;
import io.vertx.sqlclient.Row;
import io.vertx.sqlclient.RowSet;
import io.vertx.sqlclient.Tuple;

/** What PostgreSQL does among 100,000 episodes: it reads them by an index, and finds what a scan finds. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class PostgresAlertPlansTest {

    private final Vertx vertx = Vertx.vertx();
    private Pool pool;

    @BeforeAll
    void fill() throws SQLException, IOException {
        String database = PostgresServer.createDatabase();
        try (Connection connection = PostgresServer.connect(database); var statement = connection.createStatement()) {
            for (Path migration : migrations()) {
                statement.execute(Files.readString(migration));
            }
            for (String insert : ManyAlerts.inserts("cast(%s as jsonb)")) {
                statement.execute(insert);
            }
            for (String insert : ManyAlerts.SUMS) {
                statement.execute(insert);
            }
            statement.execute("vacuum analyze");
        }
        pool = PgBuilder.pool().using(vertx).with(new PoolOptions().setMaxSize(1)).connectingTo(new PgConnectOptions()
                .setHost("localhost").setPort(PostgresServer.port()).setUser("postgres").setPassword("postgres")
                .setDatabase(database)).build();
    }

    private static List<Path> migrations() throws IOException {
        try (Stream<Path> files = Files.list(Path.of("src/main/resources/db/migration/postgresql"))) {
            return files.sorted(Comparator.comparingInt(
                    file -> Integer.parseInt(file.getFileName().toString().replaceFirst("V(\\d+)__.*", "$1")))).toList();
        }
    }

    @AfterAll
    void close() throws Exception {
        pool.close().toCompletionStage().toCompletableFuture().get(10, TimeUnit.SECONDS);
        vertx.close().toCompletionStage().toCompletableFuture().get(10, TimeUnit.SECONDS);
    }

    @ParameterizedTest
    @MethodSource("io.alerthistory.storage.mapping.ManyAlerts#instants")
    void whatFiresAtAnInstantIsFoundByClassAsByAScan(long us) throws Exception {
        long naive = run(new Statement(ManyAlerts.NAIVE.formatted(us, us), List.of())).iterator().next().getLong(0);
        assertThat(run(ManyAlerts.at(us, PostgresDialect.INSTANCE)).size()).isEqualTo((int) naive);
    }

    @Test
    void episodesAreFoundByTheirClassAndThoseThatFireByTheirIndex() throws Exception {
        for (Function<Dialect, Statement> query : List.<Function<Dialect, Statement>> of(ManyAlerts::active, ManyAlerts::known,
                ManyAlerts::reaching)) {
            assertThat(indexes(query.apply(PostgresDialect.INSTANCE))).contains("ix_alert_episodes_span",
                    "ix_alert_episodes_open", "alerts_pkey");
        }
    }

    @Test
    void whatFiresNowIsReadInTheOrderOfItsIndex() throws Exception {
        assertThat(indexes(ManyAlerts.now(PostgresDialect.INSTANCE))).contains("ix_alert_episodes_open", "alerts_pkey")
                .doesNotContain("ix_alert_episodes_span");
    }

    @Test
    void aWindowIsReadInTheOrderOfItsStarts() throws Exception {
        assertThat(indexes(ManyAlerts.started(PostgresDialect.INSTANCE))).contains("ix_alert_episodes_start");
    }

    @Test
    void alertsAreListedInTheOrderOfTheirIndexOrByTheirLabels() throws Exception {
        assertThat(indexes(ManyAlerts.changed(PostgresDialect.INSTANCE))).contains("ix_alerts_changed_at");
        assertThat(indexes(ManyAlerts.labelled(PostgresDialect.INSTANCE))).contains("ix_alerts_labels");
    }

    @Test
    void whatBelongsToAnAlertGoesByAnIndex() throws Exception {
        assertThat(indexes(ManyAlerts.named(PostgresDialect.INSTANCE))).contains("alert_episodes_pkey");
        assertThat(indexes(ManyAlerts.episodes(PostgresDialect.INSTANCE))).contains("alert_episodes_pkey");
        assertThat(indexes(ManyAlerts.timeline(PostgresDialect.INSTANCE))).contains("alert_episodes_pkey");
        assertThat(indexes(ManyAlerts.notificationsOfAnAlert(PostgresDialect.INSTANCE))).contains("ix_alerts_fingerprint");
    }

    @Test
    void statisticsAndTheirSumsGoByAnIndex() throws Exception {
        for (Statement statement : ManyAlerts.statistics(PostgresDialect.INSTANCE)) {
            assertThat(indexes(statement, "alert_episodes", "alert_daily", "alert_rule_daily")).as(statement.sql())
                    .isNotEmpty();
        }
        for (Statement statement : ManyAlerts.rollup(PostgresDialect.INSTANCE)) {
            assertThat(indexes(statement, "alert_episodes", "alert_daily", "alert_rule_daily")).as(statement.sql())
                    .isNotEmpty();
        }
        assertThat(indexes(ManyAlerts.rollup(PostgresDialect.INSTANCE).get(1), "alert_sessions"))
                .contains("ix_alert_sessions_alert");
        assertThat(indexes(ManyAlerts.statistics(PostgresDialect.INSTANCE).get(0), "alert_rule_daily"))
                .contains("alert_rule_daily_pkey");
    }

    /** The indexes of a plan that reads neither all episodes nor all alerts one by one. */
    private List<String> indexes(Statement statement) throws Exception {
        return indexes(statement, "alert_episodes", "alerts");
    }

    private List<String> indexes(Statement statement, String... tables) throws Exception {
        JsonObject plan = ((JsonArray) run(new Statement("explain (format json) " + statement.sql(), statement.parameters()))
                .iterator().next().getJson(0)).getJsonObject(0).getJsonObject("Plan");
        assertThat(nodes(plan).filter(node -> "Seq Scan".equals(node.getString("Node Type")))
                .map(node -> node.getString("Relation Name"))).as(plan.encodePrettily())
                .doesNotContain(tables); // the other tables are empty here
        return nodes(plan).map(node -> node.getString("Index Name")).filter(java.util.Objects::nonNull).toList();
    }

    private static Stream<JsonObject> nodes(JsonObject plan) {
        return Stream.concat(Stream.of(plan), plan.getJsonArray("Plans", new JsonArray()).stream()
                .flatMap(child -> nodes((JsonObject) child)));
    }

    private RowSet<Row> run(Statement statement) throws Exception {
        return pool.preparedQuery(statement.sql()).execute(Tuple.wrap(new java.util.ArrayList<>(statement.parameters())))
                .toCompletionStage().toCompletableFuture().get(60, TimeUnit.SECONDS);
    }
}
