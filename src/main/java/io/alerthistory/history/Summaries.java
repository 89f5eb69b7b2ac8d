package io.alerthistory.history;

import java.time.Clock;
import java.util.Set;

import jakarta.enterprise.context.ApplicationScoped;

import org.jspecify.annotations.Nullable;

import io.alerthistory.error.ProblemException;
import io.alerthistory.json.StoredText;
import io.alerthistory.session.Sessions;
import io.alerthistory.time.Micros;
import io.smallrye.mutiny.Uni;

/** What can be read of a session without the whole of it. */
@ApplicationScoped
public class Summaries {

    private final HistoryStore store;
    private final Clock clock;

    Summaries(HistoryStore store, Clock clock) {
        this.store = store;
        this.clock = clock;
    }

    /**
     * Reads the figures of a session.
     *
     * @throws ProblemException 404 when there is no such session
     */
    public Uni<SessionSummary> summary(String sessionId) {
        return store.summary(sessionId).onItem().ifNull().failWith(() -> Sessions.unknown(sessionId));
    }

    /**
     * Reads how far a session is.
     *
     * @throws ProblemException 404 when there is no such session
     */
    public Uni<SessionProgress> progress(String sessionId) {
        return store.progress(sessionId).onItem().ifNull().failWith(() -> Sessions.unknown(sessionId));
    }

    /**
     * Reads a window of a session's interactions without their payloads.
     *
     * @throws ProblemException 404 when there is no such session
     */
    public Uni<Trace> trace(TraceQuery query) {
        return store.trace(query).onItem().ifNull().failWith(() -> Sessions.unknown(query.sessionId()));
    }

    /**
     * Reads what an investigation came to, with the conversations that are wanted.
     *
     * @throws ProblemException 404 when there is no such session
     */
    public Uni<FinalAnalysis> finalAnalysis(String sessionId, Set<ConversationKind> wanted) {
        return store.finalAnalysis(sessionId, wanted).onItem().ifNull()
                .failWith(() -> Sessions.unknown(sessionId)).flatMap(analysis -> messages(analysis.llmConversation())
                        .flatMap(llm -> messages(analysis.chatConversation()).map(chat -> analysis.with(llm, chat))));
    }

    /** Of a long conversation the messages are looked for while it is read, and read again when they are written. */
    private Uni<@Nullable Conversation> messages(@Nullable Conversation conversation) {
        StoredText stored = conversation == null ? null : conversation.messages().stored();
        return conversation == null || stored == null ? Uni.createFrom().item(conversation)
                : new MemberSearch(Conversation.MESSAGES).in(stored, store)
                        .map(found -> conversation.with(found == null ? Conversation.NO_MESSAGES : found));
    }

    public Uni<ActiveSessions> active() {
        return store.active(ActiveSessions.MAX + 1, Micros.now(clock)).map(ActiveSessions::of);
    }
}
