package io.alerthistory.packaged;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.http.HttpRequest;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.time.temporal.ChronoUnit;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;
import org.openqa.selenium.By;
import org.openqa.selenium.Keys;
import org.openqa.selenium.WebElement;

import com.fasterxml.jackson.databind.ObjectMapper;

import io.alerthistory.support.Browser;

/**
 * The pages of alerts of the packaged jar in a browser: alerts of Prometheus, with silences and inhibitions of Alertmanager.
 */
abstract class PackagedAlertPages extends PackagedBrowser {

    private static final Path EVENTS = Path.of("src/test/resources/alert-sources/v1-0.33");
    private static final String SOURCE = "/api/v1/sources/eu/api/v2/alerts";
    private static final Map<String, String> NODE = Map.of("cluster", "eu-1", "instance", "127.0.0.1:39080", "job", "demo",
            "node", "node-a");

    @Override
    void fill() throws Exception {
        browser.open("/alerts");
        assertThat(browser.text("main")).contains("No alert has been received yet", "curl -X POST", "bin/demo");
        browser.isAccessible("no alert");
        browser.screenshot(name() + "-empty");
        receive();
    }

    private void receive() throws Exception {
        Instant now = Instant.now();
        Instant later = now.plus(Duration.ofHours(2));
        for (int day = 80; day > 0; day -= 3) {
            Instant start = now.minus(Duration.ofDays(day));
            alert("NodeDown", "critical", "infra", start, start.plus(Duration.ofMinutes(20L * day)), Map.of());
        }
        alert("NodeDown", "critical", "infra", now.minusSeconds(1_500), later,
                Map.of("summary", "node-a does not respond", "runbook_url", "https://runbooks.example.org/NodeDown"));
        alert("LatencyHigh", "warning", "shop", now.minusSeconds(1_200), later,
                Map.of("summary", "p99 of checkout is 3.4 s", "description", PackagedPages.HARM));
        alert("DiskFills", "critical", "storage", now.minusSeconds(900), later, Map.of("summary", "4 h until it is full"));
        alert("CertificateExpires", "info", "platform", now.minus(Duration.ofDays(2)), later, Map.of());
        alert("Night", "warning", "shop", now.minus(Duration.ofHours(8)), now.minus(Duration.ofHours(6)), Map.of());
        alert(PackagedPages.HARM, "warning", "shop", now.minus(Duration.ofHours(4)), now.minus(Duration.ofHours(3)),
                Map.of("summary", PackagedPages.HARM));
        for (String event : List.of("silenceCreated", "silenceMutedAlert", "inhibitionMutedAlert", "notification")) {
            post("/api/v1/webhooks/alertmanager-events?source=eu", event(event, now, later));
        }
        session();
        awaitSums();
    }

    /** A recorded event, as if it had been sent now. */
    private static String event(String name, Instant now, Instant later) throws IOException {
        return Files.readString(EVENTS.resolve("event-" + name + ".json"))
                .replaceAll("\"(endsAt)\": \"2026-11-29T[^\"]*\"", "\"$1\": \"" + later + "\"")
                .replaceAll("\"(startsAt|updatedAt)\": \"2026-11-29T[^\"]*\"", "\"$1\": \"" + now.minusSeconds(600) + "\"")
                .replaceAll("\"2026-11-29T[^\"]*\"", "\"" + now + "\"");
    }

    private void alert(String name, String severity, String team, Instant start, Instant end, Map<String, String> annotations)
            throws Exception {
        Map<String, String> labels = new HashMap<>(NODE);
        labels.putAll(Map.of("alertname", name, "severity", severity, "team", team));
        if (name.equals("LatencyHigh")) {
            labels.put("service", "checkout");
        }
        post(SOURCE, new ObjectMapper().writeValueAsString(List.of(Map.of("labels", labels, "annotations", annotations,
                "startsAt", start.toString(), "endsAt", end.toString(), "generatorURL",
                "http://prometheus.example.org/graph"))));
    }

