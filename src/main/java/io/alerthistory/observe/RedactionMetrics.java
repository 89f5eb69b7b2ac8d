package io.alerthistory.observe;

import java.util.concurrent.atomic.LongAdder;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;

import io.alerthistory.redaction.Redaction;
import io.micrometer.core.instrument.FunctionCounter;
import io.micrometer.core.instrument.MeterRegistry;
import io.quarkus.runtime.StartupEvent;

/** The matches of each pattern of REDACT_PATTERNS_FILE. */
@ApplicationScoped
class RedactionMetrics {

    private final MeterRegistry registry;
    private final Redaction redaction;

    RedactionMetrics(MeterRegistry registry, Redaction redaction) {
        this.registry = registry;
        this.redaction = redaction;
    }

    void register(@Observes StartupEvent event) {
        redaction.matches().forEach((pattern, matches) -> FunctionCounter
                .builder("alert_history_redactions", matches, LongAdder::doubleValue).tag("pattern", pattern)
                .description("Matches of a pattern of REDACT_PATTERNS_FILE that were replaced").register(registry));
    }
}
