package io.alerthistory.start;

import io.smallrye.mutiny.Uni;

/**
 * What is done once on every event loop between the migration and the first request, so that no request pays for classes that
 * are
 * loaded and plans that are made. It changes nothing. Every bean of this type is run; a failure is of no consequence.
 */
public interface WarmUp {

    Uni<?> run();
}
