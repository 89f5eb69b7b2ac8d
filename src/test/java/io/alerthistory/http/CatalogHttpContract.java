package io.alerthistory.http;

import static io.alerthistory.http.Api.SESSIONS;
import static io.alerthistory.http.Api.json;
import static io.restassured.RestAssured.given;
import static org.assertj.core.api.Assertions.assertThat;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.startsWith;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

import io.alerthistory.support.Samples;
import io.restassured.path.json.JsonPath;

/** What there is to choose from. */
interface CatalogHttpContract {

    String FILTER_OPTIONS = "/api/v1/history/filter-options";
    String ALERT_TYPES = "/api/v1/alert-types";
    String RUNBOOKS = "/api/v1/runbooks";
    String DEFAULT_TOOLS = "/api/v1/system/default-tools";
    String MCP_SERVERS = "/api/v1/system/mcp-servers";

    private static JsonPath get(String route) {
        return given().get(route).then().statusCode(200).contentType(startsWith("application/json")).extract().jsonPath();
    }

    private static String record(String agentType, @Nullable String alertType) {
        Map<String, Object> body = Api.session(Samples.id());
        body.put("agent_type", agentType);
        body.put("alert_type", alertType);
        json(body).post(SESSIONS).then().statusCode(201);
        return (String) body.get("session_id");
    }

    @Test
    default void offersTheStatesAndTimeRangesThatTarsyKnows() {
        JsonPath options = get(FILTER_OPTIONS);
        assertThat(options.<String, Object> getMap("").keySet()).containsExactly("agent_types", "alert_types",
                "status_options", "time_ranges");
        assertThat(options.<String> getList("status_options")).containsExactly("pending", "in_progress", "paused", "canceling",
                "completed", "failed", "cancelled", "timed_out");
        assertThat(options.<Map<String, String>> getList("time_ranges")).containsExactly(range("Last Hour", "1h"),
                range("Last 4 Hours", "4h"), range("Today", "today"), range("This Week", "week"),
                range("This Month", "month"));
    }

    private static Map<String, String> range(String label, String value) {
        Map<String, String> range = new LinkedHashMap<>();
        range.put("label", label);
        range.put("value", value);
        return range;
    }

    @Test
    default void offersEveryTypeOfTheHistoryOnceInOrder() {
        String own = Samples.id();
        for (String type : List.of("b", "B", "ä", "a", "b")) {
            record(own + type, own + "-" + type);
        }
        record(own + "c", null);
        JsonPath options = get(FILTER_OPTIONS);
        assertThat(options.<String> getList("agent_types")).containsSubsequence(own + "B", own + "a", own + "b", own + "c",
                own + "ä").doesNotHaveDuplicates();
        assertThat(options.<String> getList("alert_types"))
                .containsSubsequence(own + "-B", own + "-a", own + "-b", own + "-ä").doesNotHaveDuplicates()
                .doesNotContainNull();
    }

    @Test
    default void alertTypesAreThoseOfTheHistoryAndNoneIsTheDefault() {
        String own = Samples.id();
        record("kubernetes", own);
        JsonPath found = get(ALERT_TYPES);
        List<String> types = found.getList("alert_types");
        assertThat(found.<String, Object> getMap("").keySet()).containsExactly("alert_types", "default_alert_type");
        assertThat(types).contains(own).isEqualTo(get(FILTER_OPTIONS).getList("alert_types"));
        assertThat(found.getString("default_alert_type")).isNull();
    }

    @Test
    default void thereAreNoRunbooks() {
        given().get(RUNBOOKS).then().statusCode(200).contentType(startsWith("application/json")).body("",
                equalTo(List.of()));
    }

    @Test
    default void showsTheToolsThatWereUsedByTheirServers() {
        String own = Samples.id();
        String session = Api.created("in_progress");
        use(session, own + "-b", "get_pods");
        use(session, own + "-b", "get_pods");
        use(session, own + "-b", "delete_pod");
        use(session, own + "-a", null);
        JsonPath found = get(MCP_SERVERS);
        assertThat(found.<String, Object> getMap("").keySet()).containsExactly("servers", "total_servers", "total_tools");
        assertThat(found.<Map<String, Object>> getList("servers").stream()
                .filter(server -> String.valueOf(server.get("server_id")).startsWith(own))).containsExactly(
                        Map.of("server_id", own + "-a", "server_type", "recorded", "enabled", true, "tools", List.of()),
                        Map.of("server_id", own + "-b", "server_type", "recorded", "enabled", true, "tools",
                                List.of(tool("delete_pod"), tool("get_pods"))));
        assertThat(found.getInt("total_servers")).isEqualTo(found.getList("servers").size());
        assertThat(found.getInt("total_tools"))
                .isEqualTo(found.<List<?>> getList("servers.tools").stream().mapToInt(List::size).sum());
    }

    @Test
    default void theDefaultToolsOfAnAlertTypeAreThoseThatItsSessionsUsed() {
        String own = Samples.id();
        String first = record("kubernetes", own);
        use(first, own + "-b", "get_pods");
        use(first, own + "-a", null);
        use(record("kubernetes", own), own + "-b", "delete_pod");
        use(record("kubernetes", own + "-other"), own + "-c", "get_pods");
        JsonPath found = get(DEFAULT_TOOLS + "?alert_type=" + own);
        assertThat(found.<String, Object> getMap("")).containsExactly(Map.entry("alert_type", own),
                Map.entry("mcp_servers", List.of(Map.of("server_id", own + "-a"), Map.of("server_id", own + "-b"))),
                Map.entry("native_tools", Map.of()));
        assertThat(get(DEFAULT_TOOLS).<Object> get("alert_type")).isNull();
        assertThat(get(DEFAULT_TOOLS + "?alert_type=nothing").<String, Object> getMap("")).containsEntry("mcp_servers",
                List.of());
        given().queryParam("alert_type", "a\u0000").get(DEFAULT_TOOLS).then().statusCode(422);
    }

    private static Map<String, Object> tool(String name) {
        return Map.of("name", name, "description", "", "input_schema", Map.of());
    }

    private static void use(String session, String server, @Nullable String tool) {
        Map<String, Object> call = Api.toolCall(Samples.id());
        call.put("server_name", server);
        call.put("tool_name", tool);
        call.put("communication_type", tool == null ? "tool_list" : "tool_call");
        json(call).post(SESSIONS + "/" + session + "/mcp-interactions").then().statusCode(201);
    }
}
