package io.alerthistory.http;

import static io.alerthistory.http.Api.SESSIONS;
import static io.alerthistory.http.Api.json;
import static io.restassured.RestAssured.given;
import static org.assertj.core.api.Assertions.assertThat;
import static org.hamcrest.Matchers.equalTo;

import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.stream.IntStream;

import jakarta.inject.Inject;

import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

import io.alerthistory.live.EventFeed;
import io.alerthistory.live.LiveFeed;
import io.alerthistory.support.OnPostgresql;
import io.alerthistory.support.PostgresServer;
import io.alerthistory.support.Samples;
import io.quarkus.test.junit.QuarkusTest;
import io.quarkus.test.junit.TestProfile;

/** How many statements a request costs PostgreSQL: so many, however much there is to read or to write. */
@QuarkusTest
@TestProfile(OnPostgresql.class)
class StatementsTest {

    private static final Duration STILL = Duration.ofMillis(200);

    @Inject
    EventFeed feed;

    @Inject
    LiveFeed live;

    /** What moves events asks the database whenever something was written; here only requests count. */
    @BeforeEach
    void moveNoEvents() {
        feed.stop();
        Awaitility.await().atMost(Duration.ofSeconds(20)).pollInterval(STILL).until(new Callable<>() {

            private double before = -1;

            @Override
            public Boolean call() {
                double now = completed();
                boolean isStill = Math.round(now - before) == 0;
                before = now;
                return isStill;
            }
        });
    }

    @AfterEach
    void moveEvents() {
        feed.start(live);
    }

    @Test
    void aDetailCostsTheSameWithTenInteractionsAsWithAThousand() {
        String small = session(10);
        String large = session(1000);
        // begin with its isolation level, session, stages, two kinds of interactions, commit
        assertThat(statements(() -> given().get(SESSIONS + "/" + small).then().statusCode(200))).isEqualTo(6);
        assertThat(statements(() -> given().get(SESSIONS + "/" + large).then().statusCode(200))).isEqualTo(6);
    }

    private static String session(int interactions) {
        String id = Api.created("in_progress");
        List<Map<String, Object>> calls = IntStream.range(0, interactions).mapToObj(i -> Api.llm(id + "-" + i)).toList();
        long appended = statements(() -> json(calls).post(SESSIONS + "/" + id + "/llm-interactions").then().statusCode(201));
        assertThat(appended).isEqualTo(1);
        return id;
    }

    @Test
    void aPageCostsOneAndItsCountAnother() {
        Api.created("pending");
        for (String sort : ListHttpContract.SORTS) {
            // a sample tells beforehand how common what is searched for is
            Map.of("", 1L, "&search=kubernetes", 2L).forEach((search, statements) -> {
                String page = SESSIONS + "?page_size=3&sort_by=" + sort + search;
                assertThat(statements(() -> given().get(page + "&count=none").then().statusCode(200))).as(page)
                        .isEqualTo(statements);
                assertThat(statements(() -> given().get(page).then().statusCode(200))).as(page).isEqualTo(statements + 1);
            });
        }
    }

    /** Other tests leave sessions with texts of a megabyte, each of which is read in pieces when it is listed. */
    private static void forgetLongTexts() throws SQLException {
        try (Connection connection = PostgresServer.connect(); Statement statement = connection.createStatement()) {
            statement.execute("delete from alert_sessions where octet_length(error_message) > 2048"
                    + " or octet_length(pause_metadata) > 2048");
        }
    }

    @Test
    void aPartOfASessionCostsOne() throws SQLException {
        forgetLongTexts();
        String id = session(1000);
        for (String route : List.of(SESSIONS + "/" + id + "/summary", SESSIONS + "/" + id + "/status",
                SESSIONS + "/" + id + "/trace?limit=1000", SESSIONS + "/" + id + "/final-analysis",
                SESSIONS + "/" + id + "/final-analysis" + SummariesHttpContract.BOTH, ActiveSessionsHttpContract.ACTIVE,
                CatalogHttpContract.ALERT_TYPES, CatalogHttpContract.MCP_SERVERS)) {
            assertThat(statements(() -> given().get(route).then().statusCode(200))).as(route).isEqualTo(1);
        }
        assertThat(statements(() -> given().get(SESSIONS + "/" + id + "/interactions/" + id + "-0").then().statusCode(200)))
                .isEqualTo(2); // one for each kind
        assertThat(statements(() -> given().get(CatalogHttpContract.FILTER_OPTIONS).then().statusCode(200))).isEqualTo(2);
        assertThat(statements(() -> given().get(CatalogHttpContract.RUNBOOKS).then().statusCode(200))).isZero();
    }

