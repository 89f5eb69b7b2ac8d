package io.alerthistory.storage.mapping;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

import com.fasterxml.jackson.databind.JsonNode;

/** What stands in the place of erased values. */
class ErasedValuesTest {

    @ParameterizedTest
    @EnumSource
    void jsonIsAnObjectThatSaysSo(LargeColumn column) {
        assertThat(ErasedValues.json(column).tree().isObject()).isTrue();
        assertThat(ErasedValues.json(column).text()).contains("[erased]").doesNotContain("'");
    }

    @ParameterizedTest
    @CsvSource({
            "LLM_CONVERSATION, /messages/0/content", "LLM_CONVERSATION, /messages/0/role", "CHAIN_DEFINITION, /stages",
            "MCP_SELECTION, /servers", "MCP_AVAILABLE_TOOLS, /erased/0/name", "ALERT_DATA, /erased" })
    void jsonHasTheShapeThatReadersExpect(LargeColumn column, String pointer) {
        JsonNode found = ErasedValues.json(column).tree().at(pointer);
        assertThat(found.isMissingNode()).isFalse();
    }

    @Test
    void everyLongColumnOfATableIsErasedAndWhatPeopleWrote() {
        for (LargeColumn column : LargeColumn.values()) {
            assertThat(java.util.List.of("alert_sessions", "stage_executions", "llm_interactions", "mcp_interactions",
                    "chat_user_messages")).anySatisfy(
                            table -> assertThat(ErasedValues.assignments(table))
                                    .contains(column.column() + " = case when " + column.column() + " is null"));
        }
        assertThat(ErasedValues.assignments("alert_sessions")).contains("author = ", "alert_type = ")
                .doesNotContain("chain_id", "alert_id", "agent_type");
        assertThat(ErasedValues.assignments("chats")).isEqualTo(
                "created_by = case when created_by is null then null else '[erased]' end");
    }
}
