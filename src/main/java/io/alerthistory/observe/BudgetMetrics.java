package io.alerthistory.observe;

import jakarta.enterprise.event.Observes;
import jakarta.inject.Singleton;

import io.micrometer.core.instrument.FunctionCounter;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import io.quarkus.runtime.StartupEvent;

/** Registers the gauges and counters of each budget of bytes. */
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
        Gauge.builder("alert_history_budget_bytes", budget::limit).description("The limit of the budget in bytes")
                .tag("budget", budget.name()).register(registry);
        Gauge.builder("alert_history_budget_used_bytes", () -> budget.used().getAsLong())
                .description("The bytes of the budget in use")
                .tag("budget", budget.name()).register(registry);
        Gauge.builder("alert_history_budget_waiting", () -> budget.waiting().getAsInt())
                .description("Requests that wait for bytes of the budget").tag("budget", budget.name()).register(registry);
        FunctionCounter.builder("alert_history_budget_refused", budget, figures -> figures.refused().getAsLong())
                .description("Requests refused because the budget was used up").tag("budget", budget.name())
                .register(registry);
    }
}
