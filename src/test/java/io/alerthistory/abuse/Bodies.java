package io.alerthistory.abuse;

/** The JSON of requests, around a payload that may be large. */
final class Bodies {

    /** The bytes that a body may have. */
    static final long LIMIT = 10_485_760;

    /** What a payload may have, when the rest of the body is small. */
    static final long PAYLOAD = LIMIT - 1_000;

    private Bodies() {
    }

    /** A session that no worker waits for. */
    static Content session(String id, Content alertData) {
        return session(id, ",\"status\":\"in_progress\"", alertData);
    }

    /** It waits longer than every other, so that a claim takes it first. */
    static Content pending(String id, Content alertData) {
        return session(id, ",\"started_at_us\":" + (now() - 86_400_000_000L), alertData);
    }

    static Content session(String id, String members, Content alertData) {
        return Content.of("{\"session_id\":\"" + id + "\",\"agent_type\":\"kubernetes\",\"chain_id\":\"default\"" + members
                + ",\"alert_data\":", alertData, "}");
    }

    /** Microseconds; what ended long ago is deleted by the service. */
    static long now() {
        return System.currentTimeMillis() * 1_000;
    }

    static Content small(String id) {
        return session(id, Content.text("{\"pod\":\"api-1\"}"));
    }

    /** An object with one member, whose value it is. */
    static Content object(Content value) {
        return Content.of("{\"data\":", value, "}");
    }

    /** An object with an array of as many of the same as fit. */
    static Content array(String item, long bytes) {
        return object(Content.of("[", Content.filled(item, bytes), "]"));
    }

    /** An object with strings of plain text. */
    static Content text(long bytes) {
        return object(Content.strings("the quick brown fox ", bytes));
    }

    static Content webhook(Content alerts) {
        return Content.of("{\"version\":\"4\",\"groupKey\":\"{}:{}\",\"receiver\":\"history\",\"status\":\"firing\","
                + "\"groupLabels\":{},\"commonLabels\":{},\"commonAnnotations\":{},\"externalURL\":\"http://am\",\"alerts\":[",
                alerts, "]}");
    }

    /** An alert with a fingerprint of its own, of about 500 bytes. */
    static String alert(String fingerprint) {
        return "{\"status\":\"firing\",\"labels\":{\"alertname\":\"PodCrashLooping\",\"namespace\":\"payments\",\"pod\":\"api-"
                + fingerprint + "\",\"severity\":\"critical\"},\"annotations\":{\"summary\":\"" + "restarts again ".repeat(10)
                + "\"},\"startsAt\":\"2026-01-01T00:00:00Z\",\"endsAt\":\"0001-01-01T00:00:00Z\",\"generatorURL\":\"http://p\","
                + "\"fingerprint\":\"" + fingerprint + "\"}";
    }

    /** The line of a session in bulk. */
    static String sessionLine(String id) {
        return "{\"type\":\"session\",\"session_id\":\"" + id
                + "\",\"agent_type\":\"kubernetes\",\"chain_id\":\"default\",\"status\":\"in_progress\",\"alert_data\":{}}\n";
    }

    /** A session of 250 tool results of 500,000 bytes, which is more than the heap bears. */
    static Content largeSession(String id) {
        String result = "0123456789abcdef".repeat(31_250);
        return Content.of(Content.text(sessionLine(id)),
                Content.numbered(250, i -> toolLine(id, i, "\"tool_result\":\"" + result + "\"")));
    }

    static String toolLine(String sessionId, int number, String members) {
        return "{\"type\":\"mcp\",\"session_id\":\"" + sessionId + "\",\"communication_id\":\"" + sessionId + "-" + number
                + "\",\"server_name\":\"kubernetes\",\"communication_type\":\"tool_call\",\"tool_name\":\"get_pods\","
                + "\"timestamp_us\":1760000000000000," + members + "}\n";
    }

    /** Of about 10 KB. */
    static String modelLine(String sessionId, int number) {
        return "{\"type\":\"llm\",\"session_id\":\"" + sessionId + "\"," + model(sessionId, number) + "}\n";
    }

    /** The members of a call to a model, of about 10 KB. */
    static String model(String sessionId, int number) {
        return "\"interaction_id\":\"" + sessionId + "-" + number + "\",\"model_name\":\"gpt-x\",\"timestamp_us\":"
                + (1_760_000_000_000_000L + number) + ",\"thinking_content\":\"" + "0123456789abcdef".repeat(630) + "\"";
    }

    /** Two-character texts of the same String.hashCode, put together: 2^length of them have one hash. */
    static String sameHash(int number, int length) {
        StringBuilder name = new StringBuilder();
        for (int bit = 0; bit < length; bit++) {
            name.append((number >> bit & 1) == 0 ? "Aa" : "BB");
        }
        return name.toString();
    }
}
