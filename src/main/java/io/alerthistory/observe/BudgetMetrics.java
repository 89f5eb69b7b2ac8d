package io.alerthistory.observe;

import jakarta.enterprise.event.Observes;
import jakarta.inject.Singleton;

import io.micrometer.core.instrument.FunctionCounter;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import io.quarkus.runtime.StartupEvent;

/** How much of each budget of bytes is in use. */
@Singleton
class BudgetMetrics {

    private final MeterRegistry registry;
    private final BudgetSource source;

    BudgetMetrics(MeterRegistry registry, BudgetSource source) {
        this.registry = registry;
        this.source = source;
    }

    void register(@Observes StartupEvent event) {
        source.budgets().forEach(this::register);
    }

    private void register(BudgetFigures budget) {
        Gauge.builder("alert_history_budget_bytes", budget::limit).description("Bytes that may be in memory at one time")
                .tag("budget", budget.name()).register(registry);
        Gauge.builder("alert_history_budget_used_bytes", () -> budget.used().getAsLong()).description("Bytes in use")
                .tag("budget", budget.name()).register(registry);
        Gauge.builder("alert_history_budget_waiting", () -> budget.waiting().getAsInt())
                .description("Requests that wait until bytes are free").tag("budget", budget.name()).register(registry);
        FunctionCounter.builder("alert_history_budget_refused", budget, figures -> figures.refused().getAsLong())
                .description("Requests that were refused because no bytes were free").tag("budget", budget.name())
                .register(registry);
    }
}
