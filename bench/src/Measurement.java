import java.util.Locale;

/**
 * What a scenario came to; zero where there is nothing.
 *
 * @param name of the scenario
 * @param rate requests a second that the service answered at most, the median of the rounds
 * @param pgbench scripts a second, the median of the rounds
 * @param ratio the median of the rounds' ratios, in rows where a request writes several
 * @param peer requests a second of the stand-in for what people use instead
 * @param p50 milliseconds at half the rate, requests due at even intervals
 * @param appCpu microseconds of CPU that a request costs the service at its peak
 * @param databaseCpu the same of PostgreSQL
 * @param buffers of PostgreSQL that a request's statements touch
 * @param rss MiB of the service after its peak
 */
record Measurement(String name, double rate, double pgbench, double ratio, double peer, double p50, double p95, double p99,
        double appCpu, double databaseCpu, double buffers, double rss, long errors) {

    static String head() {
        return "| scenario | requests/s | pgbench/s | ratio | stand-in/s | × stand-in | p50 | p95 | p99 | service CPU | PostgreSQL CPU | buffers | RSS | errors |\n"
                + "|---|--:|--:|--:|--:|--:|--:|--:|--:|--:|--:|--:|--:|--:|";
    }

    String line() {
        return String.format(Locale.ROOT, "| %s | %,.0f | %s | %s | %s | %s | %.1f ms | %.1f ms | %.1f ms | %,.0f µs | %,.0f µs | %,.0f"
                + " | %.0f MiB | %d |", name, rate, orDash(pgbench, "%,.0f"), orDash(ratio, "%.2f"), orDash(peer, "%,.0f"),
                orDash(peer == 0 ? 0 : rate / peer, "%.1f"), p50, p95, p99, appCpu, databaseCpu, buffers, rss, errors);
    }

    private static String orDash(double value, String format) {
        return value == 0 ? "–" : String.format(Locale.ROOT, format, value);
    }
}
