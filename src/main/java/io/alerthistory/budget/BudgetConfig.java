package io.alerthistory.budget;

import io.smallrye.config.ConfigMapping;

/** The configuration of the budgets. */
@ConfigMapping(prefix = "history.budget")
interface BudgetConfig {

    /** The share of the maximum heap, in percent, for each kind of buffered bytes: requests, bulk uploads, responses. */
    int percent();
}
