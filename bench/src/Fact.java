/** Something that is in the database when its write was acknowledged, and once. */
record Fact(Kind kind, String id) {

    /** What is written, and where it is found; every id begins with the round it was made for. */
    enum Kind {
        SESSION("session_id", "alert_sessions", "true"),
        SESSION_ENDED("session_id", "alert_sessions", "status = 'completed' and final_analysis is not null"),
        STAGE("execution_id", "stage_executions", "true"),
        STAGE_ENDED("execution_id", "stage_executions", "status = 'completed'"),
        LLM("interaction_id", "llm_interactions", "true"),
        MCP("communication_id", "mcp_interactions", "true"),
        /** Of these the service makes the identifiers: only an Idempotency-Key keeps a retry from making two. */
        ALERT("alert_data ->> 'marker'", "alert_sessions", "agent_type = 'api'");

        private final String id;
        private final String table;
        private final String condition;

        Kind(String id, String table, String condition) {
            this.id = id;
            this.table = table;
            this.condition = condition;
        }

        /** A statement that finds the ids of a round. */
        String query(String round) {
            return "select " + id + " from " + table + " where " + id + Fact.range(round) + " and " + condition;
        }
    }

    /** The ids of a round, which the database compares by code point. */
    static String range(String round) {
        return " between '" + round + "-' and '" + round + "-~'";
    }
}
