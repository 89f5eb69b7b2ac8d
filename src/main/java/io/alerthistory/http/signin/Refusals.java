package io.alerthistory.http.signin;

import io.alerthistory.error.ProblemException;
import io.alerthistory.http.problem.ProblemWriter;
import io.quarkus.security.AuthenticationFailedException;
import io.smallrye.mutiny.Uni;
import io.vertx.ext.web.RoutingContext;

/** Ends a request that does not come as far as the framework's decision about its caller. */
final class Refusals {

    private Refusals() {
    }

    /** Responds with a problem. The framework does nothing for a failure whose response has ended. */
    static <T> Uni<T> of(RoutingContext exchange, ProblemException problem) {
        if (!exchange.response().ended()) {
            ProblemWriter.end(exchange, problem);
        }
        return Uni.createFrom().failure(new AuthenticationFailedException(problem));
    }
}
