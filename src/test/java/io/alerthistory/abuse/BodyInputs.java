package io.alerthistory.abuse;

import static io.alerthistory.abuse.Bodies.LIMIT;
import static io.alerthistory.abuse.Bodies.PAYLOAD;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.util.List;
import java.util.Locale;
import java.util.zip.GZIPOutputStream;

/** Single bodies that are legal JSON, or nearly, and large in one way or another; and many of them at once. */
final class BodyInputs {

    private static final int EMPTY_ALERTS = 3_400_000;

    private BodyInputs() {
    }

    static List<Input> all() {
        return List.of(
                webhook("webhook-empty-arrays", Content.items("[]", EMPTY_ALERTS)),
                webhook("webhook-empty-alerts", Content.items("{}", EMPTY_ALERTS)),
                webhook("webhook-one-large-alert", Content.of("{\"status\":\"firing\",\"labels\":{\"alertname\":\"a\"},"
                        + "\"startsAt\":\"2026-01-01T00:00:00Z\",\"fingerprint\":\"one\",\"annotations\":",
                        Content.of("{\"summary\":", Content.strings("the quick brown fox ", 9_000_000), "}"), "}")).seldom(),
                Input.of("webhook-20000-alerts", 90, BodyInputs::twentyThousandAlerts).seldom(),
                session("session-800000-members",
                        Content.of("{", Content.of(members(799_999), Content.text("\"m\":0")), "}")),
                session("session-100000-members",
                        Content.of("{", Content.of(members(99_900), Content.text("\"m\":0")), "}")).seldom(),
                session("session-1500000-elements", Bodies.object(Content.of("[", Content.items("1", 1_500_000), "]"))),
                session("session-1000000-elements", Bodies.object(Content.of("[", Content.items("1.25", 999_900), "]")))
                        .seldom(),
                session("session-deep-nesting", Bodies.array("[".repeat(900) + "]".repeat(900), PAYLOAD)),
                session("session-deep-objects", Bodies.array("{\"a\":".repeat(900) + "1" + "}".repeat(900), PAYLOAD)).seldom(),
                session("session-one-char-strings", Bodies.array("\"a\"", PAYLOAD)),
                session("session-numbers", Bodies.array("7", PAYLOAD)),
                session("session-doubles", Bodies.array("0.12345678901234567", PAYLOAD)).seldom(),
                session("session-long-numbers", Bodies.array("1".repeat(999), PAYLOAD)).seldom(),
                session("session-exponents", Bodies.array("1e-308", PAYLOAD)).seldom(),
                session("session-non-latin", Bodies.object(Content.strings("журнал 警告の履歴 😀 ", PAYLOAD))),
                session("session-escapes", Bodies.object(Content.strings("\\u0416\\ud83d\\ude00\\n", PAYLOAD))).seldom(),
                session("session-same-hash-names", Content.of("{", Content.of(
                        Content.numbered(65_536, i -> "\"" + Bodies.sameHash(i, 16) + "\":" + i + ","),
                        Content.text("\"m\":0")),
                        "}")).seldom(),
                session("session-same-name", Content.of("{", Content.filled("\"a\":1", PAYLOAD), "}")).seldom(),
                Input.of("sessions-5-parallel-10mb", 60, ground -> ground.sendTogether(5, i -> large(ground))),
                Input.of("sessions-200-parallel-10mb", 120, BodyInputs::twoHundred),
                Input.of("sessions-50-parallel-at-limits", 60, ground -> ground.sendTogether(50,
                        i -> Request.post(Request.SESSIONS, Bodies.session(ground.id(),
                                Bodies.object(Content.of("[", Content.items("1.25", 999_900), "]"))))))
                        .seldom(),
                Input.of("routes-60-parallel-10mb", 60, BodyInputs::everyRoute),
                Input.of("patch-10-parallel-10mb", 60, BodyInputs::patches),
                Input.of("interactions-10-parallel-of-1000", 60, BodyInputs::interactions).seldom(),
                Input.of("replays-10-parallel-of-10mb", 60, BodyInputs::replays),
                Input.of("number-exponent", 60, BodyInputs::exponents),
                Input.of("number-exponent-claimed", 60, BodyInputs::claimedExponents),
                Input.of("chunked-300mb", 60, BodyInputs::endless).bearing(Outcome.Fault.CLOSED),
                Input.of("gzip-bomb", 60, BodyInputs::bomb).seldom());
    }

