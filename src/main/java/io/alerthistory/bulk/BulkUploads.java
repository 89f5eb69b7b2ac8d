package io.alerthistory.bulk;

import java.util.List;
import java.util.Objects;
import java.util.concurrent.atomic.AtomicReference;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Event;

import org.jspecify.annotations.Nullable;

import io.alerthistory.budget.Budgets;
import io.alerthistory.budget.LargeBodies;
import io.alerthistory.error.Failures;
import io.alerthistory.error.Problem;
import io.alerthistory.error.ProblemException;
import io.alerthistory.interaction.InteractionKind;
import io.alerthistory.observe.HistoryEvent;
import io.alerthistory.session.SessionEnds;
import io.smallrye.mutiny.Multi;
import io.smallrye.mutiny.Uni;

/** The use case of bulk uploads. */
@ApplicationScoped
public class BulkUploads {

    /** The number of bytes in memory per byte of a batch while it is parsed and stored. */
    private static final long MEMORY_FACTOR = 4;

    private final BulkParser parser;
    private final BulkStore store;
    private final Event<HistoryEvent> events;
    private final SessionEnds ends;
    private final Failures failures;
    private final Budgets budgets;
    private final LargeBodies largeBodies;

    BulkUploads(BulkParser parser, BulkStore store, Event<HistoryEvent> events, SessionEnds ends, Failures failures,
            Budgets budgets, LargeBodies largeBodies) {
        this.largeBodies = largeBodies;
        this.budgets = budgets;
        this.parser = parser;
        this.store = store;
        this.events = events;
        this.ends = ends;
        this.failures = failures;
    }

    /**
     * Stores every valid record. A batch is read when the one before is durable, and its result is emitted when it is
     * durable itself. A client that reads no results while it sends gets all of them, or their sums, later. When the
     * client disconnects, the upload stops after the current batch.
     *
     * @param fallbackAuthor the author of sessions that name none
     * @param path of the request, for the problem in the last line
     * @return a result for each batch, and a last line; fails with a {@link ProblemException} when the upload fails
     *         before the first result
     */
    public Multi<BulkResult> take(BulkInput input, String fallbackAuthor, String path) {
        UnsentResults unsent = new UnsentResults();
        return results(input, fallbackAuthor, path).invoke(unsent::add).onOverflow().dropPreviousItems().onItem()
                .transformToMultiAndConcatenate(latest -> Multi.createFrom().iterable(unsent.take()));
    }

    private Multi<BulkResult> results(BulkInput input, String fallbackAuthor, String path) {
        AtomicReference<@Nullable BulkReceipt> total = new AtomicReference<>();
        return Multi.createBy().repeating().uni(() -> next(input, fallbackAuthor)
                .map(batch -> add(total, batch))
                .onFailure().recoverWithUni(failure -> brokenOff(input, failures.problem(failure), path, total.get())))
                .whilst(BatchReceipt.class::isInstance);
    }

    /**
     * Reads and stores the next batch.
     *
     * @return null at the end
     */
    private Uni<@Nullable BatchReceipt> next(BulkInput input, String fallbackAuthor) {
        return input.next().flatMap(lines -> {
            if (lines.isEmpty()) {
                return Uni.createFrom().nullItem();
            }
            long cost = MEMORY_FACTOR * lines.stream().mapToLong(Line::size).sum();
            AtomicReference<List<Line>> unparsed = new AtomicReference<>(lines); // held only here, so that the lines can be freed while the statement runs
            return budgets.batchWork().detached(cost, UploadMemory.MAX_WAIT, Runnable::run,
                    () -> stored(unparsed, fallbackAuthor));
        });
    }

    private Uni<BatchReceipt> stored(AtomicReference<List<Line>> unparsed, String fallbackAuthor) {
        return Uni.createFrom()
                .item(() -> parser.parse(Objects.requireNonNull(unparsed.getAndSet(List.of())), fallbackAuthor))
                // Parsing 500 records would block the event loop.
                .runSubscriptionOn(largeBodies.executor()).flatMap(this::store);
    }

    private Uni<BatchReceipt> store(BulkBatch batch) {
        return store.store(batch).map(plan -> {
            publish(plan);
            return new BatchReceipt(plan.accepted(), plan.duplicates(), plan.rejected(), null);
        });
    }

    private static BulkResult add(AtomicReference<@Nullable BulkReceipt> total, @Nullable BatchReceipt batch) {
        BulkReceipt before = total.get() == null ? BulkReceipt.NOTHING : total.get();
        if (batch == null) {
            return before;
        }
        total.set(before.plus(batch));
        return batch;
    }

    private static Uni<BulkResult> brokenOff(BulkInput input, ProblemException problem, String path,
            @Nullable BulkReceipt total) {
        return input.abandon().chain(() -> total == null ? Uni.createFrom().failure(problem)
                : Uni.createFrom().item(total.brokenOff(Problem.of(problem, path))));
    }

    private void publish(BulkPlan plan) {
        records("accepted", plan.accepted());
        records("duplicate", plan.duplicates());
        records("rejected", plan.rejected().size());
        if (!plan.sessions().isEmpty()) {
            events.fire(new HistoryEvent.SessionsCreated(plan.sessions().size()));
        }
        plan.sessions().forEach(session -> ends.publish(session));
        recorded(InteractionKind.LLM, plan.llmInteractions());
        recorded(InteractionKind.MCP, plan.mcpInteractions());
    }

    private void recorded(InteractionKind kind, List<?> interactions) {
        if (!interactions.isEmpty()) {
            events.fire(new HistoryEvent.InteractionsRecorded(kind.jsonName(), interactions.size()));
        }
    }

    private void records(String outcome, int count) {
        events.fire(new HistoryEvent.BulkRecords(outcome, count));
    }
}
