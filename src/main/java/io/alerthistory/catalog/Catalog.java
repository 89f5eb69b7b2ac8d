package io.alerthistory.catalog;

import jakarta.enterprise.context.ApplicationScoped;

import io.smallrye.mutiny.Uni;

/** What there is to choose from. */
@ApplicationScoped
class Catalog {

    /** Values of a kind; a history that has more of them uses its types as something else. */
    private static final long MOST = 1000;

    private final CatalogStore store;

    Catalog(CatalogStore store) {
        this.store = store;
    }

    Uni<FilterOptions> filterOptions() {
        return Uni.combine().all().unis(store.agentTypes(MOST), store.alertTypes(MOST)).with(FilterOptions::of);
    }

    Uni<AlertTypes> alertTypes() {
        return store.alertTypes(MOST).map(AlertTypes::of);
    }

    Uni<McpServers> mcpServers() {
        return store.tools(MOST).map(McpServers::of);
    }
}
