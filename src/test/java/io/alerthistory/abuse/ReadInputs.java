package io.alerthistory.abuse;

import java.io.IOException;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.function.Function;

/** Answers that are larger than the memory, to clients that are many, slow, or deaf. */
final class ReadInputs {

    private static final int MEGABYTE = 1_000_000;
    private static final long LARGE_SESSION = 125_000_000;

    private ReadInputs() {
    }

    static List<Input> all() {
        return List.of(
                Input.of("readers-20-of-10mb-detail", 60, ground -> readers(ground, "")),
                Input.of("readers-20-of-10mb-analysis", 60,
                        ground -> readers(ground, "/final-analysis?include_conversation=true")),
                Input.of("reader-1-of-125mb", 60, ReadInputs::oneReader),
                Input.of("readers-20-slow-of-125mb", 90, ReadInputs::slowReaders).bearing(Outcome.Fault.CUT),
                Input.of("readers-20-conditional-of-125mb", 60, ReadInputs::conditionalReaders),
                Input.of("readers-10-of-30000-calls", 60, ReadInputs::manyCalls).bearing(Outcome.Fault.UNFINISHED).seldom(),
                Input.of("readers-10-of-15000-calls", 60, ground -> calls(ground, 15_000)),
                Input.of("readers-10-of-6000-long-names", 60, ReadInputs::longNames).seldom(),
                Input.of("readers-10-of-20000-stages", 60, ReadInputs::manyStages).bearing(Outcome.Fault.UNFINISHED).seldom(),
                Input.of("cancels-10-of-20000-stages", 60, ReadInputs::cancelManyStages).seldom(),
                Input.of("readers-200-deaf-of-10mb", 30, ReadInputs::deafReaders),
                Input.of("pipelined-100-reads-of-10mb", 30, ReadInputs::pipelined),
                Input.of("lists-50-of-1mb-alert-data", 60, ReadInputs::alertDataLists),
                Input.of("lists-50-of-1mb-summaries", 60, ReadInputs::summaryLists).bearing(Outcome.Fault.UNFINISHED),
                Input.of("lists-20-of-1mb-selections", 60, ReadInputs::selectionLists).bearing(Outcome.Fault.UNFINISHED)
                        .seldom(),
                Input.of("active-sessions-of-1mb-errors", 60, ReadInputs::activeSessions).bearing(Outcome.Fault.UNFINISHED)
                        .seldom(),
                Input.of("searches-20", 60, ReadInputs::searches).seldom());
    }

    /** A session of 250 tool results of 500,000 bytes, made by one upload. */
    static String largeSession(Ground ground) throws Exception {
        return ground.stock.get("large", ground.run, id -> {
            Outcome outcome = ground.prepare(Request.bulk(Bodies.largeSession(id)));
            if (!outcome.beginning().contains("\"done\":true")) {
                throw new IllegalStateException("the large session is not whole: " + outcome.beginning());
            }
        });
    }

    private static String conversation(Ground ground) throws Exception {
        return ground.stock.get("conversation", ground.run, id -> {
            ground.prepare(Request.post(Request.SESSIONS, Bodies.small(id)));
            ground.prepare(Request.post(Request.SESSIONS + "/" + id + "/llm-interactions",
                    Content.of("{\"interaction_id\":\"" + id + "\",\"model_name\":\"gpt-x\",\"interaction_type\":"
                            + "\"final_analysis\",\"conversation\":{\"messages\":[",
                            Content.of(Content.repeated("{\"role\":\"user\",\"content\":\"" + "the quick brown fox ".repeat(500)
                                    + "\"},", 1_020), Content.text("{\"role\":\"assistant\",\"content\":\"done\"}")),
                            "]}}")));
        });
    }

    private static void readers(Ground ground, String part) throws Exception {
        String path = Request.SESSIONS + "/" + conversation(ground) + part;
        ground.startClock();
        ground.together(20, i -> whole(ground, ground.send(Request.get(path)), 10 * MEGABYTE));
    }

