import java.util.ArrayList;
import java.util.List;

/** The writes of one session: itself, its stage, interactions of both kinds, its end; of some also an alert. */
final class Investigation {

    private static final String SESSIONS = "/api/v1/history/sessions";
    private static final int APPENDS = 8;
    private static final int CALLS = 3;
    private static final int TOKENS = 7;
    private static final String TEXT = "The container was killed for its memory; its limit is below its working set. ".repeat(12);

    private final String id;
    private final String path;
    private final int number;

    Investigation(String id, int number) {
        this.id = id;
        this.number = number;
        path = SESSIONS + "/" + id;
    }

    List<Write> writes() {
        List<Write> writes = new ArrayList<>();
        writes.add(Write.post(SESSIONS, """
                {"session_id":"%s","agent_type":"bench","chain_id":"bench","alert_data":{"pod":"web-1"},"status":"in_progress"}"""
                .formatted(id), List.of(new Fact(Fact.Kind.SESSION, id))));
        writes.add(Write.post(path + "/stages", """
                {"execution_id":"%s","stage_id":"look","stage_index":0,"stage_name":"Look","agent":"Bench","status":"active"}"""
                .formatted(id), List.of(new Fact(Fact.Kind.STAGE, id))));
        for (int i = 0; i < APPENDS; i++) {
            writes.add(i % 2 == 0 ? llm(i) : mcp(i));
        }
        writes.add(Write.patch(path + "/stages/" + id, "{\"status\":\"completed\",\"stage_output\":{\"result\":\"ok\"}}",
                new Fact(Fact.Kind.STAGE_ENDED, id)));
        writes.add(Write.patch(path, "{\"status\":\"completed\",\"final_analysis\":\"Out of memory.\"}",
                new Fact(Fact.Kind.SESSION_ENDED, id)));
        writes.add(alert());
        return keyed(writes);
    }

    private Write llm(int append) {
        List<Fact> facts = new ArrayList<>();
        StringBuilder calls = new StringBuilder();
        for (int i = 0; i < CALLS; i++) {
            String call = id + "-" + append + "-" + i;
            facts.add(new Fact(Fact.Kind.LLM, call));
            calls.append(i == 0 ? "[" : ",").append("""
                    {"interaction_id":"%s","stage_execution_id":"%s","model_name":"bench","input_tokens":%d,"output_tokens":1,\
                    "conversation":{"messages":[{"role":"user","content":"%s"}]}}""".formatted(call, id, TOKENS, TEXT));
        }
        return Write.post(path + "/llm-interactions", calls.append(']').toString(), facts);
    }

    private Write mcp(int append) {
        String call = id + "-" + append;
        return Write.post(path + "/mcp-interactions", """
                {"communication_id":"%s","stage_execution_id":"%s","server_name":"bench","communication_type":"tool_call",\
                "tool_name":"get_pods","tool_result":{"output":"%s"}}""".formatted(call, id, TEXT),
                List.of(new Fact(Fact.Kind.MCP, call)));
    }

    private Write alert() {
        return Write.post("/api/v1/alerts", "{\"alert_type\":\"bench\",\"data\":{\"marker\":\"%s\"}}".formatted(id),
                List.of(new Fact(Fact.Kind.ALERT, id))).withKey();
    }

    /** One POST of each session has a key, each time another one. */
    private List<Write> keyed(List<Write> writes) {
        int chosen = number % (APPENDS + 2);
        writes.set(chosen, writes.get(chosen).withKey());
        return writes;
    }
}
