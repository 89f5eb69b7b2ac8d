package io.alerthistory.observe;

import java.util.List;

/** A component that has budgets. */
public interface BudgetSource {

    /** Its budgets; the same list for each call. */
    List<BudgetFigures> budgets();
}
