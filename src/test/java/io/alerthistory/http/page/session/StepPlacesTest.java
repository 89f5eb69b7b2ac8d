package io.alerthistory.http.page.session;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Map;

import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import io.alerthistory.history.LlmOutline;
import io.alerthistory.history.OutlinedStage;
import io.alerthistory.history.SessionOutline;
import io.alerthistory.history.StageOutput;
import io.alerthistory.history.StoredSession;
import io.alerthistory.history.StoredStage;
import io.alerthistory.history.TimelineFigures;
import io.alerthistory.history.TraceEvent;
import io.alerthistory.interaction.InteractionKind;
import io.alerthistory.interaction.LlmInteractionType;
import io.alerthistory.interaction.Tokens;
import io.alerthistory.session.AlertSession;
import io.alerthistory.session.StageExecution;
import io.alerthistory.session.StageStatus;

class StepPlacesTest {

    private static final Tokens NO_TOKENS = new Tokens(null, null, null);
    private static final List<TraceEvent> EVENTS = List.of(event(5, "a"), event(190, "b"), event(230, "b"), event(300, "c"));

    private static TraceEvent event(int seq, String stage) {
        return TraceEvent.of("l" + seq, seq, 0, stage, seq, 0, new LlmOutline("gpt-x", null,
                LlmInteractionType.INVESTIGATION, null, null, null, null, true, false));
    }

    private static SessionOutline outline(boolean hasMore) {
        AlertSession session = new AlertSession();
        session.sessionId = "s";
        session.counters.lastSeq = 450;
        session.counters.totalStages = 612;
        StageExecution stage = new StageExecution();
        stage.executionId = "a";
        stage.stageName = "Stage";
        stage.agent = "Agent";
        stage.status = StageStatus.COMPLETED;
        OutlinedStage outlined = new OutlinedStage(new StoredStage(stage, Map.of(), StageOutput.of(null), null),
                new TimelineFigures(InteractionKind.LLM, 1, 0, NO_TOKENS),
                new TimelineFigures(InteractionKind.MCP, 0, 0, NO_TOKENS),
                0, NO_TOKENS);
        return new SessionOutline(StoredSession.alone(session, Map.of()),
                List.of(new SessionOutline.Stage(outlined, List.of())), hasMore);
    }

    private static StepPlaces places(int afterSeq, @Nullable StepWindow window) {
        return StepPlaces.of(outline(false), EVENTS, new StepFilter(afterSeq, "", false, ""), window);
    }

    @ParameterizedTest
    @CsvSource({
            "0, a, #stage-a",
            "0, b, #stage-b",
            "0, c, /sessions/s?after_seq=299#step-300",
            "200, a, /sessions/s#step-5",
            "200, b, /sessions/s#step-190",
            "200, c, #step-300" })
    void aStageIsWhereItsFirstStepIs(int afterSeq, String stage, String address) {
        assertThat(places(afterSeq, new StepWindow(List.of(), afterSeq + 200, (long) afterSeq + 200)).stage(stage))
                .isEqualTo(address);
    }

    @Test
    void aStageWithoutStepsIsBehindTheLastStepOfAll() {
        assertThat(places(400, new StepWindow(List.of(), 450, null)).stage("d")).isEqualTo("#stage-d");
        assertThat(places(0, new StepWindow(List.of(), 200, 200L)).stage("d"))
                .isEqualTo("/sessions/s?after_seq=300#stage-d");
    }

    @Test
    void sharedAddressesNameTheirWindow() {
        assertThat(places(0, null).step(5)).isEqualTo("/sessions/s#step-5");
        assertThat(places(0, null).step(300)).isEqualTo("/sessions/s?after_seq=299#step-300");
    }

    @Test
    void stepsOfStagesThatWereNotReadAreNotWithoutAStage() {
        StepWindow window = new StepWindow(List.of(event(1, Steps.NO_STAGE), event(2, "x")), 2, null);

        StepsView view = StepGroups.of(outline(true), new StepFilter(0, "", false, ""), window, 0);

        assertThat(view.groups()).extracting(StepsView.Group::title).containsExactly("Without a stage",
                "Stages that are not listed");
        assertThat(view.note()).isEqualTo("The session has 612 stages, of which the first 1 are listed.");
        assertThat(StepGroups.of(outline(false), new StepFilter(0, "", false, ""), window, 0).note()).isEmpty();
    }

    @Test
    void theTimelineSaysHowManyStagesThereAre() {
        assertThat(Timeline.of(outline(true), EVENTS, false, 1, places(0, null)).more()).contains("612 stages");
    }
}