    /** The sums of whole days are at most a minute behind. */
    private void awaitSums() {
        Awaitility.await().atMost(Duration.ofSeconds(90)).pollInterval(Duration.ofSeconds(2)).until(() -> {
            browser.open("/statistics");
            return groups().containsAll(List.of("LatencyHigh", "NodeDown", PackagedPages.HARM));
        });
    }

    /** An investigation with a call to a model. */
    private void session() throws Exception {
        String id = "6c0a3f6e-6d5e-4f6e-9d52-0d0f2a6b7c01";
        post("/api/v1/history/sessions", "{\"session_id\": \"" + id + "\", \"agent_type\": \"kubernetes\", \"chain_id\": \"c\","
                + " \"alert_type\": \"NodeDown\", \"status\": \"in_progress\", \"alert_data\": {\"node\": \"node-a\"}}", 201);
        post("/api/v1/history/sessions/" + id + "/llm-interactions", "[{\"interaction_id\": \"" + id.replace("01", "02")
                + "\", \"model_name\": \"example-model\", \"input_tokens\": 12345, \"output_tokens\": 678}]", 201);
    }

    private void post(String path, String body) throws Exception {
        post(path, body, 200);
    }

    private void post(String path, String body, int status) throws Exception {
        assertThat(send(HttpRequest.newBuilder(uri(port, path)).header("Content-Type", "application/json")
                .POST(HttpRequest.BodyPublishers.ofString(body)))).as(path).isEqualTo(status);
    }

    /** The names of the alerts of a table, in order. */
    private List<String> names(String table) {
        return browser.all("section[aria-labelledby=" + table + "-title] td.main > a").stream().map(WebElement::getText)
                .toList();
    }

    private void openAlert(String name) {
        browser.open("/alerts?alertname=" + name);
        browser.find("td.main > a").click();
        browser.await(() -> browser.text("h1").equals(name));
    }

    @Test
    void everyPageIsAccessibleInBothThemesAndSizes() {
        openAlert("NodeDown");
        Map<String, String> pages = new LinkedHashMap<>();
        pages.put("alerts", "/alerts");
        pages.put("alerts-grouped", "/alerts?group_by=label.team&state=firing");
        pages.put("alerts-then", "/alerts?at=" + Instant.now().minus(Duration.ofHours(7)));
        pages.put("alerts-none", "/alerts?filter=team%3Dnobody");
        pages.put("alerts-refused", "/alerts?filter=nothing");
        pages.put("alert", browser.address());
        pages.put("overview-firing", "/");
        areAccessible(pages);
    }

    @Test
    void everyViewOfStatisticsIsAccessibleInBothThemesAndSizes() {
        Map<String, String> pages = new LinkedHashMap<>();
        pages.put("statistics", "/statistics?from=" + LocalDate.now(ZoneOffset.UTC).minusDays(89));
        pages.put("statistics-grouped", "/statistics?group_by=label.team&sort_by=firing_seconds");
        pages.put("statistics-none", "/statistics?filter=team%3Dnobody");
        pages.put("statistics-refused", "/statistics?group_by=nothing");
        areAccessible(pages);
    }

    private void areAccessible(Map<String, String> pages) {
        pages.forEach((page, address) -> {
            for (String theme : List.of("light", "dark")) {
                for (boolean wide : List.of(true, false)) {
                    browser.size(wide ? Browser.WIDE : Browser.NARROW).theme(theme).open(address);
                    if (page.endsWith("refused")) {
                        assertThat(browser.text("#errors")).contains("must be a");
                        browser.forgive(); // the browser complains of each status above 399
                    }
                    String view = page + " " + theme + (wide ? " wide" : " narrow");
                    browser.isAccessible(view);
                    browser.screenshot(name() + "-" + view.replace(' ', '-'));
                }
            }
        });
    }

