import java.util.List;
import java.util.Locale;
import java.util.function.ToDoubleFunction;

/**
 * What a scenario came to, in a round or in all of them; zero where there is nothing.
 *
 * @param name of the scenario
 * @param rate requests a second that the service answered at most
 * @param pgbench scripts a second
 * @param ratio of the two, in rows where a request writes several
 * @param peer requests a second of the stand-in for what people use instead
 * @param p50 milliseconds at half the rate, requests due at even intervals
 * @param appCpu microseconds of CPU that a request costs the service at its peak
 * @param databaseCpu the same of PostgreSQL
 * @param buffers of PostgreSQL that a request's statements touch
 * @param rss MiB of the service after its peak
 */
record Measurement(String name, double rate, double pgbench, double ratio, double peer, double p50, double p95, double p99,
        double appCpu, double databaseCpu, double buffers, double rss, long errors) {

    /** The median of each figure; the errors of all. */
    static Measurement of(List<Measurement> rounds) {
        return new Measurement(rounds.get(0).name, median(rounds, Measurement::rate), median(rounds, Measurement::pgbench),
                median(rounds, Measurement::ratio), median(rounds, Measurement::peer), median(rounds, Measurement::p50),
                median(rounds, Measurement::p95), median(rounds, Measurement::p99), median(rounds, Measurement::appCpu),
                median(rounds, Measurement::databaseCpu), median(rounds, Measurement::buffers), median(rounds, Measurement::rss),
                rounds.stream().mapToLong(Measurement::errors).sum());
    }

    private static double median(List<Measurement> rounds, ToDoubleFunction<Measurement> figure) {
        return median(rounds.stream().map(figure::applyAsDouble).toList());
    }

    static double median(List<Double> values) {
        return values.stream().sorted().skip((values.size() - 1) / 2).findFirst().orElseThrow();
    }

    static String head() {
        return "| scenario | requests/s | pgbench/s | ratio | stand-in/s | × stand-in | p50 | p95 | p99 | service CPU | PostgreSQL CPU | buffers | RSS | errors |\n"
                + "|---|--:|--:|--:|--:|--:|--:|--:|--:|--:|--:|--:|--:|--:|";
    }

    String line() {
        return String.format(Locale.ROOT, "| %s | %,.0f | %s | %s | %s | %s | %.1f ms | %.1f ms | %.1f ms | %s | %s | %s"
                + " | %.0f MiB | %d |", name, rate, orDash(pgbench, "%,.0f"), orDash(ratio, "%.2f"), orDash(peer, "%,.0f"),
                orDash(peer == 0 ? 0 : rate / peer, "%.1f"), p50, p95, p99, orDash(appCpu, "%,.0f µs"), orDash(databaseCpu, "%,.0f µs"),
                orDash(buffers, "%,.0f"), rss, errors);
    }

    private static String orDash(double value, String format) {
        return value == 0 || Double.isInfinite(value) ? "–" : String.format(Locale.ROOT, format, value);
    }
}
