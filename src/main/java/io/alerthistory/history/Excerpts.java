package io.alerthistory.history;

import java.time.Clock;

import jakarta.enterprise.context.ApplicationScoped;

import org.jspecify.annotations.Nullable;

import io.alerthistory.error.ProblemException;
import io.alerthistory.json.StoredText;
import io.alerthistory.session.Micros;
import io.alerthistory.session.Sessions;
import io.alerthistory.stream.TextStore;
import io.smallrye.mutiny.Uni;

/** What can be read of a session without the whole of it. */
@ApplicationScoped
class Excerpts {

    private final ExcerptStore store;
    private final TextStore texts;
    private final Clock clock;

    Excerpts(ExcerptStore store, TextStore texts, Clock clock) {
        this.store = store;
        this.texts = texts;
        this.clock = clock;
    }

    /** @throws ProblemException 404 when there is no such session */
    Uni<SessionSummary> summary(String sessionId) {
        return store.summary(sessionId).onItem().ifNull().failWith(() -> Sessions.unknown(sessionId));
    }

    /** @throws ProblemException 404 when there is no such session */
    Uni<FinalAnalysis> finalAnalysis(String sessionId, FinalAnalysisParams params) {
        return store.finalAnalysis(sessionId, params.wanted()).onItem().ifNull()
                .failWith(() -> Sessions.unknown(sessionId)).flatMap(analysis -> messages(analysis.llmConversation())
                        .flatMap(llm -> messages(analysis.chatConversation()).map(chat -> analysis.with(llm, chat))));
    }

    /** Of a long conversation the messages are looked for while it is read, and read again when they are written. */
    private Uni<@Nullable Conversation> messages(@Nullable Conversation conversation) {
        StoredText stored = conversation == null ? null : conversation.messages().stored();
        return conversation == null || stored == null ? Uni.createFrom().item(conversation)
                : new MemberSearch(Conversation.MESSAGES).in(stored, texts)
                        .map(found -> conversation.with(found == null ? Conversation.NO_MESSAGES : found));
    }

    Uni<ActiveSessions> active() {
        return store.active(ActiveSessions.MOST + 1, Micros.now(clock)).map(ActiveSessions::of);
    }
}
