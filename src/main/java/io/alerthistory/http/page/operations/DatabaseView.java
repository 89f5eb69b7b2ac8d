package io.alerthistory.http.page.operations;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Objects;

import io.alerthistory.health.ConnectivityReport;
import io.alerthistory.health.PoolReport;
import io.alerthistory.http.page.Moment;
import io.alerthistory.http.page.Words;

/**
 * The connection to the database.
 *
 * @param state the word for it
 * @param style of the state
 * @param checked when it was probed
 */
public record DatabaseView(String state, String style, List<Fact> facts, Moment checked) {

    public DatabaseView {
        facts = List.copyOf(facts);
    }

    static DatabaseView of(ConnectivityReport report) {
        boolean isUp = report.status().equals(ConnectivityReport.OK);
        List<Fact> facts = new ArrayList<>();
        facts.add(new Fact("Kind", kind(report.driver())));
        if (isUp) {
            facts.add(new Fact("Version", Objects.requireNonNullElse(report.serverVersion(), "")));
            facts.add(new Fact("Role", "replica".equals(report.replicationRole()) ? "Replica: it takes no writes" : "Primary"));
            facts.add(new Fact("Encrypted", encrypted(report)));
            facts.add(new Fact("Response of the last probe", Millis.of(Objects.requireNonNullElse(report.latencyMs(), 0.0))));
        }
        facts.add(new Fact("Circuit breaker", breaker(report.breaker())));
        PoolReport pool = report.pool();
        if (pool != null) {
            facts.add(new Fact("Connections in use", Words.number(pool.inUse()) + " of " + Words.number(pool.max())
                    + String.format(Locale.ROOT, " (%.0f %%)", pool.utilisation() * 100)));
            facts.add(new Fact("Requests that wait for a connection", Words.number(pool.waiting())));
        }
        return new DatabaseView(isUp ? "Available" : "Not available", isUp ? "completed" : "failed", facts,
                Moment.of(report.checkedAtUs()));
    }

    static String kind(String driver) {
        return driver.equals("sqlite") ? "SQLite" : "PostgreSQL";
    }

    private static String encrypted(ConnectivityReport report) {
        if (report.driver().equals("sqlite")) {
            return "A file on this host: nothing goes over a network";
        }
        return Boolean.TRUE.equals(report.tls()) ? "Yes, " + Objects.requireNonNullElse(report.tlsVersion(), "TLS") : "No";
    }

    private static String breaker(String name) {
        return switch (name) {
            case "closed" -> "Closed: requests reach the database";
            case "open" -> "Open: requests are refused until a probe succeeds";
            default -> "Half open: one request tries";
        };
    }
}
