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

    public static String values(Listed listed, String most) {
        return "with recursive " + steps("found", "alert_sessions", listed.column, most)
                + " select value from found where value is not null order by place";
    }

    public static String value(RowReader row) {
        return row.text("value");
    }

    /**
     * Steps from server to server and in each from tool to tool, all servers at once: the first rows are the servers, each with
     * its first tool or none.
     */
    public static String tools(String most) {
        return "with recursive " + steps("servers", "mcp_interactions", "server_name", most)
                + ", tools (server_name, tool_name, place) as (select servers.value,"
                + " (select min(m.tool_name) from mcp_interactions m where m.server_name = servers.value), cast(1 as bigint)"
                + " from servers where servers.value is not null"
                + " union all select tools.server_name, (select min(m.tool_name) from mcp_interactions m"
                + " where m.server_name = tools.server_name and m.tool_name > tools.tool_name), tools.place + 1"
                + " from tools where tools.tool_name is not null)"
                + " select server_name, tool_name from tools where tool_name is not null or place = 1 limit " + most;
    }

    public static RecordedTool tool(RowReader row) {
        return new RecordedTool(row.text("server_name"), row.textOrNull("tool_name"));
    }

    /**
     * The servers that the latest sessions used, whether these are few or many. Parameters: the number of sessions, and the
     * alert type unless all are meant.
     */
    public static String recentServers(boolean ofOneType, String sessions, String alertType) {
        String latest = "select session_id from alert_sessions" + (ofOneType ? " where alert_type = " + alertType : "")
                + " order by started_at_us desc, session_id desc limit " + sessions;
        return "select distinct server_name as value from (" + latest
                + ") as latest join mcp_interactions using (session_id) limit 1000";
    }

    /** A table of value and place, from 1; it ends with a null when there are fewer than the most. */
    private static String steps(String name, String table, String column, String most) {
        return name + " (value, place) as (select min(" + column + "), cast(1 as bigint) from " + table
                + " union all select (select min(t." + column + ") from " + table + " t where t." + column + " > " + name
                + ".value), " + name + ".place + 1 from " + name + " where " + name + ".value is not null and " + name
                + ".place < " + most + ")";
    }
}
