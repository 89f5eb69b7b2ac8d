package io.alerthistory.storage.postgresql;

import static org.assertj.core.api.Assertions.assertThat;

import java.sql.Connection;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;

import org.flywaydb.core.Flyway;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

import io.alerthistory.storage.mapping.ManySessions;
import io.alerthistory.storage.mapping.Statement;
import io.alerthistory.support.PostgresServer;
import io.vertx.core.Vertx;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import io.vertx.pgclient.PgBuilder;
import io.vertx.pgclient.PgConnectOptions;
import io.vertx.sqlclient.Pool;
import io.vertx.sqlclient.PoolOptions;
import io.vertx.sqlclient.Tuple;

/**
 * The plans for a session that became large after the statistics were taken. PostgreSQL then expects one row of it in each
 * table, so that every order of a join looks equally cheap; a statement must still read each row of the session a few times
 * only, and not once for each other row.
 */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class PostgresNewSessionPlansTest {

    private static final int CHILDREN = 3_000;

    /** Rows that a step of a plan may handle for each child of the session: a page of stages has 50. */
    private static final int PASSES = 60;

    private static final List<String> CHILD_ROWS = List.of("""
            insert into alert_sessions (session_id, agent_type, status, started_at_us, alert_data, chain_id, content_digest,
                search_document)
            values ('%1$s', 'k', 'in_progress', 1, '{}', 'c', 'd', 'x')
            """, """
            insert into stage_executions (execution_id, session_id, stage_id, stage_index, stage_name, agent, status,
                content_digest, parent_stage_execution_id)
            select case i when 1 then 'e-76' else 'e-76-' || i end, '%1$s', 'g', i, 'n', 'a', 'paused', 'd',
                case when i %% 2 = 0 then 'e-76' end
            from generate_series(1, %2$d) i
            """, """
            insert into llm_interactions (interaction_id, session_id, stage_execution_id, seq, timestamp_us, duration_ms,
                success, model_name, conversation, interaction_type)
            select 'l' || i, '%1$s', case i %% 3 when 0 then 'e-76' when 1 then 'e-76-2' end, i, i, 12, true, 'm', '{}',
                'investigation'
            from generate_series(1, %2$d) i
            """, """
            insert into mcp_interactions (communication_id, session_id, stage_execution_id, seq, timestamp_us, duration_ms,
                success, server_name, communication_type, tool_name)
            select 'm' || i, '%1$s', case i %% 3 when 0 then 'e-76' when 1 then 'e-76-2' end, i, i, 12, true, 's', 'tool_call',
                't'
            from generate_series(1, %2$d) i
            """);

    private final Vertx vertx = Vertx.vertx();
    private Pool pool;

    @BeforeAll
    void fill() throws SQLException {
        String database = PostgresServer.createDatabase();
        Flyway.configure().dataSource("jdbc:postgresql://localhost:" + PostgresServer.port() + "/" + database, "postgres",
                "postgres").locations("db/migration/postgresql").load().migrate();
        try (Connection connection = PostgresServer.connect(database); var statement = connection.createStatement()) {
            for (String table : List.of("alert_sessions", "stage_executions", "llm_interactions", "mcp_interactions")) {
                statement.execute("alter table " + table + " set (autovacuum_enabled = off)");
            }
            for (String rows : CHILD_ROWS) {
                statement.execute(rows.formatted("s-1", 250));
            }
            statement.execute("vacuum analyze");
            for (String rows : CHILD_ROWS) {
                statement.execute(rows.formatted("s-77", CHILDREN));
            }
        }
        pool = PgBuilder.pool().using(vertx).with(new PoolOptions().setMaxSize(1)).connectingTo(new PgConnectOptions()
                .setHost("localhost").setPort(PostgresServer.port()).setUser("postgres").setPassword("postgres")
                .setDatabase(database)).build();
    }

    @AfterAll
    void close() throws Exception {
        pool.close().toCompletionStage().toCompletableFuture().get(10, TimeUnit.SECONDS);
        vertx.close().toCompletionStage().toCompletableFuture().get(10, TimeUnit.SECONDS);
    }

    static Stream<Statement> ofTheSession() {
        return Stream.concat(ManySessions.parts(PostgresDialect.INSTANCE), ManySessions.ofASession(PostgresDialect.INSTANCE))
                .filter(statement -> statement.parameters().contains("s-77"));
    }

    @ParameterizedTest
    @MethodSource("ofTheSession")
    void everyStepHandlesFewRowsForEachOfTheSession(Statement statement) throws Exception {
        var rows = pool.preparedQuery("explain (analyze, timing off, summary off, format json) " + statement.sql())
                .execute(Tuple.wrap(new ArrayList<>(statement.parameters()))).toCompletionStage().toCompletableFuture()
                .get(60, TimeUnit.SECONDS);
        JsonObject plan = ((JsonArray) rows.iterator().next().getJson(0)).getJsonObject(0).getJsonObject("Plan");

        assertThat(nodes(plan)).allSatisfy(node -> assertThat(handled(node)).as(plan.encodePrettily())
                .isLessThanOrEqualTo(PASSES * CHILDREN));
    }

    private static double handled(JsonObject node) {
        return node.getDouble("Actual Loops") * (node.getDouble("Actual Rows") + node.getDouble("Rows Removed by Filter", 0.0)
                + node.getDouble("Rows Removed by Join Filter", 0.0));
    }

    private static Stream<JsonObject> nodes(JsonObject plan) {
        JsonArray children = plan.getJsonArray("Plans", new JsonArray());
        return Stream.concat(Stream.of(plan), children.stream().flatMap(child -> nodes((JsonObject) child)));
    }
}
