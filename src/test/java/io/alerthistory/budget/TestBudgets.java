package io.alerthistory.budget;

/** Budgets outside the service. */
public final class TestBudgets {

    private TestBudgets() {
    }

    /** @param percent the share of the maximum heap that each kind of bytes has */
    public static Budgets of(int percent) {
        return new Budgets(() -> percent);
    }
}
