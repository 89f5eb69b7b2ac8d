package io.alerthistory.support;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.logging.Level;

import org.openqa.selenium.By;
import org.openqa.selenium.Dimension;
import org.openqa.selenium.OutputType;
import org.openqa.selenium.WebElement;
import org.openqa.selenium.chrome.ChromeDriver;
import org.openqa.selenium.chrome.ChromeDriverService;
import org.openqa.selenium.chrome.ChromeOptions;
import org.openqa.selenium.logging.LogEntry;
import org.openqa.selenium.logging.LogType;
import org.openqa.selenium.logging.LoggingPreferences;
import org.openqa.selenium.support.ui.WebDriverWait;

import com.deque.html.axecore.results.Results;
import com.deque.html.axecore.selenium.AxeBuilder;
import com.fasterxml.jackson.databind.JsonNode;

import io.alerthistory.json.JsonText;

/** A headless Chromium. */
public final class Browser implements AutoCloseable {

    public static final Dimension WIDE = new Dimension(1280, 900);
    public static final Dimension NARROW = new Dimension(360, 780);

    private static final Duration PATIENCE = Duration.ofSeconds(20);
    private static final List<String> RULES = List.of("wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice");

    private final ChromeDriver driver;
    private final String origin;
    private final List<String> complaints = new ArrayList<>();
    private final List<String> requests = new ArrayList<>();

    /** @param port of the service */
    public Browser(int port) {
        origin = "http://localhost:" + port;
        ChromeOptions options = new ChromeOptions();
        options.setBinary(path("chromium"));
        options.addArguments("--headless=new", "--no-sandbox", "--disable-gpu", "--disable-dev-shm-usage", "--hide-scrollbars",
                "--force-prefers-reduced-motion");
        LoggingPreferences logs = new LoggingPreferences();
        logs.enable(LogType.BROWSER, Level.ALL);
        logs.enable(LogType.PERFORMANCE, Level.ALL);
        options.setCapability("goog:loggingPrefs", logs);
        driver = new ChromeDriver(new ChromeDriverService.Builder()
                .usingDriverExecutable(Path.of(path("chromedriver")).toFile()).build(), options);
        driver.manage().window().setSize(WIDE);
    }

    private static String path(String program) {
        return Programs.path(program).orElseThrow().toString();
    }

    /** Whether there is one; CI installs it. */
    public static boolean isInstalled() {
        return Programs.isInstalled("chromium") && Programs.isInstalled("chromedriver");
    }

    public ChromeDriver driver() {
        return driver;
    }

    /** Opens an address of the service. */
    public Browser open(String address) {
        driver.get(origin + address);
        return this;
    }

    public Browser size(Dimension size) {
        driver.executeCdpCommand("Emulation.setDeviceMetricsOverride", Map.of("width", size.getWidth(), "height",
                size.getHeight(), "deviceScaleFactor", 1, "mobile", false));
        return this;
    }

    public Browser theme(String scheme) {
        driver.executeCdpCommand("Emulation.setEmulatedMedia", Map.of("features", List.of(
                Map.of("name", "prefers-color-scheme", "value", scheme))));
        return this;
    }

    /** The path and the query of the page. */
    public String address() {
        return Objects.requireNonNull(driver.getCurrentUrl()).substring(origin.length());
    }

    public WebElement find(String css) {
        return await(() -> driver.findElement(By.cssSelector(css)));
    }

    public List<WebElement> all(String css) {
        return driver.findElements(By.cssSelector(css));
    }

    public String text(String css) {
        return find(css).getText();
    }

    /** Repeats a question until it has a response that is neither null nor false, and fails no more. */
    public <T> T await(java.util.function.Supplier<T> question) {
        return new WebDriverWait(driver, PATIENCE).ignoring(RuntimeException.class).until(any -> question.get());
    }

    /** Asserts that the page needs no scrolling to the side and that axe finds nothing. */
    public void isAccessible(String page) {
        Long overflow = (Long) driver.executeScript(
                "return document.documentElement.scrollWidth - document.documentElement.clientWidth");
        assertThat(overflow).as(page + ": pixels that the page is too wide").isLessThanOrEqualTo(0);
        Results results = new AxeBuilder().withTags(RULES).analyze(driver);
        assertThat(results.getViolations()).as(page).extracting(
                rule -> rule.getId() + ": " + rule.getHelp() + " " + rule.getNodes().stream().limit(3)
                        .map(node -> node.getHtml() + " " + node.getFailureSummary()).toList())
                .isEmpty();
    }

    /** Asserts that nothing was complained of in the console, and that nothing of another host was asked for. */
    public void isClean(String page) {
        for (LogEntry entry : driver.manage().logs().get(LogType.BROWSER)) {
            complaints.add(entry.getLevel() + " " + entry.getMessage());
        }
        for (LogEntry entry : driver.manage().logs().get(LogType.PERFORMANCE)) {
            JsonNode message = new JsonText(entry.getMessage()).tree().path("message");
            if (message.path("method").asText().equals("Network.requestWillBeSent")) {
                requests.add(message.path("params").path("request").path("url").asText());
            }
        }
        List<String> found = List.copyOf(complaints);
        complaints.clear();
        assertThat(found).as(page).isEmpty();
        assertThat(requests).as(page).isNotEmpty().allSatisfy(
                url -> assertThat(URI.create(url).getScheme()).matches(
                        scheme -> url.startsWith(origin + "/") || !scheme.startsWith("http"), url));
        requests.clear();
    }

    /** Forgets what was complained of so far, where a test expects it. */
    public void forgive() {
        driver.manage().logs().get(LogType.BROWSER);
        complaints.clear();
    }

    /** Writes what is seen to target/screenshots. */
    public void screenshot(String name) {
        try {
            Path folder = Files.createDirectories(Path.of("target/screenshots"));
            Files.write(folder.resolve(name + ".png"), driver.getScreenshotAs(OutputType.BYTES));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @Override
    public void close() {
        driver.quit();
    }
}
