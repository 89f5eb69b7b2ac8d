package io.alerthistory.session;

import static org.assertj.core.api.Assertions.assertThat;

import java.lang.reflect.RecordComponent;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;

import org.junit.jupiter.api.Test;

import com.fasterxml.jackson.databind.PropertyNamingStrategies.SnakeCaseStrategy;

import io.alerthistory.json.ContentDigest;
import io.alerthistory.json.JsonText;
import io.alerthistory.redaction.Redaction;

/** Digests are stored: another order of the fields would make a conflict of every repeat of what is stored. */
class DigestOrderTest {

    private static final List<String> OF_SESSIONS = List.of("alert_id", "alert_data", "agent_type", "alert_type", "chain_id",
            "chain_definition", "author", "runbook_url", "mcp_selection", "session_metadata", "slack_message_fingerprint",
            "started_at_us", "status", "completed_at_us", "error_message", "final_analysis", "final_analysis_summary");

    private static final List<String> OF_STAGES = List.of("stage_id", "stage_index", "stage_name", "agent",
            "iteration_strategy", "status", "started_at_us", "paused_at_us", "completed_at_us", "stage_output", "error_message",
            "current_iteration", "chat_id", "chat_user_message_id", "parent_stage_execution_id", "parallel_index",
            "parallel_type", "expected_parallel_count", "success_policy");

    @Test
    void theDigestOfASessionHasItsFieldsInTheOrderOfTheFirstVersion() throws ReflectiveOperationException {
        Map<String, Object> values = values(CreateSession.class, OF_SESSIONS);

        CreateSession body = body(CreateSession.class, values);
        AlertSession session = new AlertSession();
        SessionFields.ALL.create(body, session, Redaction.NONE);

        assertThat(SessionFields.ALL.digest(body, session)).isEqualTo(digest(OF_SESSIONS, values));
    }

    @Test
    void theDigestOfAStageHasItsFieldsInTheOrderOfTheFirstVersion() throws ReflectiveOperationException {
        Map<String, Object> values = values(CreateStage.class, OF_STAGES);

        CreateStage body = body(CreateStage.class, values);
        StageExecution stage = new StageExecution();
        StageFields.ALL.create(body, stage, Redaction.NONE);

        assertThat(StageFields.ALL.digest(body, stage)).isEqualTo(digest(OF_STAGES, values));
    }

    private static String digest(List<String> names, Map<String, Object> values) {
        ContentDigest digest = new ContentDigest();
        names.forEach(name -> digest.add(name.equals("parent_stage_execution_id") ? "parent" : name,
                Objects.requireNonNull(values.get(name))));
        return digest.hex();
    }

    private static Map<String, Object> values(Class<?> type, List<String> names) {
        Map<String, Object> values = new LinkedHashMap<>();
        for (RecordComponent component : type.getRecordComponents()) {
            String name = SnakeCaseStrategy.INSTANCE.translate(component.getName());
            if (names.contains(name)) {
                values.put(name, value(component.getType(), name, values.size()));
            }
        }
        return values;
    }

    private static Object value(Class<?> type, String name, int number) {
        return type == String.class ? name
                : type == JsonText.class ? new JsonText("{\"name\":\"" + name + "\"}")
                        : type == Long.class ? (Object) Long.valueOf(number)
                                : type == Integer.class ? (Object) number : type.getEnumConstants()[0];
    }

    private static <R> R body(Class<R> type, Map<String, Object> values) throws ReflectiveOperationException {
        RecordComponent[] components = type.getRecordComponents();
        Object[] arguments = Arrays.stream(components)
                .map(component -> values.get(SnakeCaseStrategy.INSTANCE.translate(component.getName()))).toArray();
        return type.getDeclaredConstructor(Arrays.stream(components).map(RecordComponent::getType).toArray(Class<?>[]::new))
                .newInstance(arguments);
    }
}
