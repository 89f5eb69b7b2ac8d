package io.alerthistory.abuse;

import static io.alerthistory.abuse.Bodies.LIMIT;

import java.time.Duration;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Bulk uploads. */
final class BulkInputs {

    private static final int LINES = 1_000;
    private static final int UPLOADS = 100;
    private static final Pattern BATCH = Pattern.compile("^\\{\"accepted\":(\\d+),\"duplicates\":(\\d+)", Pattern.MULTILINE);

    private BulkInputs() {
    }

    static List<Input> all() {
        return List.of(
                Input.of("bulk-40-unfinished-lines", 30, BulkInputs::unfinished).bearing(Outcome.Fault.SILENT,
                        Outcome.Fault.CLOSED),
                Input.of("bulk-8-lines-of-10mb", 60, BulkInputs::longLines),
                Input.of("bulk-100-parallel", 120, BulkInputs::parallel),
                Input.of("bulk-8-parallel-of-40mb", 120, BulkInputs::largeOnes).seldom(),
                Input.of("bulk-again-large", 60, BulkInputs::again).seldom(),
                Input.of("bulk-tiny-lines-on-large", 60, BulkInputs::tinyOnLarge),
                Input.of("bulk-many-broken-lines", 60, BulkInputs::broken).seldom(),
                Input.of("bulk-blank-lines", 60, BulkInputs::blank).seldom(),
                Input.of("bulk-send-all-then-read", 60, BulkInputs::sendThenRead).bearing(Outcome.Fault.CUT,
                        Outcome.Fault.CLOSED, Outcome.Fault.UNFINISHED).seldom());
    }

    /** Most of a line of 10 MB, and then nothing. */
    private static void unfinished(Ground ground) throws InterruptedException {
        ground.together(40, i -> {
            String id = ground.id();
            Content part = Content.of(Content.text("{\"type\":\"llm\",\"session_id\":\"" + id
                    + "\",\"interaction_id\":\"" + id + "\",\"model_name\":\"m\",\"response_metadata\":{\"a\":["),
                    Content.filled("\"" + "x".repeat(1_000) + "\"", LIMIT - 10_000));
            ground.send(Request.bulk(part).saying(2 * LIMIT), Duration.ofSeconds(8));
        });
    }

    private static void longLines(Ground ground) throws InterruptedException {
        ground.together(8, i -> {
            String id = ground.id();
            Content line = Content.of("{\"type\":\"session\",\"session_id\":\"" + id + "\",\"agent_type\":\"a\","
                    + "\"chain_id\":\"c\",\"status\":\"in_progress\",\"alert_data\":", Bodies.text(10_000_000), "}\n");
            check(ground, ground.send(Request.bulk(line)));
        });
    }

    /** What was acknowledged is there afterwards. */
    private static void parallel(Ground ground) throws InterruptedException {
        String own = ground.id();
        int[] acknowledged = new int[UPLOADS];
        ground.together(UPLOADS, i -> {
            Outcome outcome = ground.send(upload(own + "-" + i, LINES).framed(
                    i % 2 == 0 ? Request.Framing.LENGTH : Request.Framing.CHUNKED));
            acknowledged[i] = check(ground, outcome);
        });
        for (int i = 0; i < UPLOADS; i += 7) {
            if (acknowledged[i] > 0) {
                Outcome summary = ground.prepare(Request.get(Request.SESSIONS + "/" + own + "-" + i + "/summary"));
                Matcher found = Pattern.compile("\"llm_interactions\":(\\d+)").matcher(summary.beginning());
                int stored = found.find() ? Integer.parseInt(found.group(1)) : -1;
                ground.require(stored >= acknowledged[i] - 1, "lines were acknowledged that are not stored");
            }
        }
    }

    private static void largeOnes(Ground ground) throws InterruptedException {
        ground.together(8, i -> check(ground, ground.send(upload(ground.id(), 4 * LINES))));
    }

    private static Request upload(String id, int lines) {
        return Request.bulk(Content.of(Content.text(Bodies.sessionLine(id)),
                Content.numbered(lines, line -> Bodies.modelLine(id, line))));
    }

    private static void again(Ground ground) throws Exception {
        String id = ReadInputs.largeSession(ground);
        ground.startClock();
        ground.together(4, i -> check(ground, ground.send(Request.bulk(Bodies.largeSession(id)))));
    }

    /** Each is compared with what is stored under its name, which is large. */
    private static void tinyOnLarge(Ground ground) throws Exception {
        String id = ReadInputs.largeSession(ground);
        ground.startClock();
        Content lines = Content.numbered(500, i -> Bodies.toolLine(id, i % 250, "\"tool_result\":" + i));
        ground.together(8, i -> check(ground, ground.send(Request.bulk(lines))));
    }

    private static void broken(Ground ground) throws InterruptedException {
        ground.together(4, i -> check(ground, ground.send(Request.bulk(Content.repeated("x\n", 250_000)))));
    }

    private static void blank(Ground ground) throws InterruptedException {
        ground.together(4, i -> check(ground, ground.send(Request.bulk(Content.repeated("\n", 5_000_000)))));
    }

    /** The fixture of that name: the client reads nothing until all is sent, or for so long. */
    private static void sendThenRead(Ground ground) throws InterruptedException {
        String filler = "x".repeat(180);
        Content lines = Content.repeated("{\"type\":\"session\",\"session_id\":\"bad id\",\"agent_type\":\"kubernetes\","
                + "\"chain_id\":\"default\",\"alert_data\":{\"text\":\"" + filler + "\"}}\n", 200_000);
        Request request = Request.bulk(lines);
        Outcome[] found = new Outcome[4];
        ground.together(found.length, i -> found[i] = ground.send(request, new AfterSending(8_000)));
        for (Outcome outcome : found) {
            ground.note(outcome.sent() == lines.length() ? "all sent" : "not all sent");
        }
    }

    /** Reads the head of the answer, and its body only after a time. */
    private static final class AfterSending implements Pace {

        private final long waitMs;
        private boolean waited;

        AfterSending(long waitMs) {
            this.waitMs = waitMs;
        }

        @Override
        public boolean goesOn(long received) throws InterruptedException {
            if (!waited) {
                waited = true;
                Thread.sleep(waitMs);
            }
            return true;
        }
    }

    /** An upload ends with its sums, or with the problem that ended it; gives how many records were acknowledged. */
    private static int check(Ground ground, Outcome outcome) {
        if (outcome.status() != 200) {
            return 0;
        }
        int acknowledged = 0;
        Matcher batch = BATCH.matcher(outcome.beginning());
        while (batch.find()) {
            acknowledged += Integer.parseInt(batch.group(1)) + Integer.parseInt(batch.group(2));
        }
        if (outcome.beginning().contains("{\"done\":false")) {
            boolean asked = outcome.beginning().contains("\"status\":503");
            ground.note(asked ? "ended with 503" : "ended with another problem");
            ground.require(asked || outcome.beginning().contains("\"status\":4"),
                    "an upload ended with " + outcome.beginning().lines().reduce("", (last, line) -> line));
        }
        return acknowledged;
    }
}
