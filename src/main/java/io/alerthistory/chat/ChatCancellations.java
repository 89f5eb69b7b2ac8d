package io.alerthistory.chat;

import java.time.Clock;
import java.util.Map;

import jakarta.enterprise.context.ApplicationScoped;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;

import io.alerthistory.audit.AuditAction;
import io.alerthistory.audit.AuditEntry;
import io.alerthistory.audit.Audits;
import io.alerthistory.error.ErrorCode;
import io.alerthistory.error.ProblemException;
import io.alerthistory.json.JsonText;
import io.alerthistory.live.EventStore;
import io.alerthistory.session.SentPayloads;
import io.alerthistory.session.StageStatus;
import io.alerthistory.session.StageStore;
import io.alerthistory.session.Stages;
import io.alerthistory.time.Micros;
import io.smallrye.mutiny.Uni;

/** The cancel of a chat's responses. */
@ApplicationScoped
public class ChatCancellations {

    /** The event by which workers are asked to cancel. */
    static final String REQUESTED = "chat.cancel_requested";

    private static final ChatCancelReceipt CANCELLED = new ChatCancelReceipt(true, "Chat response cancelled");
    private static final ChatCancelReceipt ASKED = new ChatCancelReceipt(true, "Cancellation request sent");

    private final ChatStore chats;
    private final StageStore stages;
    private final EventStore events;
    private final Audits audits;
    private final Clock clock;

    ChatCancellations(ChatStore chats, StageStore stages, EventStore events, Audits audits, Clock clock) {
        this.chats = chats;
        this.stages = stages;
        this.events = events;
        this.audits = audits;
        this.clock = clock;
    }

    /**
     * Cancels a response: one that waits or is paused at once, for no worker is at it; of an active one the workers are asked
     * to cancel it. One that has ended stays as it is.
     *
     * @throws ProblemException 404 when there is no such stage, or it belongs to no chat
     */
    public Uni<ChatCancelReceipt> cancel(String executionId) {
        AuditEntry entry = audits.entry(AuditAction.CHAT_CANCEL, executionId);
        return chats.response(executionId).onItem().ifNull().failWith(() -> unknown(executionId))
                .flatMap(found -> found.status().isTerminal() ? Uni.createFrom().item(ended(found.status()))
                        : cancel(found.sessionId(), executionId, entry));
    }

    /** The stage may have changed since it was found; only the locked row decides. */
    private Uni<ChatCancelReceipt> cancel(String sessionId, String executionId, AuditEntry entry) {
        return stages
                .update(sessionId, executionId, SentPayloads.NONE,
                        (session, stage) -> Stages.cancelUnlessActive(session, stage, Micros.now(clock)),
                        entry.with(Map.of("session_id", sessionId)))
                .onItem().ifNull().failWith(() -> unknown(executionId))
                .flatMap(stage -> stage.status == StageStatus.ACTIVE ? ask(sessionId, executionId)
                        : Uni.createFrom().item(stage.status == StageStatus.CANCELLED ? CANCELLED : ended(stage.status)));
    }

    /** After the entry has been committed: when this fails, the client repeats the cancel. */
    private Uni<ChatCancelReceipt> ask(String sessionId, String executionId) {
        JsonText fields = JsonText.of(JsonNodeFactory.instance.objectNode().put("stage_execution_id", executionId));
        return events.publish(sessionId, REQUESTED, fields.text()).replaceWith(ASKED);
    }

    private static ChatCancelReceipt ended(StageStatus status) {
        return new ChatCancelReceipt(true, "Chat response has ended already (status: " + status.jsonName() + ")");
    }

    private static ProblemException unknown(String executionId) {
        return new ProblemException(ErrorCode.STAGE_NOT_FOUND, "Stage " + executionId + " of a chat not found");
    }
}
