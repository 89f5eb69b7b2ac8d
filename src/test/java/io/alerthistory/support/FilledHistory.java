package io.alerthistory.support;

import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.List;

import org.flywaydb.core.Flyway;

/** A migrated database with rows in every table, which were written by SQL. */
public final class FilledHistory {

    private static final List<String> ROWS = List.of(
            """
                    with recursive n (i) as (select 1 union all select i + 1 from n where i < %1$d)
                    insert into alert_sessions (session_id, alert_id, agent_type, status, started_at_us, completed_at_us, alert_data,
                        session_metadata, chain_id, content_digest, search_document, final_analysis, has_parallel_stages)
                    select 's' || i, 'alert-' || i, 'kubernetes', 'completed', 1700000000000000 + i, 1700000005000000 + i,
                        json_object('message', 'Größe 你 ' || i, 'n', i), case when i %% 2 = 0 then null else '{"b": 1, "a": [2.50]}' end,
                        'c', 'd', 'pod ' || i, 'it	is \\ done' || char(10), i %% 2
                    from n
                    """,
            """
                    insert into stage_executions (execution_id, session_id, stage_id, stage_index, stage_name, agent, status,
                        parallel_type, content_digest)
                    select 'z' || session_id, session_id, 'g', 0, 'investigate', 'a', 'completed', 'multi_agent', 'd' from alert_sessions
                    """,
            """
                    insert into stage_executions (execution_id, session_id, stage_id, stage_index, stage_name, agent, status,
                        content_digest, parent_stage_execution_id)
                    select 'a' || session_id, session_id, 'g', 0, 'investigate', 'a', 'completed', 'd', 'z' || session_id
                    from alert_sessions
                    """,
            """
                    with recursive k (i) as (select 1 union all select i + 1 from k where i < %2$d)
                    insert into llm_interactions (interaction_id, session_id, stage_execution_id, seq, timestamp_us, duration_ms, success,
                        model_name, temperature, conversation, interaction_type)
                    select 'l' || i || session_id, session_id, 'z' || session_id, i, 7, 12, i %% 2, 'gpt', 0.1 * i,
                        json_object('text', hex(randomblob(200))), 'investigation'
                    from alert_sessions, k
                    """,
            """
                    insert into mcp_interactions (communication_id, session_id, stage_execution_id, seq, timestamp_us, duration_ms, success,
                        server_name, communication_type, tool_name, tool_result)
                    select 'm' || session_id, session_id, 'a' || session_id, 100000, 7, 12, 1, 'kube', 'tool_call', 'get', '"x"'
                    from alert_sessions
                    """,
            "insert into chats (chat_id, session_id, created_at_us) select 'c' || session_id, session_id, 1 from alert_sessions",
            """
                    insert into chat_user_messages (message_id, chat_id, content, author, created_at_us)
                    select 'u' || chat_id, chat_id, '', 'me', 2 from chats
                    """, "delete from events", "delete from sqlite_sequence where name = 'events'", """
                    insert into events (type, session_id, payload, created_at_us)
                    select 'session.created', session_id, '{"b":1.50,"a":"x","a":1e2}', 5 from alert_sessions
                    """, "delete from events where id > (select max(id) - 2 from events)",
            """
                    insert into audit_log
                    with recursive n (i) as (select 4 union all select i + 1 from n where i < 9)
                    select i, 1700000000000000 + i, 'Jörg', 'key', 'session_cancel', 's1', 'ok', null, '::1', '{}', 'hash ' || i
                    from n
                    """,
            "insert into audit_head values (1, 9, 'hash 9')", "insert into audit_checkpoints values (3, 1, 'hash 3', 5)",
            "insert into signing_keys values ('k', randomblob(32), 4)",
            "insert into idempotency_keys (idempotency_key, request_digest, created_at_us, locked_until_us, answer_status, answer_headers, answer_body)"
                    + " values ('k', 'd', 1, 2, 201, '{\"z\":[1],\"a\":null}', 'body')");

    private FilledHistory() {
    }

    /** Migrates a SQLite file and fills it. */
    public static void sqlite(Path file, int sessions, int interactions) throws SQLException {
        migrate("jdbc:sqlite:" + file + "?journal_mode=WAL", "sqlite");
        try (Connection connection = connect(file); Statement statement = connection.createStatement()) {
            connection.setAutoCommit(false);
            for (String sql : ROWS) {
                statement.executeUpdate(sql.formatted(sessions, interactions));
            }
            connection.commit();
        }
    }

    /** A connection to a SQLite file as a service has it. */
    public static Connection connect(Path file) throws SQLException {
        return DriverManager.getConnection("jdbc:sqlite:" + file + "?foreign_keys=on&busy_timeout=10000&journal_mode=WAL");
    }

    /** Migrates a database to the latest schema. */
    public static void migrate(String url, String kind) {
        Flyway.configure().dataSource(url, null, null).locations("db/migration/" + kind).load().migrate();
    }
}