    private static Input webhook(String name, Content alerts) {
        return Input.of(name, 60, ground -> ground.send(Request.post(Request.WEBHOOK, Bodies.webhook(alerts))));
    }

    private static Input session(String name, Content alertData) {
        return Input.of(name, 60,
                ground -> ground.send(Request.post(Request.SESSIONS, Bodies.session(ground.id(), alertData))));
    }

    private static Content members(int count) {
        return Content.numbered(count, i -> "\"k" + i + "\":0,");
    }

    private static void twentyThousandAlerts(Ground ground) throws InterruptedException {
        String own = ground.id();
        ground.send(Request.post(Request.WEBHOOK, Bodies.webhook(Content.of(
                Content.numbered(19_999, i -> Bodies.alert(own + "-" + i) + ","), Content.text(Bodies.alert(own))))));
    }

    private static Request large(Ground ground) {
        return Request.post(Request.SESSIONS, Bodies.session(ground.id(), Bodies.text(10_000_000)));
    }

    /** A third names the length, a third is chunked, a third asks before it sends. */
    private static void twoHundred(Ground ground) throws InterruptedException {
        Request.Framing[] framings = Request.Framing.values();
        ground.sendTogether(200, i -> large(ground).framed(framings[i % framings.length]));
    }

    /** Every route that has a body, most of which want a small one. */
    private static void everyRoute(Ground ground) throws InterruptedException {
        String id = ground.id();
        ground.prepare(Request.post(Request.SESSIONS, Bodies.small(id)));
        ground.startClock();
        String session = Request.SESSIONS + "/" + id;
        Content payload = Bodies.text(10_000_000);
        ground.sendTogether(60, i -> switch (i % 10) {
            case 0 -> Request.post(Request.ALERTS, Content.of("{\"data\":", payload, "}"));
            case 1 -> Request.post(Request.WEBHOOK, Bodies.webhook(payload));
            case 2 -> Request.post(session + "/stages", Content.of("{\"stage_id\":\"s\",\"stage_index\":" + i
                    + ",\"stage_name\":\"n\",\"agent\":\"a\",\"stage_output\":", payload, "}"));
            case 3 -> Request.post(session + "/llm-interactions", Content.of("{\"interaction_id\":\"" + ground.id()
                    + "\",\"model_name\":\"m\",\"response_metadata\":", payload, "}"));
            case 4 -> Request.post(session + "/mcp-interactions?truncate=true", Content.of("{\"communication_id\":\""
                    + ground.id() + "\",\"server_name\":\"s\",\"communication_type\":\"tool_call\",\"tool_name\":\"t\","
                    + "\"tool_result\":", payload, "}"));
            case 5 -> Request.post(Request.CLAIMS, Content.of("{\"pod_id\":", payload, "}"));
            case 6 -> Request.post(session + "/heartbeat", Content.of("{\"pod_id\":", payload, "}"));
            case 7 -> Request.post(session + "/cancel", payload);
            case 8 -> Request.post("/api/v1/chats/" + id + "/messages", Content.of("{\"content\":", payload, "}"));
            default -> Request.json("PATCH", session, Content.of("{\"final_analysis\":", payload, "}"));
        });
    }

    /** Different sessions, so that none waits for another. */
    private static void patches(Ground ground) throws InterruptedException {
        String own = ground.id();
        for (int i = 0; i < 10; i++) {
            ground.prepare(Request.post(Request.SESSIONS, Bodies.small(own + "-" + i)));
        }
        ground.startClock();
        Content change = Content.of("{\"session_metadata\":", Bodies.text(10_000_000), "}");
        ground.sendTogether(10, i -> Request.json("PATCH", Request.SESSIONS + "/" + own + "-" + i, change));
    }

