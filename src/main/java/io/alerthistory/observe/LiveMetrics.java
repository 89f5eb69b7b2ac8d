package io.alerthistory.observe;

import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.LongAdder;

import jakarta.enterprise.event.Observes;
import jakarta.inject.Singleton;

import io.micrometer.core.instrument.FunctionCounter;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import io.quarkus.runtime.StartupEvent;

/** The delivery of events to those who watch. */
@Singleton
class LiveMetrics {

    private final MeterRegistry registry;
    private final LiveFigures figures;

    LiveMetrics(MeterRegistry registry, LiveFigures figures) {
        this.registry = registry;
        this.figures = figures;
    }

    void register(@Observes StartupEvent event) {
        counter("alert_history_live_events_published", figures.published(),
                "Stored events that this replica read for those who watch; none while nobody does");
        counter("alert_history_live_frames_delivered", figures.delivered(), "Frames that were sent to connections");
        counter("alert_history_live_frames_dropped", figures.dropped(),
                "Frames that slow clients did not get, or got replaced by one that says to read again");
        Gauge.builder("alert_history_live_lag_seconds", figures.lagUs(), lag -> lag.get() / 1e6)
                .description("Time from the writing of the last event to its delivery").register(registry);
        connections("websocket", figures.webSockets());
        connections("stream", figures.streams());
    }

    private void counter(String name, LongAdder count, String description) {
        FunctionCounter.builder(name, count, LongAdder::doubleValue).description(description).register(registry);
    }

    private void connections(String kind, AtomicInteger count) {
        Gauge.builder("alert_history_live_connections", count, AtomicInteger::get)
                .description("Connections that stay open").tag("kind", kind).register(registry);
    }
}
