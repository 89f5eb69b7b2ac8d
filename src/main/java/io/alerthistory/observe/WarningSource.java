package io.alerthistory.observe;

import java.util.List;

import io.smallrye.mutiny.Uni;

/** A part of the service that can tell when something is wrong with it. Every bean of this type is asked. */
public interface WarningSource {

    /**
     * What is wrong now, nothing of it secret; empty when all is well. Asked often, so it answers at once, and it never fails.
     */
    Uni<List<Warning>> warnings();
}
