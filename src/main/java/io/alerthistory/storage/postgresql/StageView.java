package io.alerthistory.storage.postgresql;

import java.util.Arrays;
import java.util.List;

import org.jspecify.annotations.Nullable;

import io.alerthistory.history.StoredStage;
import io.alerthistory.session.StageExecution;
import io.alerthistory.storage.mapping.LargeColumn;
import io.alerthistory.storage.mapping.StageQueries;
import io.quarkus.runtime.annotations.RegisterForReflection;

/**
 * A stage as it is shown: the entity, and its texts, which are not of the entity. A long text is represented by its length, and
 * a long output by the members that are shown of it.
 */
@RegisterForReflection
record StageView(StageExecution stage, @Nullable String output, @Nullable Integer outputBytes, @Nullable String error,
        @Nullable Integer errorBytes, @Nullable String strategy, @Nullable String provider) {

    /** Parameters: session_id, execution_id. */
    static final String HQL = """
            select e,
                case when octet_length(column(e.stage_output as String)) <= %1$d
                    then column(e.stage_output as String) end,
                octet_length(column(e.stage_output as String)),
                case when octet_length(column(e.error_message as String)) <= %1$d
                    then column(e.error_message as String) end,
                octet_length(column(e.error_message as String)),
                case when octet_length(column(e.stage_output as String)) > %1$d
                    then cast(sql('left(cast(? as json) ->> ''iteration_strategy'', 1000)',
                        column(e.stage_output as String)) as String) end,
                case when octet_length(column(e.stage_output as String)) > %1$d
                    then cast(sql('left(cast(? as json) ->> ''llm_provider'', 1000)',
                        column(e.stage_output as String)) as String) end
            from StageExecution e
            where e.sessionId = ?1 and e.executionId = ?2""".formatted(LargeColumn.MAX_INLINE);

    private static final List<String> TEXTS = List.of("stage_output", "stage_output_bytes", "error_message",
            "error_message_bytes", "output_strategy", "output_provider");

    StoredStage toStage() {
        return StageQueries.stage(stage,
                EntityTexts.row(TEXTS, Arrays.asList(output, outputBytes, error, errorBytes, strategy, provider)));
    }
}