    private static void whole(Ground ground, Outcome outcome, long least) {
        ground.require(!outcome.ok() || outcome.received() >= least, "an answer has " + outcome.received() + " bytes only");
    }

    private static void oneReader(Ground ground) throws Exception {
        String id = largeSession(ground);
        ground.startClock();
        whole(ground, ground.send(Request.get(Request.SESSIONS + "/" + id)), LARGE_SESSION);
    }

    /** 64 KB now and then, for ten seconds; then one in five reads the rest, the others close. */
    private static void slowReaders(Ground ground) throws Exception {
        Request request = Request.get(Request.SESSIONS + "/" + largeSession(ground));
        ground.startClock();
        ground.together(20, i -> {
            Outcome outcome = ground.send(request, Pace.slow(10_000, i % 5 == 0));
            if (i % 5 == 0) {
                whole(ground, outcome, LARGE_SESSION);
            }
        });
    }

    /** They have another version, and hang up when the first bytes are there. */
    private static void conditionalReaders(Ground ground) throws Exception {
        Request request = Request.get(Request.SESSIONS + "/" + largeSession(ground)).with("If-None-Match: \"none\"");
        ground.startClock();
        ground.together(20, i -> ground.send(request, received -> false));
    }

    private static void manyCalls(Ground ground) throws Exception {
        calls(ground, 30_000);
    }

    /** Calls that have hardly a payload: what they take is what every row takes. */
    private static void calls(Ground ground, int count) throws Exception {
        lines(ground, "calls-" + count, session -> Content.numbered(count,
                i -> Bodies.toolLine(session, i, "\"tool_result\":\"done\"")));
    }

    /** Identifiers of a request may have a thousand characters, and those three bytes. */
    private static void longNames(Ground ground) throws Exception {
        lines(ground, "names", session -> Content.numbered(6_000,
                i -> Bodies.toolLine(session, i, "\"request_id\":\"" + "警".repeat(1_000) + "\"")));
    }

    private static void manyStages(Ground ground) throws Exception {
        lines(ground, "many-stages", ReadInputs::stageLines);
    }

    private static Content stageLines(String session) {
        return Content.numbered(20_000, i -> "{\"type\":\"stage\",\"session_id\":\"" + session + "\",\"execution_id\":\""
                + session + "-" + i + "\",\"stage_id\":\"s\",\"stage_index\":" + i
                + ",\"stage_name\":\"n\",\"agent\":\"a\",\"status\":\"paused\"}\n");
    }

    private static void cancelManyStages(Ground ground) throws Exception {
        String id = stored(ground, "many-stages", ReadInputs::stageLines);
        ground.startClock();
        ground.sendTogether(10, i -> Request.post(Request.SESSIONS + "/" + id + "/cancel", ""));
    }

    /** A session with what lines make of it. */
    private static String stored(Ground ground, String name, Function<String, Content> lines) throws Exception {
        return ground.stock.get(name, ground.run, session -> ground.prepare(Request.bulk(Content.of(
                Content.text(Bodies.sessionLine(session)), lines.apply(session)))));
    }

    private static void lines(Ground ground, String name, Function<String, Content> lines) throws Exception {
        String id = stored(ground, name, lines);
        ground.startClock();
        ground.sendTogether(10, i -> Request.get(Request.SESSIONS + "/" + id));
    }

    /** They ask and never read. */
    private static void deafReaders(Ground ground) throws Exception {
        byte[] request = Request.get(Request.SESSIONS + "/" + conversation(ground)).head().getBytes(StandardCharsets.US_ASCII);
        byte[] list = Request.get(Request.SESSIONS + "?page_size=100").head().getBytes(StandardCharsets.US_ASCII);
        ground.startClock();
        for (int i = 0; i < 200; i++) {
            ask(ground, i % 4 == 0 ? list : request);
        }
        Thread.sleep(5_000);
    }

