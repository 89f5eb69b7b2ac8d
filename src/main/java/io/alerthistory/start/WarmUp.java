package io.alerthistory.start;

import io.smallrye.mutiny.Uni;

/**
 * Runs once on every event loop between the migration and the first request, so that no request waits for class loading
 * and query planning. It changes nothing. Every bean of this type is run; a failure is ignored.
 */
public interface WarmUp {

    Uni<?> run();
}
