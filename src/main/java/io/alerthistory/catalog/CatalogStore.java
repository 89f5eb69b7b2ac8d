package io.alerthistory.catalog;

import java.util.List;

import org.jspecify.annotations.Nullable;

import io.smallrye.mutiny.Uni;

/** Where the values that occur are read from; each method is one statement. */
public interface CatalogStore {

    /** The first agent types by code point, at most so many. */
    Uni<List<String>> agentTypes(long most);

    /** The first alert types by code point, at most so many. */
    Uni<List<String>> alertTypes(long most);

    /** The tools in no order, at most so many. Beyond that, servers are kept rather than their tools. */
    Uni<List<RecordedTool>> tools(long most);

    /**
     * The servers of the tools that the latest sessions called, in no order.
     *
     * @param alertType of these sessions; null for all
     * @param sessions how many of the latest are looked at
     */
    Uni<List<String>> recentServers(@Nullable String alertType, long sessions);
}