    static void ask(Ground ground, byte[] request) {
        try {
            Socket socket = ground.target.connect(65_536);
            ground.opened(socket);
            socket.getOutputStream().write(request);
            ground.note("asked");
        } catch (IOException refused) {
            ground.note("refused");
        }
    }

    /** Many requests on one connection before the first answer is read, which never happens. */
    private static void pipelined(Ground ground) throws Exception {
        String request = Request.get(Request.SESSIONS + "/" + conversation(ground)).head();
        ground.startClock();
        for (int i = 0; i < 10; i++) {
            ask(ground, request.repeat(100).getBytes(StandardCharsets.US_ASCII));
        }
        Thread.sleep(5_000);
    }

    /** Sessions of a megabyte each, the newest there are. */
    private static String sessions(Ground ground, String name, int count, String members, Content large)
            throws Exception {
        return ground.stock.get(name, ground.run, id -> {
            Content[] lines = new Content[count];
            for (int i = 0; i < count; i++) {
                lines[i] = Content.of("{\"type\":\"session\",\"session_id\":\"" + id + "-" + i + "\",\"agent_type\":\"" + name
                        + "\",\"chain_id\":\"default\"," + members, large, "}\n");
            }
            Outcome outcome = ground.prepare(Request.bulk(Content.of(lines)));
            if (!outcome.beginning().contains("\"done\":true")) {
                throw new IllegalStateException("not all is stored: " + outcome.beginning());
            }
        });
    }

    private static void alertDataLists(Ground ground) throws Exception {
        sessions(ground, "alert-data", 100, "\"status\":\"in_progress\",\"alert_data\":",
                Bodies.array("0.12345678901234567", MEGABYTE)); // numbers, because text is also indexed
        ground.startClock();
        ground.sendTogether(50, i -> Request.get(Request.SESSIONS + "?page_size=100"));
    }

    private static void summaryLists(Ground ground) throws Exception {
        summaries(ground);
        ground.startClock();
        Request list = Request.get(Request.SESSIONS + "?page_size=100&agent_type=summaries");
        ground.together(50, i -> { // a list has 100 MB: some read all of it, most hang up after a time
            long end = System.nanoTime() + 5_000_000_000L;
            ground.send(list, i % 10 == 0 ? Pace.FAST : received -> System.nanoTime() < end);
        });
    }

    private static void summaries(Ground ground) throws Exception {
        long now = Bodies.now();
        sessions(ground, "summaries", 100, "\"status\":\"completed\",\"started_at_us\":" + now + ",\"completed_at_us\":" + now
                + ",\"alert_data\":{},\"final_analysis_summary\":", Content.string("the quick brown fox ", MEGABYTE));
    }

    private static void selectionLists(Ground ground) throws Exception {
        sessions(ground, "selections", 100, "\"status\":\"in_progress\",\"alert_data\":{},\"mcp_selection\":",
                Bodies.text(MEGABYTE));
        ground.startClock();
        ground.sendTogether(20, i -> Request.get(Request.SESSIONS + "?page_size=100&agent_type=selections"));
    }

    private static void activeSessions(Ground ground) throws Exception {
        sessions(ground, "errors", 100, "\"status\":\"in_progress\",\"alert_data\":{},\"error_message\":",
                Content.string("the quick brown fox ", MEGABYTE));
        ground.startClock();
        ground.sendTogether(10, i -> Request.get("/api/v1/history/active-sessions"));
    }

    private static void searches(Ground ground) throws Exception {
        summaries(ground);
        ground.startClock();
        String[] terms = { "quick", "%25_%25", "zzz%20", "the%20quick%20brown%20fox%20".repeat(9),
                "%E8%AD%A6%E5%91%8A%E3%81%AE" };
        ground.sendTogether(20, i -> Request.get(Request.SESSIONS + "?page_size=100&search=" + terms[i % terms.length]));
    }
}
