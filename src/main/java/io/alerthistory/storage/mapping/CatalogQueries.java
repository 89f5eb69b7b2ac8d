package io.alerthistory.storage.mapping;

import io.alerthistory.history.RecordedTool;

/**
 * The SQL of the values that occur: portable. DISTINCT would read an index from end to end; these step from one value to the
 * next greater one. A caller gives the parameter as its database writes it.
 */
public final class CatalogQueries {

    /** The columns of alert_sessions that can be listed; each stands first in an index. */
    public enum Listed {
        AGENT_TYPE("agent_type"),
        ALERT_TYPE("alert_type");

        private final String column;

        Listed(String column) {
            this.column = column;
        }
    }

    private CatalogQueries() {
    }

    public static String values(Listed listed, String max) {
        return """
                with recursive %s
                select value
                from found
                where value is not null
                order by place""".formatted(steps("found", "alert_sessions", listed.column, max));
    }

    public static String value(RowReader row) {
        return row.text("value");
    }

    /**
     * Steps from server to server and in each from tool to tool, all servers at once: the first rows are the servers, each with
     * its first tool or none.
     */
    public static String tools(String max) {
        return """
                with recursive %1$s,
                tools (server_name, tool_name, place) as (
                    select servers.value,
                        (select min(m.tool_name) from mcp_interactions m where m.server_name = servers.value),
                        cast(1 as bigint)
                    from servers
                    where servers.value is not null
                    union all
                    select tools.server_name,
                        (select min(m.tool_name)
                        from mcp_interactions m
                        where m.server_name = tools.server_name and m.tool_name > tools.tool_name),
                        tools.place + 1
                    from tools
                    where tools.tool_name is not null)
                select server_name, tool_name
                from tools
                where tool_name is not null or place = 1
                limit %2$s""".formatted(steps("servers", "mcp_interactions", "server_name", max), max);
    }

    public static RecordedTool tool(RowReader row) {
        return new RecordedTool(row.text("server_name"), row.textOrNull("tool_name"));
    }

    /**
     * The servers that the latest sessions used, whether these are few or many. Parameters: the number of sessions, and the
     * alert type unless all are meant.
     */
    public static String recentServers(boolean ofOneType, String sessions, String alertType) {
        return """
                select distinct server_name as value
                from (
                    select session_id
                    from alert_sessions
                    %s
                    order by started_at_us desc, session_id desc
                    limit %s) as latest
                join mcp_interactions using (session_id)
                limit 1000""".formatted(ofOneType ? "where alert_type = " + alertType : "", sessions);
    }

    /** A table of value and place, from 1; it ends with a null when there are fewer than the most. */
    private static String steps(String name, String table, String column, String max) {
        return """
                %1$s (value, place) as (
                    select min(%3$s), cast(1 as bigint)
                    from %2$s
                    union all
                    select (select min(t.%3$s) from %2$s t where t.%3$s > %1$s.value), %1$s.place + 1
                    from %1$s
                    where %1$s.value is not null and %1$s.place < %4$s)""".formatted(name, table, column, max);
    }
}
