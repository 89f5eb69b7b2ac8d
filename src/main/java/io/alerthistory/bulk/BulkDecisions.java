package io.alerthistory.bulk;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Predicate;

import org.jspecify.annotations.Nullable;

import io.alerthistory.bulk.BulkRecord.OfInteraction;
import io.alerthistory.bulk.BulkRecord.OfSession;
import io.alerthistory.bulk.BulkRecord.OfStage;
import io.alerthistory.error.ErrorCode;
import io.alerthistory.error.ProblemException;
import io.alerthistory.interaction.ExistingInteraction;
import io.alerthistory.interaction.Interaction;
import io.alerthistory.interaction.InteractionCounters;
import io.alerthistory.interaction.InteractionKind;
import io.alerthistory.interaction.LlmInteraction;
import io.alerthistory.interaction.McpInteraction;
import io.alerthistory.session.AlertSession;
import io.alerthistory.session.SessionHead;
import io.alerthistory.session.Sessions;
import io.alerthistory.session.StageExecution;
import io.alerthistory.session.StageHead;
import io.alerthistory.session.Stages;

/**
 * Decides about the records of a batch as the single POSTs would, in this order: sessions, stages, parent stages before
 * their children, interactions. A record can refer to records that were accepted before it.
 */
final class BulkDecisions {

    private final BulkBatch batch;
    private final BulkFindings found;

    private final Map<String, SessionHead> sessions = new HashMap<>();
    private final Map<String, SessionHead> sessionsByAlert = new HashMap<>();
    private final Map<String, StageHead> stages = new HashMap<>();
    private final Map<InteractionKind, Map<String, ExistingInteraction>> interactions = new EnumMap<>(InteractionKind.class);
    private final Map<InteractionKind, Map<String, Interaction>> accepted = new EnumMap<>(InteractionKind.class);

    private final Map<String, AlertSession> newSessions = new TreeMap<>();
    private final List<StageExecution> newStages = new ArrayList<>();
    private final List<Interaction> newInteractions = new ArrayList<>();
    private final Map<String, SessionHead> counted = new TreeMap<>();
    private final AtomicInteger duplicates = new AtomicInteger();
    private final List<RejectedLine> rejected;

    BulkDecisions(BulkBatch batch, BulkFindings found) {
        this.batch = batch;
        this.found = found;
        rejected = new ArrayList<>(batch.rejected());
        found.sessions().forEach(this::index);
        found.stages().forEach(stage -> stages.put(stage.executionId(), stage));
        for (InteractionKind kind : InteractionKind.values()) {
            interactions.put(kind, new HashMap<>());
            accepted.put(kind, new HashMap<>());
        }
        found.interactions().stream().filter(this::isStillThere).forEach(known -> known(known.kind()).merge(known.id(), known,
                (one, other) -> batch.sessionIds().contains(one.sessionId()) ? one : other));
    }

    BulkPlan plan() {
        decide(batch.of(OfSession.class).toList(), this::isNew);
        decide(batch.of(OfStage.class).filter(stage -> !isChild(stage)).toList(), this::isNew);
        decide(batch.of(OfStage.class).filter(BulkDecisions::isChild).toList(), this::isNew);
        decide(batch.of(OfInteraction.class).toList(), this::isNew);
        rejected.sort(Comparator.comparingLong(RejectedLine::line));
        return new BulkPlan(List.copyOf(newSessions.values()), List.copyOf(newStages), accepted(LlmInteraction.class),
                accepted(McpInteraction.class), counted.values().stream().map(SessionHead::changed).toList(), duplicates.get(),
                List.copyOf(rejected));
    }

    /**
     * Decides about records of one kind.
     *
     * @param isNew returns whether a record is new or a duplicate; throws when it is to be rejected
     */
    private <R extends BulkRecord> void decide(List<R> records, Predicate<R> isNew) {
        for (R one : records) {
            try {
                if (!isNew.test(one)) {
                    duplicates.incrementAndGet();
                }
            } catch (ProblemException e) {
                rejected.add(RejectedLine.of(one.line(), e));
            }
        }
    }

