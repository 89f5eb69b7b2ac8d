package io.alerthistory.bulk;

import java.util.List;
import java.util.Objects;
import java.util.concurrent.atomic.AtomicReference;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Event;

import org.jspecify.annotations.Nullable;

import io.alerthistory.budget.Budgets;
import io.alerthistory.budget.LargeBodies;
import io.alerthistory.budget.Lease;
import io.alerthistory.error.Failures;
import io.alerthistory.error.Problem;
import io.alerthistory.error.ProblemException;
import io.alerthistory.interaction.InteractionKind;
import io.alerthistory.observe.HistoryEvent;
import io.alerthistory.session.SessionEnds;
import io.smallrye.mutiny.Multi;
import io.smallrye.mutiny.Uni;

/** Takes uploads in, batch by batch. */
@ApplicationScoped
public class BulkUploads {

    /** Bytes in memory per byte of a batch while it is parsed and stored. */
    private static final long COST = 4;

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
     * Stores what can be stored. A batch is read when the one before is durable, and answered when it is itself; whoever takes
     * no answers finds them all, or their sums, later. Who goes away stops the upload after the batch that is running.
     *
     * @param fallbackAuthor who is said to have sent the sessions that name no author
     * @param path of the request, for the problem in the last line
     * @return an answer for every batch, and a last one; fails with a {@link ProblemException} when there was none before
     */
    public Multi<BulkAnswer> take(BulkInput input, String fallbackAuthor, String path) {
        UnsentResults unsent = new UnsentResults();
        return answers(input, fallbackAuthor, path).invoke(unsent::add).onOverflow().dropPreviousItems().onItem()
                .transformToMultiAndConcatenate(latest -> Multi.createFrom().iterable(unsent.take()));
    }

    private Multi<BulkAnswer> answers(BulkInput input, String fallbackAuthor, String path) {
        AtomicReference<@Nullable BulkReceipt> answered = new AtomicReference<>();
        return Multi.createBy().repeating().uni(() -> next(input, fallbackAuthor)
                .map(batch -> add(answered, batch))
                .onFailure().recoverWithUni(failure -> brokenOff(input, failures.problem(failure), path, answered.get())))
                .whilst(BatchReceipt.class::isInstance);
    }

    /** @return null at the end */
    private Uni<@Nullable BatchReceipt> next(BulkInput input, String fallbackAuthor) {
        return input.next().flatMap(lines -> {
            if (lines.isEmpty()) {
                return Uni.createFrom().nullItem();
            }
            long cost = COST * lines.stream().mapToLong(Line::size).sum();
            AtomicReference<List<Line>> unparsed = new AtomicReference<>(lines); // what waits below must not keep them
            return budgets.batchWork().acquire(cost, UploadMemory.PATIENCE).onItem()
                    .transformToUni(lease -> detached(stored(unparsed, fallbackAuthor), lease));
        });
    }

    private Uni<BatchReceipt> stored(AtomicReference<List<Line>> unparsed, String fallbackAuthor) {
        return Uni.createFrom()
                .item(() -> parser.parse(Objects.requireNonNull(unparsed.getAndSet(List.of())), fallbackAuthor))
                // The event loop has other things to do than to look at 500 records.
                .runSubscriptionOn(largeBodies.executor()).flatMap(this::store);
    }

    /** What has begun goes on without its caller, and its memory is in use until then. */
    private static Uni<BatchReceipt> detached(Uni<BatchReceipt> work, Lease lease) {
        return Uni.createFrom().emitter(emitter -> work.onTermination().invoke(lease::close).subscribe()
                .with(emitter::complete, emitter::fail));
    }

    private Uni<BatchReceipt> store(BulkBatch batch) {
        return store.store(batch).map(plan -> {
            tell(plan);
            return new BatchReceipt(plan.accepted(), plan.duplicates(), plan.rejected(), null);
        });
    }

    private static BulkAnswer add(AtomicReference<@Nullable BulkReceipt> answered, @Nullable BatchReceipt batch) {
        BulkReceipt before = answered.get() == null ? BulkReceipt.NOTHING : answered.get();
        if (batch == null) {
            return before;
        }
        answered.set(before.plus(batch));
        return batch;
    }

    private static Uni<BulkAnswer> brokenOff(BulkInput input, ProblemException problem, String path,
            @Nullable BulkReceipt answered) {
        return input.abandon().chain(() -> answered == null ? Uni.createFrom().failure(problem)
                : Uni.createFrom().item(answered.brokenOff(Problem.of(problem, path))));
    }

    private void tell(BulkPlan plan) {
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
