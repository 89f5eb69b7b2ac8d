package io.alerthistory.http.body;

import java.util.function.Consumer;

import jakarta.enterprise.context.ApplicationScoped;

import io.alerthistory.budget.Budgets;
import io.alerthistory.http.HttpConfig;
import io.vertx.ext.web.RoutingContext;

/** Creates the readers of bodies. */
@ApplicationScoped // filters are created while a native image is built, when there is no configuration
class BodyReaders {

    private final Budgets budgets;
    private final HttpConfig config;

    BodyReaders(Budgets budgets, HttpConfig config) {
        this.budgets = budgets;
        this.config = config;
    }

    /** Calls one of the two callbacks on the event loop; neither when the client disconnects before its body has ended. */
    void read(RoutingContext exchange, Consumer<byte[]> success, Consumer<Throwable> failure) {
        new BodyReader(exchange, budgets, config.bodyTimeout(), success, failure).read();
    }
}
