package io.alerthistory.bulk;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;

import jakarta.inject.Inject;
import jakarta.validation.Validator;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import com.fasterxml.jackson.databind.ObjectMapper;

import io.alerthistory.bulk.BulkRecord.OfInteraction;
import io.alerthistory.bulk.BulkRecord.OfSession;
import io.alerthistory.bulk.BulkRecord.OfStage;
import io.alerthistory.interaction.ModelPrices;
import io.alerthistory.redaction.Redaction;
import io.alerthistory.session.AlertSession;
import io.alerthistory.session.StageExecution;
import io.alerthistory.support.OnSqlite;
import io.quarkus.test.junit.QuarkusTest;
import io.quarkus.test.junit.TestProfile;

/** With the service's own mapper and validator. What is wrong with a line is told in the contract over HTTP. */
@QuarkusTest
@TestProfile(OnSqlite.class)
class BulkParserTest {

    private static final long NOW = 1_700_000_000_000_000L;

    @Inject
    ObjectMapper json;

    @Inject
    Validator validator;

    @Inject
    ModelPrices prices;

    private BulkBatch parse(String... lines) {
        List<Line> numbered = new ArrayList<>();
        for (int i = 0; i < lines.length; i++) {
            numbered.add(Line.of(10 + i, lines[i].getBytes(StandardCharsets.UTF_8)));
        }
        return new BulkParser(json, validator, Redaction.NONE, prices,
                Clock.fixed(Instant.ofEpochMilli(NOW / 1000), ZoneOffset.UTC))
                .parse(numbered,
                        "bob");
    }

    private StageExecution stage(String line) {
        return ((OfStage) parse(line).records().get(0)).stage();
    }

    @Test
    void makesARecordOfEveryType() {
        BulkBatch batch = parse(
                "{\"type\":\"session\",\"session_id\":\"s\",\"agent_type\":\"a\",\"chain_id\":\"c\",\"alert_data\":{\"type\":1}}",
                "{\"session_id\":\"s\",\"stage_id\":\"x\",\"stage_index\":0,\"stage_name\":\"x\",\"agent\":\"a\",\"type\":\"stage\"}",
                "{\"interaction_id\":\"i\",\"type\":\"llm\",\"model_name\":\"m\",\"session_id\":\"s\"}",
                " {\"type\": \"mcp\", \"session_id\": \"s\", \"communication_id\": \"m\", \"server_name\": \"k\","
                        + " \"communication_type\": \"tool_list\", \"timestamp_us\": 5 }\r");
        assertThat(batch.rejected()).isEmpty();
        assertThat(batch.receivedAtUs()).isEqualTo(NOW);
        assertThat(batch.records()).extracting(BulkRecord::line).containsExactly(10L, 11L, 12L, 13L);
        AlertSession session = ((OfSession) batch.records().get(0)).session();
        assertThat(session.author).isEqualTo("bob");
        assertThat(session.startedAtUs).isEqualTo(NOW);
        assertThat(session.alertData.text()).isEqualTo("{\"type\":1}");
        OfInteraction llm = (OfInteraction) batch.records().get(2);
        assertThat(llm.timed()).isFalse();
        assertThat(llm.interaction().timestampUs()).isEqualTo(NOW);
        OfInteraction mcp = (OfInteraction) batch.records().get(3);
        assertThat(mcp.timed()).isTrue();
        assertThat(mcp.interaction().sessionId()).isEqualTo("s");
        assertThat(batch.sessionIds()).containsExactly("s");
        assertThat(batch.stageIds()).containsExactly(((OfStage) batch.records().get(1)).stage().executionId);
    }

    @Test
    void rejectsALineAloneAndKeepsItsNumber() {
        BulkBatch batch = parse("{", "{\"interaction_id\":\"i\",\"type\":\"llm\",\"model_name\":\"m\",\"session_id\":\"s\"}",
                "[]");
        assertThat(batch.records()).extracting(BulkRecord::line).containsExactly(11L);
        assertThat(batch.rejected()).extracting(RejectedLine::line).containsExactly(10L, 12L);
        assertThat(batch.rejected()).extracting(RejectedLine::code).containsExactly("invalid_json", "invalid_field");
    }

    @Test
    void namesAStageByItsContent() {
        String line = "{\"type\":\"stage\",\"session_id\":\"s\",\"stage_id\":\"x\",\"stage_index\":0,\"stage_name\":\"x\",\"agent\":\"a\"}";
        String name = stage(line).executionId;
        assertThat(stage(line.replace("{", "{ ")).executionId).isEqualTo(name);
        assertThat(stage(line.replace("\"s\"", "\"t\"")).executionId).isNotEqualTo(name);
        assertThat(stage(line.replace(":0", ":1")).executionId).isNotEqualTo(name);
        assertThat(stage(line.replace("{", "{\"execution_id\":\"e\",")).executionId).isEqualTo("e");
    }

    /** Bytes that are no text at all. */
    @ParameterizedTest
    @ValueSource(ints = { 0x00, 0x80, 0xC0, 0xE2, 0xED, 0xF8, 0xFF })
    void rejectsWhatIsNotUtf8(int wrong) {
        String text = "{\"type\":\"llm\",\"session_id\":\"s\",\"interaction_id\":\"i\",\"model_name\":\"?\"}";
        byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
        bytes[text.indexOf('?')] = (byte) wrong;
        BulkBatch batch = new BulkParser(json, validator, Redaction.NONE, prices, Clock.systemUTC()).parse(
                List.of(Line.of(1, bytes)),
                "bob");
        assertThat(batch.rejected()).hasSize(1);
        assertThat(batch.rejected().get(0).code()).isEqualTo("invalid_json");
    }
}
