package io.alerthistory.http;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;

/** Lines to upload: investigations that have ended, with identifiers that begin with a prefix of their own. */
final class BulkLines {

    static final long START = 1_700_000_000_000_000L;
    static final long END = START + 60_000_000;

    /** The lines of one investigation: its session, two stages, and calls. */
    static final int PER_SESSION = 100;

    private static final ObjectMapper JSON = new ObjectMapper();

    private BulkLines() {
    }

    static String line(String type, String sessionId, Map<String, Object> fields) {
        Map<String, Object> line = new LinkedHashMap<>();
        line.put("type", type);
        line.putAll(fields);
        line.put("session_id", sessionId);
        return text(line);
    }

    static String session(String id) {
        return line("session", id, Api.session(id));
    }

    static String ended(String id) {
        Map<String, Object> session = Api.session(id);
        session.put("alert_id", id + "-alert");
        session.put("status", "completed");
        session.put("started_at_us", START);
        session.put("completed_at_us", END);
        return line("session", id, session);
    }

    static String stage(String sessionId, String executionId, int index) {
        Map<String, Object> stage = Api.stage(executionId, index);
        stage.put("status", index == 0 ? "completed" : "failed");
        stage.put("started_at_us", START + index);
        stage.put("completed_at_us", END - 1000 + index);
        return line("stage", sessionId, stage);
    }

    static String llm(String sessionId, String id, int number) {
        return line("llm", sessionId, placed(Api.llm(id), number, sessionId));
    }

    static String mcp(String sessionId, String id, int number) {
        return line("mcp", sessionId, placed(Api.toolCall(id), number, sessionId));
    }

    private static Map<String, Object> placed(Map<String, Object> call, int number, String sessionId) {
        call.put("timestamp_us", START + 1000L * number);
        if (number % 3 != 0) {
            call.put("stage_execution_id", sessionId + "-stage-" + number % 2);
        }
        if (call.containsKey("model_name") && number % 5 != 0) {
            call.put("input_tokens", 100 + number);
            call.put("output_tokens", number);
        }
        return call;
    }

    /** {@link #PER_SESSION} lines for every session. */
    static List<String> investigations(String own, int sessions) {
        List<String> lines = new ArrayList<>();
        for (int i = 0; i < sessions; i++) {
            String id = own + "-" + i;
            lines.add(ended(id));
            lines.add(stage(id, id + "-stage-0", 0));
            lines.add(stage(id, id + "-stage-1", 1));
            for (int call = 3; call < PER_SESSION; call++) {
                lines.add(call % 2 == 0 ? llm(id, id + "-call-" + call, call) : mcp(id, id + "-call-" + call, call));
            }
        }
        return lines;
    }

    static String text(Object value) {
        try {
            return JSON.writeValueAsString(value);
        } catch (JsonProcessingException e) {
            throw new IllegalStateException(e);
        }
    }
}
