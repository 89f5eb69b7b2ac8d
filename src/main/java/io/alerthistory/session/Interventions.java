package io.alerthistory.session;

import java.time.Clock;
import java.util.List;
import java.util.Map;
import java.util.function.BiConsumer;
import java.util.function.BiFunction;

import jakarta.enterprise.context.ApplicationScoped;

import io.alerthistory.audit.AuditAction;
import io.alerthistory.audit.AuditEntry;
import io.alerthistory.audit.Audits;
import io.alerthistory.error.ErrorCode;
import io.alerthistory.error.ProblemException;
import io.alerthistory.time.Micros;
import io.smallrye.mutiny.Uni;

/** How people step into an investigation: cancel it, resume it, cancel one of its agents. */
@ApplicationScoped
public class Interventions {

    private final StageStore store;
    private final SessionEnds ends;
    private final Audits audits;
    private final Clock clock;

    Interventions(StageStore store, SessionEnds ends, Audits audits, Clock clock) {
        this.store = store;
        this.ends = ends;
        this.audits = audits;
        this.clock = clock;
    }

    /**
     * Cancels a session: one that waits or is paused at once, for no worker is at it; of any other the cancel is requested,
     * once.
     *
     * @throws ProblemException 404 unknown, 400 when it has ended
     */
    public Uni<InterventionReceipt> cancel(String sessionId) {
        return intervene(audits.entry(AuditAction.SESSION_CANCEL, sessionId), sessionId, List.of(), (session, stages) -> {
            InterventionRules interruption = new InterventionRules(session, stages, Micros.now(clock));
            interruption.requireOpen();
            if (session.status == SessionStatus.PENDING || session.status == SessionStatus.PAUSED) {
                interruption.end(SessionStatus.CANCELLED, InterventionRules.BY_USER);
            } else {
                interruption.move(SessionStatus.CANCELING);
            }
            return new InterventionReceipt(true, session.isTerminal() ? "Session cancelled" : "Cancellation request sent",
                    session.status.jsonName());
        }).map(Changed::decision);
    }

    /**
     * Gives a paused session back to its worker. Its stages stay paused until the worker takes them up.
     *
     * @throws ProblemException 404 unknown, 400 when it is not paused
     */
    public Uni<InterventionReceipt> resume(String sessionId) {
        return intervene(audits.entry(AuditAction.SESSION_RESUME, sessionId), sessionId, List.of(), (session, stages) -> {
            if (session.status != SessionStatus.PAUSED) {
                throw InterventionRules.refused("Session is not paused (status: " + session.status.jsonName() + ")");
            }
            new InterventionRules(session, stages, Micros.now(clock)).move(SessionStatus.IN_PROGRESS);
            return new InterventionReceipt(true, "Session resume initiated", "resuming");
        }).map(Changed::decision);
    }

    /**
     * Cancels one paused agent of a parallel stage; see {@link AgentCancellation} for what becomes of the stage and the
     * session.
     *
     * @throws ProblemException 404 unknown session or stage, 400 when the stage is no paused agent of this session
     */
    public Uni<AgentReceipt> cancelAgent(String sessionId, String executionId) {
        AgentCancellation cancellation = new AgentCancellation(executionId, Micros.now(clock));
        AuditEntry entry = audits.entry(AuditAction.STAGE_CANCEL, executionId, Map.of("session_id", sessionId));
        return intervene(entry, sessionId, List.of(cancellation::cancel), cancellation::settle)
                .map(Changed::decision)
                .onFailure(Interventions::isUnknownStage)
                .recoverWithUni(unknown -> store.exists(executionId).flatMap(elsewhere -> Uni.createFrom().failure(elsewhere
                        ? InterventionRules.refused("Stage " + executionId + " does not belong to session " + sessionId)
                        : unknown)));
    }

    private <D> Uni<Changed<AlertSession, D>> intervene(AuditEntry entry, String sessionId,
            List<BiConsumer<AlertSession, List<StageExecution>>> first,
            BiFunction<AlertSession, List<StageExecution>, D> last) {
        return store.changeAll(sessionId, first, last, entry).onItem().ifNull().failWith(() -> Sessions.unknown(sessionId))
                .invoke(changed -> ends.publish(changed.value())); // an ended one would have been refused
    }

    private static boolean isUnknownStage(Throwable failure) {
        return failure instanceof ProblemException problem && problem.code() == ErrorCode.STAGE_NOT_FOUND;
    }
}
