package io.alerthistory.http.page.session;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.withinPercentage;

import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;

import org.junit.jupiter.api.Test;

import io.alerthistory.history.LlmOutline;
import io.alerthistory.history.McpOutline;
import io.alerthistory.history.SessionOutline;
import io.alerthistory.history.StoredSession;
import io.alerthistory.history.TraceEvent;
import io.alerthistory.interaction.LlmInteractionType;
import io.alerthistory.interaction.McpCommunicationType;
import io.alerthistory.session.AlertSession;
import io.alerthistory.session.SessionStatus;

class TimelineTest {

    private static final long START = 1_700_000_000_000_000L;
    private static final long SECOND = 1_000_000;

    private static TimelineView draw(List<TraceEvent> events) {
        AlertSession session = new AlertSession();
        session.sessionId = "s";
        session.status = SessionStatus.COMPLETED;
        session.startedAtUs = START;
        session.completedAtUs = START + 100_000 * SECOND;
        return Timeline.of(new SessionOutline(StoredSession.alone(session, Map.of()), List.of(), false), events, false, START,
                seq -> "#step-" + seq);
    }

    private static TraceEvent model(int seq, long endS, long durationMs) {
        return TraceEvent.of("l" + seq, START + endS * SECOND, durationMs, null, seq, 0, new LlmOutline("gpt-x", null,
                LlmInteractionType.INVESTIGATION, null, null, null, null, true, false));
    }

    private static TraceEvent tool(int seq, long endS, boolean success) {
        return TraceEvent.of("m" + seq, START + endS * SECOND, null, 1_000, null, seq, 0,
                new McpOutline("get_pods", "kubernetes", McpCommunicationType.TOOL_CALL, success, false));
    }

    @Test
    void eachCallIsABarWithItsLengthAndItsStep() {
        TimelineView view = draw(List.of(model(1, 10, 10_000), tool(2, 11, true), tool(3, 12, false)));

        assertThat(view.lanes()).hasSize(1);
        List<TimelineView.Bar> bars = view.lanes().get(0).bars();
        assertThat(bars).extracting(TimelineView.Bar::id).containsExactly("bar-1", "bar-2", "bar-3");
        assertThat(bars).extracting(TimelineView.Bar::style).containsExactly("model", "tool", "tool");
        assertThat(bars).extracting(TimelineView.Bar::failed).containsExactly(false, false, true);
        assertThat(bars.get(0).address()).isEqualTo("#step-1");
        assertThat(width(bars.get(0))).isCloseTo(10 * width(bars.get(1)), withinPercentage(1));
        assertThat(view.folds()).hasSize(1); // from the last call to the end of the session
    }

    private static double width(TimelineView.Bar bar) {
        return Double.parseDouble(bar.width().replace("%", ""));
    }

    @Test
    void manyCallsAreDrawnTogetherAndFailuresStaySeen() {
        List<TraceEvent> events = IntStream.range(1, 10_000).mapToObj(i -> i % 2 == 0 ? model(i, i * 10L, 2_000)
                : tool(i, i * 10L, i % 501 != 0)).toList();

        List<TimelineView.Bar> bars = draw(events).lanes().get(0).bars();

        assertThat(bars).hasSizeLessThanOrEqualTo(1_200);
        assertThat(bars).filteredOn(TimelineView.Bar::failed).isNotEmpty();
        assertThat(bars).anySatisfy(bar -> assertThat(bar.title()).contains(" calls"));
    }

    @Test
    void callsThatEndBeforeTheSessionBeganAreOnTheAxis() {
        assertThat(draw(List.of(model(1, -1_000, 5_000))).lanes().get(0).bars().get(0).x()).isEqualTo("0.00%");
    }
}
