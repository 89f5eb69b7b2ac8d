package io.alerthistory.http.response;

import jakarta.enterprise.context.ApplicationScoped;

import org.jboss.resteasy.reactive.server.core.ResteasyReactiveRequestContext;

import io.alerthistory.budget.Budgets;
import io.alerthistory.error.Failures;
import io.alerthistory.stream.JsonDocument;
import io.alerthistory.stream.TextStore;
import io.vertx.core.Vertx;

/** Begins to send documents. The writer of responses is made while the service is built, when there is no database. */
@ApplicationScoped
class Senders {

    private final TextStore texts;
    private final Budgets budgets;
    private final Failures failures;
    private final Vertx vertx;

    Senders(TextStore texts, Budgets budgets, Failures failures, Vertx vertx) {
        this.texts = texts;
        this.budgets = budgets;
        this.failures = failures;
        this.vertx = vertx;
    }

    void send(JsonDocument document, ResteasyReactiveRequestContext context) {
        new Sending(context, document, texts, failures, vertx).start(budgets.responses());
    }
}
