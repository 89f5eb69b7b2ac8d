import java.util.HashMap;
import java.util.Map;

/**
 * What the database holds of what was acknowledged.
 *
 * @param acknowledged how many records and changes were
 * @param lost those of them that are not there
 * @param doubled identifiers that are there more than once
 * @param miscounted sessions whose counters are not the number of their rows
 */
record Audit(int acknowledged, int lost, int doubled, int miscounted) {

    private static final String MISCOUNTED = "select count(*) from alert_sessions s where session_id%s and (llm_interaction_count"
            + " <> (select count(*) from llm_interactions i where i.session_id = s.session_id) or mcp_communication_count"
            + " <> (select count(*) from mcp_interactions i where i.session_id = s.session_id) or total_stages"
            + " <> (select count(*) from stage_executions e where e.session_id = s.session_id) or session_input_tokens"
            + " <> (select sum(input_tokens) from llm_interactions i where i.session_id = s.session_id)"
            + " or last_seq <> llm_interaction_count + mcp_communication_count)";

    static Audit of(String round, Ledger ledger, Cluster cluster, String database) {
        Audit all = new Audit(0, 0, 0, Integer.parseInt(
                cluster.sql(database, MISCOUNTED.formatted(Fact.range(round))).get(0)));
        for (Fact.Kind kind : Fact.Kind.values()) {
            Map<String, Integer> found = new HashMap<>();
            cluster.sql(database, kind.query(round)).forEach(id -> found.merge(id, 1, Integer::sum));
            var acknowledged = ledger.of(round, kind);
            all = all.plus(new Audit(acknowledged.size(),
                    (int) acknowledged.stream().filter(id -> !found.containsKey(id)).count(),
                    (int) found.values().stream().filter(times -> times > 1).count(), 0));
        }
        return all;
    }

    Audit plus(Audit other) {
        return new Audit(acknowledged + other.acknowledged, lost + other.lost, doubled + other.doubled,
                miscounted + other.miscounted);
    }
}
