package io.alerthistory.http.signin;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.CookieManager;
import java.net.HttpCookie;
import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

import io.alerthistory.support.Issuer;
import io.alerthistory.support.WithIssuer;
import io.quarkus.test.junit.QuarkusTest;
import io.quarkus.test.junit.TestProfile;
import io.restassured.RestAssured;
import io.restassured.path.json.JsonPath;

/** A browser that signs in at the provider, which checks PKCE, and then uses the service with the cookie of its session. */
@QuarkusTest
@TestProfile(WithIssuer.class)
class BrowserSignInTest {

    private static final String SESSIONS = "/api/v1/history/sessions";
    private static final String PAGE = "/q/swagger-ui/";
    private static final int MAX_REDIRECTS = 10;

    private final CookieManager cookies = new CookieManager();
    private final HttpClient browser = HttpClient.newBuilder().cookieHandler(cookies).followRedirects(HttpClient.Redirect.NEVER)
            .build();

    private static URI at(String path) {
        return URI.create("http://localhost:" + RestAssured.port).resolve(path);
    }

    private HttpResponse<String> send(HttpRequest.Builder request) throws IOException, InterruptedException {
        return browser.send(request.build(), HttpResponse.BodyHandlers.ofString());
    }

    private HttpResponse<String> visit(URI address) throws IOException, InterruptedException {
        return send(HttpRequest.newBuilder(address).header("Accept", "text/html,application/xhtml+xml,*/*;q=0.8"));
    }

    private HttpResponse<String> get(String path) throws IOException, InterruptedException {
        return send(HttpRequest.newBuilder(at(path)).header("Accept", "application/json"));
    }

    /** Follows redirects as a browser does; the addresses on the way, the last of which is the page. */
    private List<HttpResponse<String>> follow(String path) throws Exception {
        List<HttpResponse<String>> way = new ArrayList<>();
        URI next = at(path);
        while (true) {
            HttpResponse<String> response = visit(next);
            way.add(response);
            assertThat(way).hasSizeLessThan(MAX_REDIRECTS);
            if (response.statusCode() / 100 != 3) {
                return way;
            }
            next = next.resolve(response.headers().firstValue("Location").orElseThrow());
        }
    }

    private static HttpRequest.Builder alert() {
        return HttpRequest.newBuilder(at("/api/v1/alerts")).header("Content-Type", "application/json")
                .POST(HttpRequest.BodyPublishers.ofString("{\"data\":{}}"));
    }

    @Test
    void aBrowserIsLedToTheProviderAndBackToThePageThatItAskedFor() throws Exception {
        List<HttpResponse<String>> way = follow(PAGE + "?a=b");

        assertThat(way).extracting(response -> response.uri().getPath()).containsExactly(PAGE, "/sign-in", "/authorize",
                "/sign-in/callback", "/sign-in", PAGE);
        HttpResponse<String> page = way.get(way.size() - 1);
        assertThat(page.statusCode()).isEqualTo(200);
        assertThat(page.uri().getQuery()).isEqualTo("a=b");
        assertThat(Issuer.query(way.get(2).uri())).containsEntry("code_challenge_method", "S256")
                .containsKeys("code_challenge", "state", "nonce");
        String session = way.get(3).headers().allValues("Set-Cookie").stream()
                .filter(cookie -> cookie.startsWith("q_session_page"))
                .findFirst().orElseThrow();
        assertThat(session).containsIgnoringCase("HttpOnly").contains("SameSite=Lax", "Path=/", "Max-Age=28800")
                .doesNotContain("alice");

        JsonPath me = new JsonPath(get("/api/v1/access/me").body());
        assertThat(me.getString("name")).isEqualTo("alice");
        assertThat(me.getList("roles")).isEqualTo(List.of("operator"));
        assertThat(get(SESSIONS).statusCode()).isEqualTo(200);
    }

    @Test
    void aWriteNeedsAPageOfTheSameOriginAndAHeaderThatFormsCannotSet() throws Exception {
        follow("/sign-in");

        HttpResponse<String> form = send(alert());
        assertThat(form.statusCode()).isEqualTo(403);
        assertThat(form.headers().firstValue("Content-Type")).hasValue("application/problem+json");
        assertThat(form.body()).contains("X-Requested-With");
        for (String[] header : new String[][] { { "Sec-Fetch-Site", "cross-site" }, { "Sec-Fetch-Site", "same-site" },
                { "Origin", "https://evil.example" }, { "Origin", "null" } }) {
            assertThat(send(alert().header("X-Requested-With", "fetch").header(header[0], header[1])).statusCode())
                    .as(header[1]).isEqualTo(403);
        }

        HttpResponse<String> page = send(alert().header("X-Requested-With", "fetch").header("Sec-Fetch-Site", "same-origin"));
        assertThat(page.statusCode()).as(page.body()).isEqualTo(200);
        assertThat(send(alert().header("X-Requested-With", "fetch").header("Origin", "http://localhost:" + RestAssured.port))
                .statusCode()).isEqualTo(200);
        String id = new JsonPath(page.body()).getString("session_id");
        assertThat(new JsonPath(get(SESSIONS + "/" + id).body()).getString("author")).isEqualTo("alice");

        assertThat(send(cancel(id)).statusCode()).as("a form that does not say where it comes from").isEqualTo(403);
        assertThat(send(cancel(id).header("Sec-Fetch-Site", "cross-site")).statusCode()).isEqualTo(403);
        assertThat(send(cancel(id).header("Sec-Fetch-Site", "same-origin")).statusCode()).as("a form of our page")
                .isEqualTo(303);
        assertThat(new JsonPath(get(SESSIONS + "/" + id).body()).getString("status")).isEqualTo("cancelled");
    }

