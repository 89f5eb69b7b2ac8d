package io.alerthistory.packaged;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

import org.junit.jupiter.api.Test;
import org.openqa.selenium.By;
import org.openqa.selenium.Keys;
import org.openqa.selenium.WebElement;

import com.fasterxml.jackson.databind.ObjectMapper;

import io.alerthistory.support.Browser;
import io.alerthistory.support.Programs;
import io.restassured.path.json.JsonPath;

/** The pages of the packaged jar in a browser, with the history of bin/demo and sessions that mean harm. */
abstract class PackagedPages extends PackagedBrowser {

    static final String HARM = "<script>alert(1)</script><img src=x onerror=alert(2)>\"'`{shell}\u202e\ud83d\udd25";

    /** Pages that are problems: there is no such page, and no migration to run. */
    private static final Set<String> REFUSED = Set.of("not-found", "migrate");

    @Override
    void fill() throws Exception {
        showsAnEmptyHistory();
        Programs.run(Path.of("").toAbsolutePath(), List.of(Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "bin/Demo.java", "http://localhost:" + port));
        long now = System.currentTimeMillis();
        session("harm",
                Map.of("status", "failed", "started_at_us", (now - 60_000) * 1000, "completed_at_us", now * 1000,
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

    private Map<String, String> pages() throws Exception {
        Map<String, String> pages = new LinkedHashMap<>(Map.of("overview", "/", "sessions", "/sessions", "sessions-failed",
                "/sessions?status=failed&search=tool", "no-match", "/sessions?search=no+such+text", "not-found",
                "/no-such-page", "operations", "/operations", "access", "/access", "about", "/about", "harm",
                "/sessions/harm", "migrate", "/operations/migrations/run"));
        for (String status : List.of("in_progress", "paused", "completed", "failed", "pending")) {
            pages.put("session-" + status, "/sessions/" + first(status));
        }
        return pages;
    }

    /** A session of bin/demo in a state. */
    private String first(String status) throws Exception {
        return new JsonPath(http.send(HttpRequest.newBuilder(
                uri(port, "/api/v1/history/sessions?page_size=1&search=demo-&status=" + status)).build(),
                HttpResponse.BodyHandlers.ofString()).body()).getString("sessions[0].session_id");
    }

    @Test
    void everyPageIsAccessibleInBothThemesAndSizes() throws Exception {
        for (Map.Entry<String, String> page : pages().entrySet()) {
            for (String theme : List.of("light", "dark")) {
                for (boolean wide : List.of(true, false)) {
                    browser.size(wide ? Browser.WIDE : Browser.NARROW).theme(theme).open(page.getValue());
                    assertThat(browser.text("h1").equals("There is no such page")).isEqualTo(page.getKey().equals("not-found"));
                    if (REFUSED.contains(page.getKey())) {
                        browser.forgive(); // the browser complains of each status above 399
                    }
                    String view = page.getKey() + " " + theme + (wide ? " wide" : " narrow");
                    browser.isAccessible(view);
                    browser.screenshot(name() + "-" + view.replace(' ', '-'));
                }
            }
        }
    }

    @Test
    void aSessionIsCancelledOnItsPage() throws Exception {
        session("running-" + name(), Map.of("status", "pending", "alert_type", "Running"));
        browser.open("/sessions/running-" + name());
        assertThat(browser.text("h1")).contains("Running");
        browser.find("#actions summary.danger").click();
        browser.find("form[action$='/cancel'] button").click();
        browser.await(() -> browser.text(".state").equals("Cancelled"));
    }

    @Test
    void aStepIsReadWhenItIsOpened() throws Exception {
        browser.open("/sessions/" + first("completed"));
        WebElement step = browser.find("details[id^='step-'] > summary");
        step.click();
        browser.await(() -> !browser.all("details[id^='step-'][open] pre").isEmpty());
    }

    @Test
    void aKeyIsMadeOnThePageAndShownOnce() {
        browser.open("/access");
        browser.find("form[action='/access/keys'] input[name=name]").sendKeys("a browser's");
        browser.find("form[action='/access/keys'] input[name=role][value=viewer]").click();
        browser.find("form[action='/access/keys'] button").click();
        browser.await(() -> browser.find("#key").getAttribute("value").startsWith("ahk_"));
        browser.isAccessible("a new key");
        browser.open("/access");
        assertThat(browser.text("main")).contains("a browser's");
        assertThat(browser.driver().getPageSource()).doesNotContainPattern("ahk_[A-Za-z0-9]+_[A-Za-z0-9]{20}");
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
