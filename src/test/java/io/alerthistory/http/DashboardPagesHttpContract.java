package io.alerthistory.http;

import static io.alerthistory.http.Api.SESSIONS;
import static io.alerthistory.http.Api.json;
import static io.restassured.RestAssured.given;
import static org.assertj.core.api.Assertions.assertThat;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.startsWith;

import java.time.Clock;
import java.util.Map;

import org.junit.jupiter.api.Test;

import io.alerthistory.support.Samples;
import io.alerthistory.time.Micros;
import io.restassured.response.Response;

/** The overview, and the pages of operators and administrators. */
interface DashboardPagesHttpContract {

    String NASTY = "<script>alert('x')</script>\"&<b>";
    String ESCAPED = "&lt;script&gt;alert(&#39;x&#39;)&lt;/script&gt;&quot;&amp;&lt;b&gt;";
    String FORM = "application/x-www-form-urlencoded";

    private static String page(String address) {
        Response response = given().get(address);
        response.then().statusCode(200).contentType(startsWith("text/html"))
                .header("Content-Security-Policy", containsString("script-src 'self'"))
                .header("Cache-Control", containsString("private"));
        return checked(response.asString());
    }

    /** What no page may have. */
    private static String checked(String html) {
        assertThat(html).doesNotContain("<script>", " style=", "onclick=", "NaN", "undefined", "Unknown", "null<", ">null")
                .contains("<h1>");
        return html;
    }

    private static String failed(String alertType) {
        Map<String, Object> body = Api.session(Samples.id());
        body.put("status", "failed");
        body.put("alert_type", alertType);
        body.put("agent_type", NASTY);
        body.put("author", NASTY);
        body.put("error_message", "broken by " + NASTY);
        body.put("started_at_us", Micros.now(Clock.systemUTC()) - 1_000_000);
        body.put("completed_at_us", Micros.now(Clock.systemUTC()));
        json(body).post(SESSIONS).then().statusCode(201);
        return (String) body.get("session_id");
    }

    @Test
    default void theOverviewShowsWhatRunsAndWhatFailed() {
        String id = failed(NASTY);
        Map<String, Object> body = Api.session(Samples.id());
        body.put("status", "in_progress");
        body.put("alert_type", NASTY);
        body.put("started_at_us", Micros.now(Clock.systemUTC()));
        json(body).post(SESSIONS).then().statusCode(201);

        String html = page("/");

        assertThat(html).contains("<h2 id=\"active-title\">Investigations now</h2>", "href=\"/sessions?status=in_progress\"",
                "href=\"/sessions?status=paused\"", "href=\"/sessions/" + id + "\"", "broken by " + ESCAPED,
                "href=\"/sessions/" + body.get("session_id") + "\"", "<svg class=\"bars\"", "<svg class=\"calendar\"",
                "The same as a table", "/sessions?end_date_us=", "data-app=\"/assets/");
        Api.patch((String) body.get("session_id"), Map.of("status", "cancelled")).then().statusCode(200);
    }

    @Test
    default void whatIsActiveIsReadByItself() {
        Response response = given().get("/active");

        response.then().statusCode(200).contentType(startsWith("text/html"));
        assertThat(response.asString()).contains("id=\"active\"").doesNotContain("<html");
    }

    @Test
    default void aBarLeadsToItsSessions() {
        failed("bars");
        String html = page("/");
        int link = html.indexOf("<a href=\"/sessions?end_date_us=");
        String address = html.substring(link + 9, html.indexOf('"', link + 9)).replace("&amp;", "&");

        assertThat(page(address)).contains("From ", "Until ");
    }

    @Test
    default void theOperationsAreShownInWords() {
        assertThat(page("/operations")).contains("Circuit breaker", "Closed: requests reach the database", "Half of all take",
                "Version of the schema", "Replicas", "Work queue", "Backups").doesNotContain("half_open",
                        "not_initialized");
    }

    @Test
    default void aboutSaysWhoTheCallerIs() {
        assertThat(page("/about")).contains("Anonymous", "Viewer", "/q/openapi", "Apache License 2.0");
    }
}