    @Test
    void whatFiresStandsFirstWithWhatHoldsItBack() {
        browser.open("/alerts?state=firing");
        assertThat(names("firing").subList(0, 2)).containsExactlyInAnyOrder("DiskFills", "NodeDown");
        assertThat(names("firing").subList(2, 4)).containsExactly("LatencyHigh", "CertificateExpires");
        assertThat(browser.text("main")).contains("Silenced by jdoe (planned reboot)", "Inhibited by NodeDown");
        assertThat(browser.all("main script, main img")).isEmpty();
    }

    @Test
    void theListIsFilteredByMatchersInOneField() {
        browser.open("/alerts");
        browser.find("#matchers").sendKeys("team=~\"shop|storage\", severity!=critical" + Keys.ENTER);

        browser.await(() -> browser.address().contains("filter="));
        assertThat(browser.address()).isEqualTo(
                "/alerts?filter=team%3D%7E%22shop%7Cstorage%22&filter=severity%21%3Dcritical");
        assertThat(names("firing")).containsExactly("LatencyHigh");
        assertThat(names("resolved")).contains("Night");
        browser.all(".chip").get(1).click();
        browser.await(() -> names("firing").equals(List.of("DiskFills", "LatencyHigh")));
    }

    @Test
    void theSliderShowsWhatFiredThen() {
        browser.open("/alerts?filter=team%3Dshop");
        browser.await(() -> browser.find("#at").isDisplayed());
        browser.find("#at").sendKeys(Keys.HOME);
        browser.await(() -> browser.address().contains("at="));
        browser.await(() -> browser.text("#alerts-title").startsWith("Firing at"));
        assertThat(names("firing")).isEmpty();

        browser.driver().executeScript("const at = document.getElementById('at');"
                + " at.value = String(1440 - 7 * 60); at.dispatchEvent(new Event('input'))");
        browser.await(() -> names("firing").equals(List.of("Night")));
        assertThat(browser.find("#time").getAttribute("value")).isNotEmpty();
        String address = browser.address();
        String said = browser.text("#at-text");
        browser.open(address);
        assertThat(names("firing")).containsExactly("Night");
        browser.await(() -> browser.find("#at").isDisplayed());
        assertThat(browser.text("#at-text")).isEqualTo(said);

        browser.driver().findElement(By.tagName("body")).sendKeys("[[");
        browser.await(() -> !browser.address().equals(address));
        browser.find("#now").click();
        browser.await(() -> names("firing").equals(List.of("LatencyHigh")));
        assertThat(browser.address()).isEqualTo("/alerts?filter=team%3Dshop");
    }

    @Test
    void aTimeIsAlsoAField() {
        browser.open("/alerts");
        browser.await(() -> browser.find("#at").isDisplayed());
        browser.driver().executeScript("document.getElementById('time').value = '2026-01-02T10:30'");
        browser.find("#time-form button").click();

        browser.await(() -> browser.address().contains("at="));
        Object utc = browser.driver().executeScript("return new Date('2026-01-02T10:30').toISOString().slice(0, 19) + 'Z'");
        assertThat(browser.address()).isEqualTo("/alerts?at=" + utc.toString().replace(":", "%3A"));
        assertThat(browser.text("main")).contains("Nothing fired then.");
    }

    @Test
    void aTypedTimeStaysAsItIsAndTheArrowsGoOnByAMinute() {
        Instant typed = Instant.now().minus(Duration.ofHours(9)).truncatedTo(ChronoUnit.MINUTES).plusSeconds(7);
        browser.open("/alerts?at=" + typed);
        browser.await(() -> browser.find("#at").isDisplayed());
        assertThat(browser.find("#time").getAttribute("value")).endsWith(":07");
        assertThat(browser.text("#at-text")).contains(":07");
        browser.find("#time-form button").click();
        browser.await(() -> browser.address().equals("/alerts?at=" + typed.toString().replace(":", "%3A")));

        browser.await(() -> browser.find("#at").isDisplayed());
        browser.find("#at").sendKeys(Keys.ARROW_LEFT);
        browser.await(() -> browser.address().equals("/alerts?at=" + typed.minusSeconds(67)));
        browser.find("#at").sendKeys(Keys.ARROW_RIGHT, Keys.ARROW_RIGHT);
        browser.await(() -> browser.address().equals("/alerts?at=" + typed.plusSeconds(53)));
        browser.find("#span option[value='604800']").click();
        assertThat(browser.find("#at").getAttribute("max")).isEqualTo("10081");
        browser.find("#at").sendKeys(Keys.ARROW_LEFT);
        browser.await(() -> browser.address().equals("/alerts?at=" + typed.minusSeconds(7)));
    }

