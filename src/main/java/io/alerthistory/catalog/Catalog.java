package io.alerthistory.catalog;

import jakarta.enterprise.context.ApplicationScoped;

import org.jspecify.annotations.Nullable;

import io.alerthistory.history.HistoryStore;
import io.smallrye.mutiny.Uni;

/** The use cases that list the values a user can choose from. */
@ApplicationScoped
public class Catalog {

    /** The maximum number of values of a kind. A history with more of them does not use the field as a type. */
    private static final long MAX_VALUES = 1000;

    /** The number of latest sessions from which the servers of an alert type are read. */
    private static final long RECENT_SESSIONS = 100;

    private final HistoryStore store;

    Catalog(HistoryStore store) {
        this.store = store;
    }

    public Uni<FilterOptions> filterOptions() {
        return Uni.combine().all().unis(store.agentTypes(MAX_VALUES), store.alertTypes(MAX_VALUES)).with(FilterOptions::of);
    }

    public Uni<AlertTypes> alertTypes() {
        return store.alertTypes(MAX_VALUES).map(AlertTypes::of);
    }

    public Uni<DefaultTools> defaultTools(@Nullable String alertType) {
        return store.recentServers(alertType, RECENT_SESSIONS).map(servers -> DefaultTools.of(alertType, servers));
    }

    public Uni<McpServers> mcpServers() {
        return store.tools(MAX_VALUES).map(McpServers::of);
    }
}
