package io.alerthistory.health;

import jakarta.annotation.Priority;
import jakarta.enterprise.inject.Alternative;
import jakarta.inject.Singleton;

import org.eclipse.microprofile.health.HealthCheck;
import org.eclipse.microprofile.health.HealthCheckResponse;

import io.smallrye.health.AsyncHealthCheckFactory;
import io.smallrye.mutiny.Uni;

/**
 * Runs the framework's health checks on the event loop. They only read a field; on a worker thread, where the framework
 * runs them by default, they would wait for requests.
 */
@Alternative
@Priority(1)
@Singleton
class ChecksOnEventLoop extends AsyncHealthCheckFactory {

    @Override
    public Uni<HealthCheckResponse> callSync(HealthCheck check) {
        return Uni.createFrom().item(check::call);
    }
}