    @Test
    void aSingleWriteCostsOne() {
        String id = Samples.id();
        assertThat(statements(() -> json(Api.session(id)).post(SESSIONS).then().statusCode(201))).isEqualTo(1);
        assertThat(statements(() -> json(Api.toolCall(Samples.id())).post(SESSIONS + "/" + id + "/mcp-interactions").then()
                .statusCode(201))).isEqualTo(1);
    }

    @Test
    void aNotificationCostsTheSameForAnyNumberOfAlerts() {
        String own = Samples.id();
        String firing = Api.fixture("alertmanager-webhook-v0.25-1-firing-3.json").replace("\"fingerprint\":\"",
                "\"fingerprint\":\"" + own);
        String resolved = Api.fixture("alertmanager-webhook-v0.25-2-resolved-3.json").replace("\"fingerprint\":\"",
                "\"fingerprint\":\"" + own);
        // Of episodes: alerts, their lock, a look, episodes, texts, the alerts' state; of the notification: a look, itself, its alerts.
        // Of sessions: a look; lock, another look, insert or update. Begin and commit are not counted.
        assertThat(statements(() -> json(firing).post(Api.WEBHOOK).then().statusCode(200).body("created", equalTo(3))))
                .isEqualTo(13);
        assertThat(statements(() -> json(resolved).post(Api.WEBHOOK).then().statusCode(200).body("updated", equalTo(3))))
                .isEqualTo(13);
        // Again within a minute, and late: only the looks are left.
        for (String known : List.of(firing, resolved)) {
            assertThat(statements(() -> json(known).post(Api.WEBHOOK).then().statusCode(200).body("unchanged", equalTo(3))))
                    .isEqualTo(5);
        }
    }

    @Test
    void aChatCostsTheSameHoweverLongItIs() {
        String id = Api.ended();
        String path = "/api/v1/sessions/" + id + "/chat";
        // the session, the chat, and the session again with the chat that is its now, whoever made it; three for the audit log
        assertThat(statements(() -> given().post(path).then().statusCode(200))).isEqualTo(6);
        assertThat(statements(() -> given().post(path).then().statusCode(200))).isEqualTo(1);
        assertThat(statements(() -> given().get(path + "-available").then().statusCode(200))).isEqualTo(1);
        String chat = Api.CHATS + "/" + given().post(path).<String> path("chat_id");
        for (int i = 0; i < 3; i++) {
            assertThat(statements(() -> json(Map.of("content", "why?")).post(chat + "/messages").then().statusCode(200)))
                    .isEqualTo(5); // three of them for the audit log
            assertThat(statements(() -> given().get(chat).then().statusCode(200))).isEqualTo(1);
            assertThat(statements(() -> given().get(chat + "/messages").then().statusCode(200))).isEqualTo(1);
            assertThat(statements(() -> given().get(SESSIONS + "/" + id).then().statusCode(200))).isEqualTo(6);
        }
    }

    @Test
    void aBatchCostsTheSameWithTenRecordsAsWithFiveHundred() {
        // four look and write five; of a repeat what is stored is read, too; BEGIN and COMMIT are not counted
        for (int sessions : List.of(1, 5)) {
            List<String> lines = BulkLines.investigations(Samples.id(), sessions);
            assertThat(statements(() -> BulkResponses.to(lines))).isEqualTo(9);
            assertThat(statements(() -> BulkResponses.to(lines))).isEqualTo(6);
        }
    }

    @Test
    void aKeyCostsTwoAndAReplayTwo() {
        Map<String, Object> body = Api.session(Samples.id());
        String key = Samples.id();
        // the key's lock, the write, the answer
        assertThat(statements(() -> json(body).header("Idempotency-Key", key).post(SESSIONS).then().statusCode(201)))
                .isEqualTo(3);
        assertThat(statements(() -> json(body).header("Idempotency-Key", key).post(SESSIONS).then().statusCode(201)))
                .isEqualTo(2);
    }

