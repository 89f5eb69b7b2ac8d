package io.alerthistory.http.page.session;

import java.util.HashMap;
import java.util.List;
import java.util.Map;

import org.jspecify.annotations.Nullable;

import io.alerthistory.history.SessionOutline;
import io.alerthistory.history.TraceEvent;
import io.alerthistory.http.page.SessionAddress;
import io.alerthistory.session.SessionCounters;

/**
 * Where steps are: on the page, or in another window.
 *
 * @param window what the page shows; null when many pages share the addresses, so that each has its window
 * @param firstSeqs of the steps of each stage, executions of a parallel stage included
 * @param lastSeq of the session
 * @param drawnSeq up to which the steps are known
 */
record StepPlaces(SessionAddress address, StepFilter filter, @Nullable StepWindow window,
        Map<String, Long> firstSeqs, long lastSeq, long drawnSeq) implements StepAddresses {

    StepPlaces {
        firstSeqs = Map.copyOf(firstSeqs);
    }

    /** The places of a session's steps, of which some are known. */
    static StepPlaces of(SessionOutline outline, List<TraceEvent> events, StepFilter filter,
            @Nullable StepWindow window) {
        Map<String, Long> firstSeqs = new HashMap<>();
        long drawnSeq = 0;
        for (TraceEvent event : events) {
            firstSeqs.merge(event.stageExecutionId(), event.seq(), Math::min);
            drawnSeq = Math.max(drawnSeq, event.seq());
        }
        for (SessionOutline.Stage stage : outline.stages()) {
            stage.executions().stream().map(execution -> firstSeqs.get(execution.stage().stage().executionId))
                    .filter(seq -> seq != null)
                    .forEach(seq -> firstSeqs.merge(stage.execution().executionId, seq, Math::min));
        }
        SessionCounters counters = outline.session().session().counters;
        return new StepPlaces(new SessionAddress(outline.session().session().sessionId), filter, window, firstSeqs,
                counters.lastSeq, drawnSeq);
    }

    @Override
    public String step(long seq) {
        return (isHere(seq) ? "" : StepFilter.showing(seq).at(address.page())) + "#" + Steps.anchor(seq);
    }

    /**
     * A stage begins with its first step; later windows may have its heading without an anchor. One without steps is shown
     * behind the last step of all.
     */
    @Override
    public String stage(String executionId) {
        Long first = firstSeqs.get(executionId);
        if (first != null) {
            return isHere(first) && filter.afterSeq() == 0 ? "#" + Steps.group(executionId) : step(first);
        }
        if (window == null || window.nextAfterSeq() == null) {
            return "#" + Steps.group(executionId);
        }
        long after = drawnSeq < lastSeq ? drawnSeq : Math.max(0, lastSeq - StepWindow.MAX_STEPS);
        return new StepFilter(after, "", false, "").at(address.page()) + "#" + Steps.group(executionId);
    }

    private boolean isHere(long seq) {
        return window != null && !filter.isActive() && seq > filter.afterSeq() && seq <= window.lastSeq();
    }
}
