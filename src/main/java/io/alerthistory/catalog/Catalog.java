package io.alerthistory.catalog;

import jakarta.enterprise.context.ApplicationScoped;

import org.jspecify.annotations.Nullable;

import io.alerthistory.history.HistoryStore;
import io.smallrye.mutiny.Uni;

/** What there is to choose from. */
@ApplicationScoped
public class Catalog {

    /** Values of a kind; a history that has more of them uses its types as something else. */
    private static final long MOST = 1000;

    /** Sessions from which the servers of an alert type are known. */
    private static final long RECENT = 100;

    private final HistoryStore store;

    Catalog(HistoryStore store) {
        this.store = store;
    }

    public Uni<FilterOptions> filterOptions() {
        return Uni.combine().all().unis(store.agentTypes(MOST), store.alertTypes(MOST)).with(FilterOptions::of);
    }

    public Uni<AlertTypes> alertTypes() {
        return store.alertTypes(MOST).map(AlertTypes::of);
    }

    public Uni<DefaultTools> defaultTools(@Nullable String alertType) {
        return store.recentServers(alertType, RECENT).map(servers -> DefaultTools.of(alertType, servers));
    }

    public Uni<McpServers> mcpServers() {
        return store.tools(MOST).map(McpServers::of);
    }
}
