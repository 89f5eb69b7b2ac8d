package io.alerthistory.observe;

import java.util.List;

import io.smallrye.mutiny.Uni;

/** A component that can have warnings. Every bean of this type is queried. */
public interface WarningSource {

    /**
     * Its current warnings, without secrets; empty when there are none. It is called often, so it must return at once,
     * and it never fails.
     */
    Uni<List<Warning>> warnings();
}
