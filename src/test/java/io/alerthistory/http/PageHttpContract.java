package io.alerthistory.http;

import static io.restassured.RestAssured.given;
import static org.assertj.core.api.Assertions.assertThat;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.not;
import static org.hamcrest.Matchers.startsWith;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.util.HashMap;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import io.alerthistory.support.Samples;
import io.restassured.RestAssured;
import io.restassured.response.Response;

/** The list of sessions as a page, its files, and problems as pages. */
interface PageHttpContract {

    String HTML = "text/html;charset=UTF-8";
    String HARM = "<script>alert(1)</script>\"'&{shell}";

    private static Response page(String address) {
        return given().urlEncodingEnabled(false).redirects().follow(false).accept("text/html,*/*;q=0.8").get(address);
    }

    private static String stored(String alertType, Map<String, Object> fields) {
        String id = Samples.id();
        Map<String, Object> body = new HashMap<>(Map.of("session_id", id, "agent_type", "a", "chain_id", "c",
                "alert_data", Map.of(), "alert_type", alertType));
        body.putAll(fields);
        Api.json(body).post(Api.SESSIONS).then().statusCode(201);
        return id;
    }

    @Test
    default void theListIsAPageThatMayLoadOnlyOurFiles() {
        String type = "T" + Samples.id();
        String id = stored(type, Map.of("status", "in_progress", "author", "alice"));

        Response list = page("/sessions?alert_type=" + type);
        list.then().statusCode(200).contentType(HTML).header("Cache-Control", "private, no-cache")
                .header("Content-Security-Policy", startsWith("default-src 'none'; script-src 'self'"))
                .body(containsString("data-session=\"" + id + "\""), containsString(">1 session</p>"),
                        containsString("Running"), containsString("alice"), not(containsString("style=")),
                        not(containsString("onclick")));
        assertThat(list.asString().replaceAll("<script src=\"/assets/[^\"]*\" (defer|type=\"module\")></script>", ""))
                .doesNotContain("<script");
    }

    @Test
    default void whatWasWrittenIsText() {
        String type = "T" + Samples.id();
        stored(type + HARM, Map.of("author", HARM, "agent_type", HARM));

        String list = page("/sessions?search=" + type).asString();

        assertThat(list).doesNotContain("<script>alert").contains("&lt;script&gt;alert(1)&lt;/script&gt;");
    }

    @Test
    default void aRowIsRenderedByItself() {
        String id = stored("Row", Map.of("status", "in_progress"));

        page("/sessions/" + id + "/row").then().statusCode(200).body(startsWith("<tr data-session=\"" + id + "\""));
        page("/sessions/unknown/row").then().statusCode(404).contentType(HTML);
    }

    @Test
    default void newSessionsOfAViewAreCounted() {
        String type = "N" + Samples.id();
        String first = stored(type, Map.of());
        long started = given().get(Api.SESSIONS + "/" + first).path("started_at_us");
        stored(type, Map.of());

        String address = "/new-sessions?alert_type=" + type + "&start_date_us=";
        page(address + (started + 1)).then().statusCode(200).body(containsString(">1 new session</a>"));
        assertThat(page(address + (started + 60_000_000)).asString()).isBlank();
    }

    @Test
    default void timesOfTheFormBecomeParametersOfTheApi() {
        page("/sessions?status=failed&from=2026-11-30T08:15&to=").then().statusCode(303)
                .header("Location",
                        equalTo("/sessions?start_date_us=1796026500000000&status=failed"));
        page("/sessions?from=yesterday").then().statusCode(422).contentType(HTML)
                .body(containsString("from must be a time such as 2026-11-30T08:15"));
    }

    @ParameterizedTest
    @CsvSource({ "/no-such-page, 404", "/sessions?page_size=x, 422", "/sessions?cursor=x, 400", "/sessions?status=%00, 422",
            "/se%2fssions, 400", "/sessions?start_date_us=2&end_date_us=1, 400", "/assets/0000/no.css, 404" })
    default void aProblemIsAPageForABrowser(String address, int status) {
        Response problem = page(address);

        problem.then().statusCode(status).contentType(HTML)
                .header("Content-Security-Policy", startsWith("default-src 'none'; script-src 'self'"))
                .body(containsString("Request <code>" + problem.header("X-Request-Id") + "</code>"));
        given().urlEncodingEnabled(false).accept("*/*").get(address).then().statusCode(status)
                .contentType(startsWith("application/problem+json"));
    }

    @Test
    default void aProblemOfTheApiIsJsonForABrowser() {
        page("/api/v1/no-such-route").then().statusCode(404).contentType(startsWith("application/problem+json"));
        page(Api.SESSIONS + "?page_size=x").then().statusCode(422).contentType(startsWith("application/problem+json"));
    }

    @Test
    default void filesAreCompressedAndKept() throws IOException, InterruptedException {
        Matcher files = Pattern.compile("/assets/[0-9a-f]{16}/[a-z.]+").matcher(page("/sessions").asString());
        int found = 0;
        while (files.find()) {
            found++;
            given().header("Accept-Encoding", "gzip").get(files.group()).then().statusCode(200)
                    .header("Cache-Control", "public, max-age=31536000, immutable").header("Vary", "Accept-Encoding");
        }
        assertThat(found).isGreaterThan(3);
        given().get("/assets/0123456789abcdef/app.css").then().statusCode(200).header("Cache-Control", "no-store");
        HttpResponse<String> plain = HttpClient.newHttpClient().send(HttpRequest.newBuilder(
                URI.create("http://localhost:" + RestAssured.port + "/sessions")).build(),
                HttpResponse.BodyHandlers.ofString());
        assertThat(plain.headers().firstValue("Content-Encoding")).isEmpty();
        assertThat(plain.body()).contains("<h1>Sessions</h1>");
        assertThat(given().header("Accept-Encoding", "gzip").get("/sessions").header("Content-Encoding")).isEqualTo("gzip");
    }

    @ParameterizedTest
    @CsvSource({ "Sec-Fetch-Site, cross-site, 403", "Sec-Fetch-Site, same-site, 403", "Origin, https://evil.example, 403",
            "Sec-Fetch-Site, same-origin, 303", "X-Of, a program, 303" })
    default void aFormIsTakenFromOurPagesOnly(String header, String value, int status) {
        String id = stored("Form", Map.of("status", "pending"));

        given().redirects().follow(false).header(header, value).accept("text/html")
                .contentType("application/x-www-form-urlencoded").post("/sessions/" + id + "/cancel").then()
                .statusCode(status);
        given().get(Api.SESSIONS + "/" + id).then().body("status", equalTo(status == 303 ? "cancelled" : "pending"));
    }

    @ParameterizedTest
    @CsvSource({ "Sec-Fetch-Site, cross-site, 403", "Origin, https://evil.example, 403", "Origin, null, 403",
            "Sec-Fetch-Site, same-origin, 200", "X-Of, a program, 200" })
    default void aWriteOfTheApiIsTakenFromNoOtherSite(String header, String value, int status) {
        String id = stored("Form", Map.of("status", "pending"));

        given().header(header, value).post(Api.SESSIONS + "/" + id + "/cancel").then().statusCode(status);
    }

    @Test
    default void theThemeOfABrowserIsKept() {
        String themed = given().cookie("theme", "dark").get("/sessions").asString();
        assertThat(themed).contains("<html lang=\"en\" data-theme=\"dark\">");
        assertThat(given().cookie("theme", "\"><script>").get("/sessions").asString()).contains("<html lang=\"en\">");
    }
}