    @Test
    void anAlertIsAcknowledgedInTheListAndTakenBackOnItsPage() {
        browser.open("/alerts?alertname=DiskFills");
        browser.find("td.action button").click();
        browser.await(() -> browser.text("td.action button").equals("Take back"));
        assertThat(browser.address()).isEqualTo("/alerts?alertname=DiskFills");
        assertThat(browser.text("td.tags")).contains("Acknowledged");

        browser.find("td.main > a").click();
        browser.await(() -> browser.text("#timeline").contains("Acknowledged by"));
        browser.find("#actions button").click();
        browser.await(() -> browser.find("#comment").isDisplayed());
        browser.find("#comment").sendKeys("on it <b>" + Keys.ENTER);
        browser.await(() -> browser.text("#timeline").contains("on it <b>"));
        assertThat(browser.text("#head")).contains("Acknowledged");
        assertThat(browser.text("#facts")).contains("on it <b>");
        browser.find("#actions button").click();
        browser.await(() -> browser.find("#comment").isDisplayed());
    }

    /** What has no event is seen after half a minute: longer than the browser waits. */
    @Test
    void whatHappensIsSeenWhileItHappens() throws Exception {
        Instant start = Instant.now();
        openLive("/");
        watched(start, start.plusSeconds(600));
        browser.await(() -> browser.text("#firing").contains("watched"));

        openLive("/alerts?filter=team%3Dwatch");
        Instant earlier = start.minusSeconds(5);
        watched(earlier, start.plusSeconds(600));
        browser.await(
                () -> browser.find("tbody time").getAttribute("datetime").startsWith(earlier.toString().substring(0, 19)));
        openAlert("Watched");
        browser.await(() -> browser.text("#connection").equals("Live"));
        browser.find("#comment").sendKeys("half a");
        String address = browser.address();
        post("/api/v1" + address.substring(0, address.contains("?") ? address.indexOf('?') : address.length()) + "/ack", "{}");
        browser.await(() -> browser.text("#head").contains("Acknowledged"));

        openLive("/alerts?filter=team%3Dwatch");
        watched(earlier, Instant.now());
        browser.await(() -> names("firing").isEmpty() && names("resolved").equals(List.of("Watched")));
    }

    private void openLive(String address) {
        browser.open(address);
        browser.await(() -> browser.text("#connection").equals("Live"));
    }

    private void watched(Instant start, Instant end) throws Exception {
        alert("Watched", "watched", "watch", start, end, Map.of());
    }

    @Test
    void thePageOfAnAlertTellsItsHistory() {
        openAlert("NodeDown");
        assertThat(browser.all(".strip .bar").size()).isGreaterThan(20);
        assertThat(browser.text("#strip")).contains("28 episodes in the last 90 days");
        assertThat(browser.text("#timeline")).contains("Started firing", "Silenced by");
        assertThat(browser.find("nav.tasks a").getAttribute("href")).isEqualTo("https://runbooks.example.org/NodeDown");
        browser.find("a[rel=next]").click();
        browser.await(() -> browser.address().contains("cursor="));
        assertThat(browser.text("#timeline")).contains("Newest", "Resolved");
    }

    @Test
    void whatWasWrittenIsTextAndNothingElse() {
        openAlert("LatencyHigh");
        assertThat(browser.text("#facts")).contains("<script>alert(1)</script>");
        assertThat(browser.all("main script, main img")).isEmpty();
    }

