package io.alerthistory.abuse;

import static io.alerthistory.abuse.Bodies.PAYLOAD;

import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** The other routes: claims, cancel, chat, and what the history is asked for as a whole. */
final class WorkInputs {

    private WorkInputs() {
    }

    static List<Input> all() {
        return List.of(
                Input.of("claims-10-parallel-of-10mb", 60, WorkInputs::claims).seldom(),
                Input.of("cancel-with-20-stages-of-5mb", 60, WorkInputs::cancel).seldom(),
                Input.of("chat-messages-of-400kb", 60, WorkInputs::chat).seldom(),
                Input.of("filter-options-of-long-names", 60, WorkInputs::filterOptions).seldom(),
                Input.of("mcp-servers-of-long-names", 60, WorkInputs::mcpServers).seldom(),
                Input.of("available-tools-of-10mb", 60, WorkInputs::availableTools));
    }

    private static void claims(Ground ground) throws InterruptedException {
        for (int i = 0; i < 10; i++) {
            ground.prepare(Request.post(Request.SESSIONS, Bodies.pending(ground.id(), Bodies.text(10_000_000))));
        }
        ground.startClock();
        ground.sendTogether(10, i -> Request.post(Request.CLAIMS, "{\"pod_id\":\"worker-" + i + "\"}"));
    }

    private static void cancel(Ground ground) throws Exception {
        String id = ground.stock.get("stages", ground.run, session -> {
            ground.prepare(Request.post(Request.SESSIONS, Bodies.session(session, ",\"status\":\"paused\"",
                    Content.text("{}"))));
            for (int i = 0; i < 20; i++) {
                ground.prepare(Request.post(Request.SESSIONS + "/" + session + "/stages", Content.of(
                        "{\"execution_id\":\"" + session + "-" + i + "\",\"stage_id\":\"s" + i + "\",\"stage_index\":" + i
                                + ",\"stage_name\":\"n\",\"agent\":\"a\",\"status\":\"paused\",\"stage_output\":",
                        Bodies.text(5_000_000), "}")));
            }
        });
        ground.startClock();
        ground.sendTogether(5, i -> Request.get(Request.SESSIONS + "/" + id));
        ground.sendTogether(10, i -> Request.json("PATCH", Request.SESSIONS + "/" + id + "/stages/" + id + "-" + i,
                Content.text("{\"current_iteration\":1}")));
        ground.sendTogether(10, i -> Request.post(Request.SESSIONS + "/" + id + "/cancel", ""));
        ground.sendTogether(5, i -> Request.get(Request.SESSIONS + "/" + id));
    }

    /** A hundred messages of 100,000 characters, each of four bytes. */
    private static void chat(Ground ground) throws Exception {
        String chat = ground.stock.get("chat", ground.run, session -> {
            long now = Bodies.now();
            ground.prepare(Request.post(Request.SESSIONS, Bodies.session(session,
                    ",\"status\":\"completed\",\"started_at_us\":" + now + ",\"completed_at_us\":" + now,
                    Content.text("{}"))));
            String made = chatId(ground, session);
            for (int i = 0; i < 100; i++) {
                ground.prepare(Request.post("/api/v1/chats/" + made + "/messages",
                        Content.of("{\"content\":", Content.string("😀", 400_000), "}")));
            }
        });
        String path = "/api/v1/chats/" + chatId(ground, chat) + "/messages?limit=100";
        ground.startClock();
        ground.sendTogether(20, i -> Request.get(path));
        ground.sendTogether(10, i -> Request.get(Request.SESSIONS + "/" + chat));
    }

    private static String chatId(Ground ground, String session) throws InterruptedException {
        Matcher found = Pattern.compile("\"chat_id\":\"([^\"]+)\"")
                .matcher(ground.prepare(Request.post("/api/v1/sessions/" + session + "/chat", "")).beginning());
        if (!found.find()) {
            throw new IllegalStateException("no chat");
        }
        return found.group(1);
    }

    private static void filterOptions(Ground ground) throws Exception {
        ground.stock.get("types", ground.run, id -> ground.prepare(Request.bulk(Content.numbered(3_000,
                i -> "{\"type\":\"session\",\"session_id\":\"" + id + "-" + i + "\",\"agent_type\":\"" + name(i)
                        + "\",\"alert_type\":\"" + name(i)
                        + "\",\"chain_id\":\"c\",\"status\":\"in_progress\",\"alert_data\":{}}\n"))));
        ground.startClock();
        ground.sendTogether(40, i -> Request.get(i % 2 == 0 ? "/api/v1/history/filter-options" : "/api/v1/alert-types"));
    }

    /** 255 characters of four bytes, none like another. */
    private static String name(int number) {
        return "😀".repeat(247) + String.format("%08d", number);
    }

    private static void mcpServers(Ground ground) throws Exception {
        ground.stock.get("servers", ground.run, id -> ground.prepare(Request.bulk(Content.of(
                Content.text(Bodies.sessionLine(id)),
                Content.numbered(3_000,
                        i -> "{\"type\":\"mcp\",\"session_id\":\"" + id + "\",\"communication_id\":\"" + id + "-"
                                + i + "\",\"server_name\":\"" + name(i / 3)
                                + "\",\"communication_type\":\"tool_call\",\"tool_name\":\""
                                + name(i) + "\"}\n")))));
        ground.startClock();
        ground.sendTogether(40, i -> Request.get("/api/v1/system/mcp-servers"));
    }

    /** A list of tools that is as long as a body may be, and many small tools. */
    private static void availableTools(Ground ground) throws Exception {
        String id = ground.id();
        ground.prepare(Request.post(Request.SESSIONS, Bodies.small(id)));
        ground.startClock();
        ground.sendTogether(6, i -> Request.post(Request.SESSIONS + "/" + id + "/mcp-interactions", Content.of(
                "{\"communication_id\":\"" + id + "-" + i + "\",\"server_name\":\"s\",\"communication_type\":\"tool_list\","
                        + "\"available_tools\":{\"s\":[",
                Content.filled("{\"name\":\"t\"}", i % 2 == 0 ? PAYLOAD : 1_000_000), "]}}")));
        ground.sendTogether(10, i -> Request.get("/api/v1/system/mcp-servers"));
        ground.sendTogether(10, i -> Request.get(Request.SESSIONS + "/" + id));
    }
}
