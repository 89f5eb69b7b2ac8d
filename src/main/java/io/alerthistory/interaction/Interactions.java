package io.alerthistory.interaction;

import java.time.Clock;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Event;

import io.alerthistory.error.ProblemException;
import io.alerthistory.observe.HistoryEvent;
import io.alerthistory.redaction.Redaction;
import io.alerthistory.session.Sessions;
import io.alerthistory.time.Micros;
import io.smallrye.mutiny.Uni;

/** The use case of interactions: appending them. */
@ApplicationScoped
public class Interactions {

    private final InteractionStore store;
    private final Event<HistoryEvent> events;
    private final Redaction redaction;
    private final ModelPrices prices;
    private final Clock clock;

    Interactions(InteractionStore store, Event<HistoryEvent> events, Redaction redaction, ModelPrices prices,
            Clock clock) {
        this.prices = prices;
        this.redaction = redaction;
        this.store = store;
        this.events = events;
        this.clock = clock;
    }

    /**
     * Appends interactions, all of them or none.
     *
     * @param truncate whether payloads over a limit are truncated; otherwise they are refused
     * @throws ProblemException 404 when the session is unknown, 409 when an id has other content or the session has
     *         ended, 422 when a stage is unknown or a payload exceeds a limit
     */
    public <T extends Interaction> Uni<InteractionReceipt> append(String sessionId, InteractionKind kind,
            List<? extends RecordInteraction<T>> requests, boolean truncate) {
        long now = Micros.now(clock);
        List<T> interactions = PayloadLimits.apply(requests, truncate,
                (request, limits) -> prices.priced(request.redacted(redaction).toInteraction(sessionId, now, limits)));
        List<String> ids = interactions.stream().map(Interaction::id).toList();
        Set<String> untimed = IntStream.range(0, ids.size()).filter(i -> requests.get(i).timestampUs() == null)
                .mapToObj(ids::get).collect(Collectors.toSet());
        return store.append(new Batch<>(sessionId, kind, interactions, untimed, now))
                .onItem().ifNull().failWith(() -> Sessions.unknown(sessionId))
                .map(appended -> {
                    events.fire(new HistoryEvent.InteractionsRecorded(kind.jsonName(), appended.accepted()));
                    return new InteractionReceipt(appended.accepted(), ids.size() - appended.accepted(), ids,
                            appended.lastSeq());
                });
    }
}
