package io.alerthistory.budget;

import io.smallrye.config.ConfigMapping;

/** How large the budgets are. */
@ConfigMapping(prefix = "history.budget")
interface BudgetConfig {

    /** The share of the maximum heap that each kind of buffered bytes may take: requests, bulk uploads, responses. */
    int percent();
}
