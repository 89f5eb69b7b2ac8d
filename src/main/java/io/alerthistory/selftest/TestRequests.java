package io.alerthistory.selftest;

import java.util.List;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicReferenceArray;

import io.alerthistory.history.CountMode;
import io.alerthistory.history.PageRequest;
import io.alerthistory.history.SessionFilter;
import io.alerthistory.history.SessionQuery;
import io.alerthistory.history.SessionReading;
import io.alerthistory.history.SessionSort;
import io.alerthistory.interaction.Batch;
import io.alerthistory.interaction.Call;
import io.alerthistory.interaction.InteractionKind;
import io.alerthistory.interaction.LlmInteraction;
import io.alerthistory.interaction.LlmInteractionType;
import io.alerthistory.interaction.Tokens;
import io.alerthistory.json.JsonText;
import io.alerthistory.queue.ClaimRequest;
import io.alerthistory.queue.HeartbeatRequest;
import io.alerthistory.session.AlertSession;
import io.alerthistory.session.SearchDocument;
import io.alerthistory.session.SessionStatus;
import io.smallrye.mutiny.Uni;

/** The requests of a test. It remembers some of the sessions that it has created, at most as many as there are places. */
final class TestRequests {

    private static final int PLACES = 1000;
    private static final int PAGE = 20;
    private static final long START_US = 1_700_000_000_000_000L;
    private static final String AGENT = "self-test";

    private final TestBed bed;
    private final AtomicReferenceArray<String> known = new AtomicReferenceArray<>(PLACES);
    private final AtomicInteger created = new AtomicInteger();

    TestRequests(TestBed bed) {
        this.bed = bed;
    }

    Uni<Void> create() {
        return create(session(SessionStatus.IN_PROGRESS)).replaceWithVoid();
    }

    /** Creates a session that waits for a worker. */
    Uni<String> createPending() {
        return create(session(SessionStatus.PENDING));
    }

    private Uni<String> create(AlertSession session) {
        return bed.sessions().create(session)
                .invoke(() -> known.set(Math.floorMod(created.getAndIncrement(), PLACES), session.sessionId))
                .replaceWith(session.sessionId);
    }

    Uni<Void> append() {
        String session = some();
        return bed.interactions().append(new Batch<>(session, InteractionKind.LLM, List.of(new LlmInteraction(
                new Call(UUID.randomUUID().toString(), session, null, START_US + 1, 1200, true, null, false, 0), "model",
                "provider", 0.5, new JsonText("{\"messages\":[{\"role\":\"user\",\"content\":\"why?\"}]}"),
                new Tokens(100L, 20L, 120L), null, null, LlmInteractionType.INVESTIGATION, null, null)), Set.of(),
                START_US + 2)).replaceWithVoid();
    }

    Uni<Void> list() {
        return bed.history().list(new SessionQuery(SessionFilter.NONE, SessionSort.NEWEST_FIRST,
                PageRequest.numbered(1, PAGE), CountMode.AUTO, START_US + 3)).replaceWithVoid();
    }

    Uni<Void> detail() {
        return bed.history().find(some(), SessionReading.WHOLE).replaceWithVoid();
    }

    /** Claims the oldest session that waits; empty when none does. */
    Uni<String> claim(String worker) {
        return bed.queue().claim(new ClaimRequest(worker, null), START_US + 4).onItem().ifNull().continueWith("");
    }

    Uni<Void> beat() {
        return bed.queue().beat(some(), new HeartbeatRequest(AGENT), START_US + 5).replaceWithVoid();
    }

    /** A session that was created lately. */
    private String some() {
        int last = Math.min(created.get(), PLACES);
        String found = last == 0 ? null : known.get(ThreadLocalRandom.current().nextInt(last));
        return found == null ? "" : found;
    }

    private static AlertSession session(SessionStatus status) {
        AlertSession session = new AlertSession();
        session.sessionId = "self-test-" + UUID.randomUUID();
        session.agentType = AGENT;
        session.alertType = "SelfTest";
        session.status = status;
        session.startedAtUs = START_US + ThreadLocalRandom.current().nextInt(1_000_000);
        session.alertData = new JsonText("{\"pod\":\"api-1\",\"namespace\":\"payments\",\"message\":\"the pod restarts\"}");
        session.chainId = AGENT;
        session.contentDigest = AGENT;
        session.searchDocument = SearchDocument.of(session);
        session.version = 1;
        return session;
    }
}