    private static HttpRequest.Builder cancel(String id) {
        return HttpRequest.newBuilder(at("/sessions/" + id + "/cancel")).POST(HttpRequest.BodyPublishers.noBody());
    }

    @Test
    void signingOutEndsTheSessionHereAndAtTheProvider() throws Exception {
        follow("/sign-in");
        assertThat(get(SESSIONS).statusCode()).isEqualTo(200);

        HttpResponse<String> out = visit(at("/sign-out"));

        assertThat(out.statusCode()).isEqualTo(303);
        URI provider = URI.create(out.headers().firstValue("Location").orElseThrow());
        assertThat(provider.toString()).startsWith(WithIssuer.issuer().url() + "/logout?");
        assertThat(Issuer.query(provider)).containsKey("id_token_hint");
        assertThat(get(SESSIONS).statusCode()).isEqualTo(401);
    }

    @Test
    void onlyABrowserIsSentToSignIn() throws Exception {
        assertThat(get(SESSIONS).statusCode()).isEqualTo(401);
        assertThat(get(SESSIONS).headers().firstValue("WWW-Authenticate")).isPresent();
        HttpResponse<String> page = visit(at(SESSIONS + "?search=a%20b"));
        assertThat(page.statusCode()).isEqualTo(302);
        assertThat(page.headers().firstValue("Location")).hasValue(
                "/sign-in?return=" + URLEncoder.encode(SESSIONS + "?search=a%20b", StandardCharsets.UTF_8));
        assertThat(send(alert().header("Accept", "text/html")).statusCode()).as("a form").isEqualTo(401);
    }

    /** A code that somebody else's sign-in was given does not fit to the verifier of this browser. */
    @Test
    void aCodeOfAnotherSignInIsRefused() throws Exception {
        URI own = location(visit(at("/sign-in")));
        URI others = URI.create(own.toString().replaceFirst("code_challenge=[^&]+",
                "code_challenge=" + "A".repeat(43)));
        URI back = location(visit(others));

        HttpResponse<String> refused = visit(back);

        assertThat(refused.statusCode()).isEqualTo(401);
        assertThat(refused.headers().firstValue("Content-Type")).hasValue("text/html;charset=UTF-8");
        assertThat(get(SESSIONS).statusCode()).isEqualTo(401);
        assertThat(follow("/sign-in")).last().extracting(HttpResponse::statusCode).isEqualTo(200);
    }

    private static URI location(HttpResponse<String> response) {
        assertThat(response.statusCode()).as(response.body()).isEqualTo(302);
        return URI.create(response.headers().firstValue("Location").orElseThrow());
    }

    @ParameterizedTest
    @ValueSource(strings = { "/sign-in/callback", "/sign-in/callback?code=a&state=b",
            "/sign-in/callback?error=access_denied&state=b" })
    void aCallbackWithoutASignInLeadsNowhere(String path) throws Exception {
        assertThat(visit(at(path)).statusCode()).isEqualTo(400);
    }

    @Test
    void whatTheProviderRefusesIsRefused() throws Exception {
        URI provider = location(visit(at("/sign-in")));

        HttpResponse<String> refused = visit(at("/sign-in/callback?error=access_denied&state="
                + Issuer.query(provider).get("state")));

        assertThat(refused.statusCode()).isEqualTo(401);
    }

    @ParameterizedTest
    @CsvSource({ "q_session_page, nonsense", "q_session_page, a.b.c.d.e", "q_session_page_chunk_x, 1", "q_auth_page_1, a|b" })
    void aCookieThatIsNoneOfOursIsNone(String name, String value) throws Exception {
        List.of(name, name + "_y").forEach(each -> {
            HttpCookie cookie = new HttpCookie(each, value);
            cookie.setDomain("localhost.local"); // as the store of cookies calls it
            cookie.setPath("/");
            cookie.setVersion(0);
            cookies.getCookieStore().add(at("/"), cookie);
        });

        assertThat(get(SESSIONS).statusCode()).isEqualTo(401);
        assertThat(get("/readiness").statusCode()).isEqualTo(200);
        assertThat(follow("/sign-in")).last().extracting(HttpResponse::statusCode).isEqualTo(200);
    }

    @ParameterizedTest
    @ValueSource(strings = { "https://evil.example/", "//evil.example/", "/\\evil.example/", "javascript:alert(1)", "" })
    void nobodyIsLedToAnotherSite(String page) throws Exception {
        String path = "/sign-in?return=" + URLEncoder.encode(page, StandardCharsets.UTF_8);

        assertThat(follow(path)).extracting(response -> response.uri().getHost()).containsOnly("localhost", "127.0.0.1");
        assertThat(follow(path)).last().extracting(response -> response.uri().getPath()).isEqualTo(PAGE);
    }

    @Test
    void noGroupNoRole() throws Exception {
        WithIssuer.issuer().groups("admin");
        try {
            follow("/sign-in");
            assertThat(get(SESSIONS).statusCode()).isEqualTo(403);
        } finally {
            WithIssuer.issuer().groups("sre");
        }
    }

    @Test
    void everyResponseTellsBrowsersWhatToKeepForThemselves() throws Exception {
        for (String path : List.of(SESSIONS, "/readiness", "/sign-in", PAGE, "/nowhere")) {
            assertThat(get(path).headers().map()).as(path).containsEntry("referrer-policy", List.of("same-origin"))
                    .containsEntry("x-content-type-options", List.of("nosniff")).doesNotContainKey("strict-transport-security");
        }
    }
}
