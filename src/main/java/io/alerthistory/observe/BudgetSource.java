package io.alerthistory.observe;

import java.util.List;

/** A part of the service that keeps budgets. */
public interface BudgetSource {

    /** All of them, the same ones at all times. */
    List<BudgetFigures> budgets();
}
