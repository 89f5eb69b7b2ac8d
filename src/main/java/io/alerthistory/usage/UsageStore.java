package io.alerthistory.usage;

import java.util.List;

import io.smallrye.mutiny.Uni;

/** Where usage is read from. */
public interface UsageStore {

    /**
     * Adds up the calls to models of the sessions of a range: at most {@link UsageQuery#MAX_GROUPS} and one more, the most
     * expensive first, and days in their order.
     */
    Uni<List<UsageFigures>> usage(UsageQuery query);
}
