package io.alerthistory.http.body;

import java.util.function.Consumer;

import jakarta.enterprise.context.ApplicationScoped;

import io.alerthistory.budget.Budgets;
import io.alerthistory.http.HttpConfig;
import io.vertx.ext.web.RoutingContext;

/** Starts the reading of bodies. */
@ApplicationScoped // filters are made while a native image is built, when nothing is known of the configuration
class BodyReaders {

    private final Budgets budgets;
    private final HttpConfig config;

    BodyReaders(Budgets budgets, HttpConfig config) {
        this.budgets = budgets;
        this.config = config;
    }

    /** Calls one of the two on the event loop; none when the client goes before its body has ended. */
    void read(RoutingContext exchange, Consumer<byte[]> success, Consumer<Throwable> failure) {
        new BodyReader(exchange, budgets, config.bodyTimeout(), success, failure).read();
    }
}