    /**
     * A statement on a child of a session that does not say which session. These may: what looks whether an identifier is
     * taken, what cancels the response of a chat, and what lists the tools of all of the history.
     */
    private static final String WITHOUT_A_SESSION = """
            select query from pg_stat_statements
            where dbid = (select oid from pg_database where datname = current_database())
              and query ~* '\\m(stage_executions|llm_interactions|mcp_interactions)\\M'
              and query !~* 'session_id\\s*=' and query !~* 'using ?\\(session_id\\)'
              and query !~* '^insert into (stage_executions|llm_interactions|mcp_interactions) \\('
              and query !~* '^select (interaction_id|communication_id) as id, session_id, '
              and query !~* '^select execution_id, session_id, chat_id, parent_stage_execution_id, content_digest from stage_executions where execution_id = any'
              and query !~* '^select (\\$\\d+|1) from stage_executions where execution_id = '
              and query !~* 'execution_id=\\$1 and \\w+\\.chat_id is not null'
              and query !~* '^with recursive servers '""";

    @Test
    void everyStatementOnAChildSaysOfWhichSession() throws SQLException {
        sql("create extension if not exists pg_stat_statements");
        sql("select pg_stat_statements_reset()");

        everythingWithChildren();

        try (Connection connection = PostgresServer.connect();
                Statement statement = connection.createStatement();
                ResultSet rows = statement.executeQuery(WITHOUT_A_SESSION)) {
            List<String> found = new ArrayList<>();
            while (rows.next()) {
                found.add(rows.getString(1));
            }
            assertThat(found).isEmpty();
        }
    }

    /** Writes and reads every kind of child, large and small, known and unknown. */
    private static void everythingWithChildren() {
        String id = Api.created("in_progress");
        String path = SESSIONS + "/" + id;
        Map<String, Object> stage = new HashMap<>(Map.of("execution_id", Samples.id(), "stage_id", "s", "stage_index", 0,
                "stage_name", "S", "agent", "a", "parallel_type", "multi_agent"));
        json(stage).post(path + "/stages").then().statusCode(201);
        json(stage).post(path + "/stages").then().statusCode(200);
        Map<String, Object> child = new HashMap<>(stage);
        child.put("parent_stage_execution_id", stage.get("execution_id"));
        child.put("execution_id", Samples.id());
        json(child).post(path + "/stages").then().statusCode(201);
        String stagePath = path + "/stages/" + stage.get("execution_id");
        json(Map.of("status", "active")).patch(stagePath).then().statusCode(200);
        json(Map.of("status", "completed", "stage_output", Map.of("text", "x".repeat(20_000)))).patch(stagePath).then()
                .statusCode(200);
        Map<String, Object> call = new HashMap<>(Api.llm(Samples.id()));
        call.put("stage_execution_id", stage.get("execution_id"));
        call.put("conversation", Map.of("messages", List.of(Map.of("role", "user", "content", "x".repeat(20_000)))));
        json(call).post(path + "/llm-interactions").then().statusCode(201);
        json(call).post(path + "/llm-interactions").then().statusCode(200);
        json(Api.toolCall(Samples.id())).post(path + "/mcp-interactions").then().statusCode(201);
        given().get(path).then().statusCode(200);
        given().get(path + "/final-analysis" + SummariesHttpContract.BOTH).then().statusCode(200);
        given().get(path + "/trace").then().statusCode(200);
        given().get(path + "/interactions/" + call.get("interaction_id")).then().statusCode(200);
        BulkResponses.to(BulkLines.investigations(Samples.id(), 2));
        json(Map.of("reason", "enough")).post(path + "/stages/" + child.get("execution_id") + "/cancel");
        given().post(path + "/cancel").then().statusCode(200);
        String ended = Api.ended();
        String chat = Api.CHATS + "/" + given().post("/api/v1/sessions/" + ended + "/chat").<String> path("chat_id");
        json(Map.of("content", "why?")).post(chat + "/messages").then().statusCode(200);
        given().get(chat + "/messages").then().statusCode(200);
        String response = json(Map.of("content", "why?")).post(chat + "/messages").path("stage_execution_id");
        given().post(Api.CHATS + "/executions/" + response + "/cancel").then().statusCode(200);
        given().get(CatalogHttpContract.MCP_SERVERS).then().statusCode(200);
    }

    private static void sql(String sql) throws SQLException {
        try (Connection connection = PostgresServer.connect(); Statement statement = connection.createStatement()) {
            statement.execute(sql);
        }
    }

    private static long statements(Runnable request) {
        double before = completed();
        request.run();
        return Math.round(completed() - before);
    }

    private static double completed() {
        return OperationsHttpContract.metric("postgresql_completed_total{clientName=\"<default>\",clientType=\"sql\"}");
    }
}