    private static void interactions(Ground ground) throws InterruptedException {
        String id = ground.id();
        ground.prepare(Request.post(Request.SESSIONS, Bodies.small(id)));
        ground.startClock();
        ground.sendTogether(10, i -> Request.post(Request.SESSIONS + "/" + id + "/llm-interactions", Content.of("[",
                Content.numbered(1_000, call -> (call > 0 ? "," : "") + "{" + Bodies.model(id + "-" + i, call) + "}"), "]")));
    }

    private static void replays(Ground ground) throws InterruptedException {
        Request request = large(ground).with("Idempotency-Key: " + ground.id());
        ground.send(request);
        ground.sendTogether(10, i -> request);
    }

    /** An answer is never much longer than what was sent. */
    private static void exponents(Ground ground) throws InterruptedException {
        for (int numbers : new int[] { 1_000, 4_000, 20_000 }) {
            for (String number : new String[] { "1e9999", "1e-9999", "-1E+99999", "1e999999999" }) {
                String id = ground.id();
                Content sent = Bodies.session(id, samples(number, numbers));
                if (ground.send(Request.post(Request.SESSIONS, sent)).ok()) {
                    Outcome read = ground.send(Request.get(Request.SESSIONS + "/" + id));
                    ground.require(read.received() < 2 * sent.length() + 10_000, "the answer has " + read.received()
                            + " bytes of " + sent.length() + " that were sent");
                    ground.require(!read.ok() || read.beginning().contains(number.toLowerCase(Locale.ROOT))
                            || read.beginning().contains(number), number + " comes back as something else");
                }
            }
        }
    }

    private static Content samples(String number, int times) {
        return Content.of("{\"samples\":[", Content.items(number, times), "]}");
    }

    private static void claimedExponents(Ground ground) throws InterruptedException {
        for (int numbers : new int[] { 1_000, 4_000, 20_000 }) {
            Content alert = Content.of("{\"alert_type\":\"exponent\",\"data\":", samples("1e9999", numbers), "}");
            ground.send(Request.post(Request.ALERTS, alert));
            ground.send(Request.post(Request.SESSIONS, Bodies.pending(ground.id(), samples("1e9999", numbers))));
            for (int i = 0; i < 20; i++) {
                Outcome claim = ground.send(Request.post(Request.CLAIMS, "{\"pod_id\":\"abuse\"}"));
                ground.require(claim.received() < 12_000_000, "a claim has " + claim.received() + " bytes");
                if (claim.status() == 204) {
                    break;
                }
            }
        }
    }

    /** What is beyond the limit is not read to its end. */
    private static void endless(Ground ground) throws InterruptedException {
        for (String path : new String[] { Request.SESSIONS, Request.WEBHOOK, Request.ALERTS, Request.CLAIMS }) {
            Outcome outcome = ground.send(Request.post(path, Bodies.session(ground.id(), Bodies.text(300_000_000)))
                    .framed(Request.Framing.CHUNKED));
            ground.require(outcome.sent() < 10 * LIMIT, path + " took " + outcome.sent() + " bytes");
        }
    }

    /** A gigabyte of spaces in a megabyte. */
    private static void bomb(Ground ground) throws InterruptedException, IOException {
        ByteArrayOutputStream zipped = new ByteArrayOutputStream();
        try (OutputStream out = new GZIPOutputStream(zipped, 65_536)) {
            Content.repeated(" ", 500_000_000).writeTo(out);
        }
        byte[] bytes = zipped.toByteArray();
        Content content = new Content() {
            @Override
            public long length() {
                return bytes.length;
            }

            @Override
            public void writeTo(OutputStream out) throws IOException {
                out.write(bytes);
            }
        };
        ground.sendTogether(4, i -> Request.post(i % 2 == 0 ? Request.SESSIONS : Request.WEBHOOK, content)
                .with("Content-Encoding: gzip"));
        ground.sendTogether(2, i -> Request.bulk(content).with("Content-Encoding: gzip"));
    }
}