    private boolean isNew(OfSession one) {
        AlertSession session = one.session();
        SessionHead existing = sessions.get(session.sessionId);
        if (existing == null && session.alertId != null) {
            existing = sessionsByAlert.get(session.alertId);
        }
        if (existing != null) {
            Sessions.requireRepeat(existing, session, true);
            return false;
        }
        newSessions.put(session.sessionId, session);
        index(SessionHead.ofNew(session)); // the record stays as it is: a transaction may have to start again
        return true;
    }

    private boolean isNew(OfStage one) {
        StageExecution stage = one.stage();
        SessionHead session = session(stage.sessionId);
        StageHead known = stages.get(stage.executionId);
        if (known != null) {
            Stages.requireRepeat(known, stage);
            return false;
        }
        requireOwnChat(stage);
        Stages.admit(stage, session, stage.parentStageExecutionId == null ? null : stages.get(stage.parentStageExecutionId));
        stages.put(stage.executionId, StageHead.of(stage));
        newStages.add(stage);
        counted.put(session.sessionId(), session);
        return true;
    }

    private void requireOwnChat(StageExecution stage) {
        if (stage.chatId != null && !stage.sessionId.equals(found.chats().get(stage.chatId))) {
            throw Stages.foreignChat("/chat_id");
        }
        if (stage.chatUserMessageId != null && !Objects.equals(stage.chatId, found.messages().get(stage.chatUserMessageId))) {
            throw Stages.foreignChat("/chat_user_message_id");
        }
    }

    private boolean isNew(OfInteraction one) {
        Interaction interaction = one.interaction();
        SessionHead session = session(interaction.sessionId());
        ExistingInteraction known = known(interaction);
        if (known != null) {
            known.requireRepeat(interaction, one.timed());
            return false;
        }
        StageHead stage = stage(interaction);
        interaction.requireOpen(session.status(), session.completedAtUs(), stage != null && stage.isChat());
        Interaction numbered = interaction
                .numbered(InteractionCounters.added(session.counters(), interaction, batch.receivedAtUs()));
        accepted(interaction.kind()).put(numbered.id(), numbered);
        newInteractions.add(numbered);
        counted.put(session.sessionId(), session);
        return true;
    }

    private SessionHead session(String sessionId) {
        SessionHead session = sessions.get(sessionId);
        if (session == null) {
            throw Sessions.unknown(sessionId);
        }
        return session;
    }

    private @Nullable StageHead stage(Interaction interaction) {
        if (interaction.stageExecutionId() == null) {
            return null;
        }
        StageHead stage = stages.get(interaction.stageExecutionId());
        if (stage == null || !stage.sessionId().equals(interaction.sessionId())) {
            throw new ProblemException(ErrorCode.UNKNOWN_STAGE,
                    "stage_execution_id must name a stage of session " + interaction.sessionId());
        }
        return stage;
    }

    private void index(SessionHead session) {
        sessions.put(session.sessionId(), session);
        if (session.alertId() != null) {
            sessionsByAlert.put(session.alertId(), session);
        }
    }

    /** Interactions were read before the sessions were locked, and the session of one may have been deleted in between. */
    private boolean isStillThere(ExistingInteraction known) {
        return sessions.containsKey(known.sessionId()) || !batch.sessionIds().contains(known.sessionId());
    }

    /** Computes the digest of an interaction of this batch only when it is repeated, which is rare. */
    private @Nullable ExistingInteraction known(Interaction sent) {
        Interaction twin = accepted(sent.kind()).get(sent.id());
        return twin == null ? known(sent.kind()).get(sent.id())
                : known(sent.kind()).computeIfAbsent(sent.id(), id -> ExistingInteraction.of(twin));
    }

    private Map<String, ExistingInteraction> known(InteractionKind kind) {
        return Objects.requireNonNull(interactions.get(kind));
    }

    private Map<String, Interaction> accepted(InteractionKind kind) {
        return Objects.requireNonNull(accepted.get(kind));
    }

    private <T extends Interaction> List<T> accepted(Class<T> type) {
        return newInteractions.stream().filter(type::isInstance).map(type::cast).toList();
    }

    private static boolean isChild(OfStage one) {
        return one.stage().parentStageExecutionId != null;
    }
}
