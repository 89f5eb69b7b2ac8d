package io.alerthistory.packaged;

import java.nio.file.Path;
import java.util.HashMap;
import java.util.Locale;
import java.util.Map;

import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.TempDir;

import io.alerthistory.support.Browser;

/** Pages of the packaged jar in a browser, which complains of nothing. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
abstract class PackagedBrowser extends PackagedService {

    int port;
    Browser browser;
    private Process service;

    /** The variables that choose the database. */
    abstract Map<String, String> database() throws Exception;

    /** Looks at the empty history, and fills it. */
    abstract void fill() throws Exception;

    @BeforeAll
    void startService(@TempDir Path own) throws Exception {
        folder = own;
        port = freePort();
        Map<String, String> environment = new HashMap<>(database());
        environment.putAll(Map.of("PORT", String.valueOf(port), "SHUTDOWN_DELAY_SECONDS", "0"));
        service = start(environment);
        awaitReady(port, service);
        browser = new Browser(port);
        fill();
    }

    /** What the names of its screenshots begin with. */
    String name() {
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
}
