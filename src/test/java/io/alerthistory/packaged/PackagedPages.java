package io.alerthistory.packaged;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.TempDir;
import org.openqa.selenium.By;
import org.openqa.selenium.Keys;
import org.openqa.selenium.WebElement;

import com.fasterxml.jackson.databind.ObjectMapper;

import io.alerthistory.support.Browser;
import io.alerthistory.support.Programs;

/** The pages of the packaged jar in a browser, with the history of bin/demo and sessions that mean harm. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
abstract class PackagedPages extends PackagedService {

    static final String HARM = "<script>alert(1)</script><img src=x onerror=alert(2)>\"'`{shell}\u202e\ud83d\udd25";

    private int port;
    private Process service;
    private Browser browser;

    /** The variables that choose the database. */
    abstract Map<String, String> database() throws Exception;

    @BeforeAll
    void startService(@TempDir Path own) throws Exception {
        folder = own;
        port = freePort();
        Map<String, String> environment = new HashMap<>(database());
        environment.putAll(Map.of("PORT", String.valueOf(port), "SHUTDOWN_DELAY_SECONDS", "0"));
        service = start(environment);
        awaitReady(port, service);
        browser = new Browser(port);
        showsAnEmptyHistory();
        Programs.run(Path.of("").toAbsolutePath(), List.of(Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "bin/Demo.java", "http://localhost:" + port));
        session("harm",
                Map.of("status", "failed", "started_at_us", 1_700_000_000_000_000L, "completed_at_us", 1_700_000_060_000_000L,
                        "error_message",
                        HARM + " " + "long ".repeat(50_000), "author", HARM,
                        "agent_type", HARM, "alert_type", HARM));
    }

    private void showsAnEmptyHistory() {
        browser.open("/sessions");
        assertThat(browser.text("main")).contains("Nothing has been recorded yet", "curl -X POST", "bin/demo");
        browser.isAccessible("the empty list");
        browser.screenshot(name() + "-empty");
    }

    private String name() {
        return getClass().getSimpleName().replace("Packaged", "").replace("PagesIT", "").toLowerCase(Locale.ROOT);
    }

    @AfterAll
    void end() {
        if (browser != null) {
            browser.close();
        }
        service.destroyForcibly();
    }

    @BeforeEach
    void begin() {
        browser.size(Browser.WIDE).theme("light");
    }

    @AfterEach
    void nothingWasComplainedOf() {
        browser.isClean("console and requests");
    }

    private void session(String id, Map<String, Object> fields) throws Exception {
        Map<String, Object> body = new HashMap<>(fields);
        body.put("session_id", id);
        body.putIfAbsent("agent_type", "kubernetes");
        body.put("chain_id", "chain");
        body.putIfAbsent("alert_data", Map.of("labels", IntStream.range(0, 300).boxed()
                .collect(Collectors.toMap(i -> "label_" + i, i -> HARM))));
        HttpResponse<String> response = http.send(HttpRequest.newBuilder(uri(port, "/api/v1/history/sessions"))
                .header("Content-Type", "application/json")
                .POST(HttpRequest.BodyPublishers.ofString(new ObjectMapper().writeValueAsString(body))).build(),
                HttpResponse.BodyHandlers.ofString());
        assertThat(response.statusCode()).as(response.body()).isEqualTo(201);
    }

    private int change(String id, String body) throws Exception {
        return send(HttpRequest.newBuilder(uri(port, "/api/v1/history/sessions/" + id))
                .header("Content-Type", "application/merge-patch+json").method("PATCH",
                        HttpRequest.BodyPublishers.ofString(body)));
    }

    private List<String> states() {
        return browser.all("#sessions .state").stream().map(WebElement::getText).distinct().toList();
    }

    @Test
    void everyPageIsAccessibleInBothThemesAndSizes() {
        Map<String, String> pages = Map.of("sessions", "/sessions", "sessions-failed", "/sessions?status=failed&search=tool",
                "no-match", "/sessions?search=no+such+text", "not-found", "/no-such-page");
        pages.forEach((page, address) -> {
            for (String theme : List.of("light", "dark")) {
                for (boolean wide : List.of(true, false)) {
                    browser.size(wide ? Browser.WIDE : Browser.NARROW).theme(theme).open(address);
                    if (page.equals("not-found")) {
                        browser.forgive(); // the browser complains of each 404
                    }
                    String view = page + " " + theme + (wide ? " wide" : " narrow");
                    browser.isAccessible(view);
                    browser.screenshot(name() + "-" + view.replace(' ', '-'));
                }
            }
        });
    }

    @Test
    void theListIsFilteredByItsForm() {
        browser.open("/sessions");
        browser.find("input[name=status][value=failed]").click();
        browser.find("#search").sendKeys("tool server" + Keys.ENTER);

        browser.await(() -> browser.address().contains("status=failed"));
        assertThat(browser.address()).isEqualTo("/sessions?search=tool+server&status=failed");
        assertThat(states()).containsExactly("Failed");
        assertThat(browser.text("mark")).isEqualTo("tool server");
        assertThat(browser.all(".chip")).extracting(WebElement::getText).containsExactly("State: Failed ×",
                "Text: tool server ×");

        browser.all(".chip").get(0).click();
        browser.await(() -> browser.address().equals("/sessions?search=tool%20server"));
    }

    @Test
    void aRangeOfTimeIsAnAddressOfTheApi() {
        browser.open("/sessions");
        browser.driver().executeScript("document.getElementById('from').value = '2020-01-01T10:30'");
        browser.find("form.filters button").click();

        browser.await(() -> browser.address().contains("start_date_us="));
        Object offset = browser.driver().executeScript("return new Date('2020-01-01T10:30').getTime()");
        assertThat(browser.address()).isEqualTo("/sessions?start_date_us=" + offset + "000");
        assertThat(browser.driver().executeScript("return document.getElementById('from').value"))
                .isEqualTo("2020-01-01T10:30");
    }

    @Test
    void theListIsWalkedBothWays() {
        browser.open("/sessions?sort_by=alert_type&sort_order=asc");
        String first = browser.find("#sessions tbody tr").getAttribute("data-session");
        browser.find("a[rel=next]").click();
        browser.await(() -> browser.address().contains("cursor="));
        assertThat(browser.find("#sessions tbody tr").getAttribute("data-session")).isNotEqualTo(first);
        browser.find("a[rel=prev]").click();
        browser.await(() -> first.equals(browser.find("#sessions tbody tr").getAttribute("data-session")));

        browser.find(".sizes a[href*='page_size=100']").click();
        browser.await(() -> browser.all("#sessions tbody tr").size() == 100);
    }

    @Test
    void aSessionChangesInTheListWhileItIsSeen() throws Exception {
        session("seen-" + name(), Map.of("status", "in_progress", "alert_type", "Seen"));
        browser.open("/sessions?alert_type=Seen");
        browser.await(() -> browser.text("#connection").equals("Live"));
        assertThat(states()).containsExactly("Running");

        assertThat(change("seen-" + name(), "{\"status\":\"completed\",\"final_analysis_summary\":\"All is well\"}"))
                .isEqualTo(200);
        browser.await(() -> states().equals(List.of("Completed")));
        assertThat(browser.text("td.summary")).isEqualTo("All is well");

        session("seen-later-" + name(), Map.of("alert_type", "Seen"));
        browser.await(() -> browser.text("#news").equals("1 new session"));
        browser.find("#news a").click();
        browser.await(() -> browser.all("#sessions tbody tr").size() == 2);
        browser.await(() -> browser.text("#connection").equals("Live"));
    }

    @Test
    void whatWasWrittenIsTextAndNothingElse() {
        browser.open("/sessions?search=onerror");
        assertThat(browser.text("td.main")).contains("<script>alert(1)</script>");
        assertThat(browser.all("main script, main img")).isEmpty();
        browser.open("/sessions?search=%3Cscript%3Ealert(1)");
        assertThat(browser.find("#search").getAttribute("value")).isEqualTo("<script>alert(1)");
        assertThat(browser.all("main script, main img")).isEmpty();
    }

    @Test
    void keysMoveAndSearch() {
        browser.open("/sessions");
        browser.await(() -> browser.find("#help-button").isDisplayed());
        WebElement body = browser.driver().findElement(By.tagName("body"));
        body.sendKeys("j");
        body.sendKeys("j");
        assertThat(browser.find("tr.current").getAttribute("data-session"))
                .isEqualTo(browser.all("#sessions tbody tr").get(1).getAttribute("data-session"));
        body.sendKeys("?");
        browser.await(() -> browser.find("#help").isDisplayed());
        browser.find("#help button").click();
        body.sendKeys("/");
        assertThat(browser.driver().switchTo().activeElement().getAttribute("id")).isEqualTo("search");
    }

    @Test
    void theThemeStays() {
        browser.open("/sessions");
        browser.await(() -> browser.find("#theme").isDisplayed());
        browser.find("#theme").click();
        browser.open("/sessions?status=failed");
        assertThat(browser.find("html").getAttribute("data-theme")).isEqualTo("dark");
        browser.driver().manage().deleteAllCookies();
    }
}
