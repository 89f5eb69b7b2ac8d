package io.alerthistory.abuse;

import java.nio.charset.StandardCharsets;
import java.util.List;

/** Alerts that are as large as they may be, many of them at once, and questions about them. */
final class AlertInputs {

    private static final String PROMETHEUS = "/api/v2/alerts";
    private static final String EPISODES = "/api/v1/episodes";

    /** With a fingerprint for each, 24 MB of labels and 60 MB of annotations: as much as the heap. */
    private static final int LARGE = 1_500;
    private static final int AT_ONCE = 125;

    /** Labels have at most 16,384 characters in all, and an annotation is cut there. */
    private static final int LABEL = 16_000;
    private static final int ANNOTATION = 16_384;

    private AlertInputs() {
    }

    static List<Input> all() {
        return List.of(
                Input.of("alerts-8-parallel-of-20000", 90, AlertInputs::many),
                Input.of("alerts-10-parallel-of-largest", 60, AlertInputs::largest),
                Input.of("episodes-50-lists-of-largest", 60, AlertInputs::lists),
                Input.of("episodes-200-deaf-exports", 60, AlertInputs::deafExports),
                Input.of("alerts-20-expressions-on-largest", 90, AlertInputs::expressions).seldom(),
                Input.of("statistics-20-by-largest-label", 90, AlertInputs::statistics));
    }

    private static Content alerts(int count, String team, String more) {
        return Content.of("[", Content.numbered(count, i -> "{\"labels\":{\"alertname\":\"A" + i % 50 + "\",\"team\":\"" + team
                + "\",\"n\":\"" + i + "\"" + more.replace("#", String.valueOf(i)) + ",\"endsAt\":\"2036-01-01T00:00:00Z\"}"
                + (i < count - 1 ? "," : "")), "]");
    }

    private static void many(Ground ground) throws InterruptedException {
        ground.sendTogether(8, i -> Request.post(PROMETHEUS, alerts(20_000, ground.id(), "}")));
    }

    private static Request large(String team) {
        String text = "the quick brown fox ".repeat(ANNOTATION / 20);
        return Request.post(PROMETHEUS, alerts(AT_ONCE, team, ",\"x\":\"" + "0123456789abcdef".repeat(LABEL / 16)
                + "#\"},\"annotations\":{\"summary\":\"" + text + "\",\"description\":\"" + text + "\"}"));
    }

    private static void largest(Ground ground) throws InterruptedException {
        ground.sendTogether(10, i -> large(ground.id()));
    }

    /** Alerts of a team, none of which is smaller than it may be. */
    private static String stored(Ground ground) throws Exception {
        String team = ground.stock.get("large-alerts", ground.run, id -> {
            for (int i = 0; i < LARGE / AT_ONCE; i++) {
                ground.prepare(large(id + i));
            }
        });
        ground.startClock();
        return team;
    }

    private static void lists(Ground ground) throws Exception {
        stored(ground);
        ground.sendTogether(50, i -> Request.get((i % 2 == 0 ? EPISODES : "/api/v1/alerts") + "?page_size=100&state=firing"));
    }

    /** They ask and never read. */
    private static void deafExports(Ground ground) throws Exception {
        stored(ground);
        for (int i = 0; i < 200; i++) {
            ReadInputs.ask(ground, Request.get(EPISODES + "?format=" + (i % 2 == 0 ? "csv" : "ndjson")).head()
                    .getBytes(StandardCharsets.US_ASCII));
        }
        Thread.sleep(10_000);
    }

    /** An expression of many states, for values that match it nearly. */
    private static void expressions(Ground ground) throws Exception {
        stored(ground);
        String states = "([0-9a-f]|0123|(0|01|012|0123)*)*".repeat(20).replace("|", "%7C").replace("[", "%5B").replace("]",
                "%5D");
        ground.sendTogether(20, i -> Request.get((i % 2 == 0 ? EPISODES : "/api/v1/alerts") + "?filter=x%3D~%22" + states
                + "y%22"));
    }

    /** Sums are at most a minute old, so the first of them are of what the inputs before have left. */
    private static void statistics(Ground ground) throws Exception {
        stored(ground);
        ground.sendTogether(20,
                i -> Request.get("/api/v1/alerts/statistics?page_size=100&group_by=label." + (i % 2 == 0 ? "x" : "n")));
    }
}