    @Test
    void theOverviewLeadsToWhatFires() {
        browser.open("/");
        browser.find("#firing .count[href*=critical]").click();
        browser.await(() -> browser.address().equals("/alerts?severity=critical&state=firing"));
        assertThat(names("firing")).containsExactlyInAnyOrder("DiskFills", "NodeDown");
    }

    @Test
    void statisticsAreGroupedAndLeadToTheirAlerts() {
        browser.open("/");
        browser.find("nav a[href='/statistics']").click();
        browser.await(() -> browser.address().equals("/statistics"));
        assertThat(groups()).contains("LatencyHigh", "NodeDown", PackagedPages.HARM);
        assertThat(browser.text("section[aria-labelledby=agents-title]")).contains("example-model", "12,345", "NodeDown");
        assertThat(browser.all("main script, main img")).isEmpty();
        browser.find("#group_by option[value=severity]").click();
        browser.find("#matchers").sendKeys("team=~\"infra|storage\"" + Keys.ENTER);
        browser.await(() -> browser.address()
                .equals("/statistics?filter=team%3D%7E%22infra%7Cstorage%22&group_by=severity&sort_by=episodes"));
        assertThat(groups()).containsExactly("critical");
        assertThat(browser.all(".calendar rect").size()).isEqualTo(7 * 24);
        browser.find("#by_label").sendKeys("node" + Keys.ENTER);
        browser.await(() -> browser.address().contains("group_by=label.node"));
        assertThat(groups()).containsExactly("node-a");
        browser.find("th.main a").click();
        browser.await(() -> browser.address()
                .equals("/alerts?filter=team%3D%7E%22infra%7Cstorage%22&filter=node%3D%22node-a%22"));
        assertThat(names("firing")).containsExactlyInAnyOrder("DiskFills", "NodeDown");
    }

    @Test
    void statisticsFitIntoASmallWindowAndBreakNamesBetweenWords() {
        browser.size(Browser.WIDE).open("/statistics");

        assertThat((Boolean) browser.driver().executeScript("const table = document.querySelector('table.statistics');"
                + " return table.scrollWidth <= table.parentElement.clientWidth")).isTrue();
        assertThat(groups()).contains("CertificateExpires");
        assertThat(browser.all("table.statistics th.main wbr")).isNotEmpty();
    }

    @Test
    void theListOfAlertsLeadsToTheNoisiestOfTheWeek() {
        browser.open("/alerts");
        browser.find(".title a[href^='/statistics']").click();

        browser.await(() -> browser.address().endsWith("&sort_by=notified"));
        assertThat(groups()).isNotEmpty();
        assertThat(browser.text("th[aria-sort]")).startsWith("Notified");
        assertThat(browser.text(".quick [aria-current]")).isEqualTo("7 days");
    }

    private List<String> groups() {
        return browser.all("table.statistics th.main a").stream().map(WebElement::getText).toList();
    }

    @Test
    void withoutAScriptTheTimeIsAFormAndLinks() {
        browser.driver().executeCdpCommand("Emulation.setScriptExecutionDisabled", Map.of("value", true));
        try {
            browser.open("/alerts");
            assertThat(browser.all("#slider").get(0).isDisplayed()).isFalse();
            browser.find("#time").sendKeys("01022026" + Keys.TAB + "1030AM" + Keys.ENTER);
            browser.await(() -> browser.address().equals("/alerts?at=2026-01-02T10%3A30%3A00Z"));
            browser.find("#earlier").click();
            browser.await(() -> browser.address().equals("/alerts?at=2026-01-02T10%3A20%3A00Z"));
            browser.find("#later").click();
            browser.await(() -> browser.address().equals("/alerts?at=2026-01-02T10%3A30%3A00Z"));
        } finally {
            browser.driver().executeCdpCommand("Emulation.setScriptExecutionDisabled", Map.of("value", false));
        }
    }
}
