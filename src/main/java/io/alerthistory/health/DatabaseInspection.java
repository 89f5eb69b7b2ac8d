package io.alerthistory.health;

import java.util.List;
import java.util.Map;

import org.jspecify.annotations.Nullable;

import io.smallrye.mutiny.Uni;

/** What operators want to know of the database; each question is one cheap read. */
public interface DatabaseInspection {

    Uni<DatabaseServer> server();

    Uni<SchemaFacts> schema();

    /** The statements that cost the server most, at most ten; null when the server does not keep them. */
    Uni<@Nullable List<SlowStatement>> slowStatements();

    /** How many sessions there are in every state; of large histories the ended ones are estimated. */
    Uni<Map<String, Long>> sessionsByStatus();
}
