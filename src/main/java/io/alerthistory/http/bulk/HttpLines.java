package io.alerthistory.http.bulk;

import java.time.Duration;
import java.util.List;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Consumer;

import org.jspecify.annotations.Nullable;

import io.alerthistory.budget.Budgets;
import io.alerthistory.budget.Lease;
import io.alerthistory.bulk.BulkInput;
import io.alerthistory.bulk.Line;
import io.alerthistory.bulk.LineBatches;
import io.alerthistory.bulk.UploadMemory;
import io.alerthistory.error.ErrorCode;
import io.alerthistory.error.ProblemException;
import io.alerthistory.http.body.DecodedBody;
import io.alerthistory.http.body.MinimumRate;
import io.alerthistory.http.body.UnreadBody;
import io.alerthistory.http.connection.ResponseEnd;
import io.alerthistory.http.problem.BrokenFraming;
import io.smallrye.mutiny.Uni;
import io.smallrye.mutiny.subscription.UniEmitter;
import io.vertx.core.Context;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpHeaders;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.core.streams.ReadStream;
import io.vertx.ext.web.RoutingContext;

/**
 * The lines of a request's body. The body is paused unless a batch is requested and there is memory for its lines, so
 * that TCP flow control slows down a client that is faster than the database. Runs on the event loop of the request.
 */
final class HttpLines implements BulkInput {

    private static final String CONTINUE = "100-continue";
    private static final long CHECK_MILLIS = 1000;

    /** The minimum rate of a client whose incomplete line holds memory that others wait for. */
    private static final MinimumRate OF_LINE = new MinimumRate(Duration.ofSeconds(5), 16_384);

    private final RoutingContext exchange;
    private final ReadStream<Buffer> body;
    private final Context eventLoop;
    private final Duration timeout;
    private final UploadMemory memory;
    private final LineBatches batches = new LineBatches();
    private final AtomicReference<@Nullable UniEmitter<? super List<Line>>> waiting = new AtomicReference<>();
    private final AtomicReference<@Nullable Throwable> broken = new AtomicReference<>();

    /** Whether the body is paused until a lease is granted; the client's time does not run then. */
    private final AtomicBoolean pausedForMemory = new AtomicBoolean();

    /** When the client's time started, in nanoseconds, and the bytes received since. */
    private final AtomicLong awaitedSince = new AtomicLong();
    private final AtomicLong received = new AtomicLong();
    private final AtomicLong lastReceived = new AtomicLong();

    private HttpLines(RoutingContext exchange, Budgets budgets, Duration timeout) {
        this.exchange = exchange;
        this.body = DecodedBody.of(exchange, Long.MAX_VALUE);
        this.timeout = timeout;
        memory = new UploadMemory(budgets);
        eventLoop = exchange.vertx().getOrCreateContext();
    }

    /**
     * Starts before the first byte of the body.
     *
     * @param timeout how long the client may send nothing while the body is not paused
     */
    static HttpLines of(RoutingContext exchange, Budgets budgets, Duration timeout) {
        HttpLines lines = new HttpLines(exchange, budgets, timeout);
        lines.begin();
        return lines;
    }

    @Override
    public Uni<List<Line>> next() {
        return Uni.createFrom().emitter(emitter -> eventLoop.runOnContext(now -> {
            memory.batchEnded(batches.bytes(), batches.unfinished());
            waiting.set(emitter);
            expectFromClient();
            serve();
        }));
    }

    @Override
    public Uni<Void> abandon() {
        return Uni.createFrom().emitter(emitter -> eventLoop.runOnContext(now -> {
            UnreadBody.closeAfterResponse(exchange);
            emitter.complete(null);
        }));
    }

    private void begin() {
        body.pause();
        long timer = exchange.vertx().setPeriodic(CHECK_MILLIS, now -> checkProgress());
        ResponseEnd.then(exchange, () -> {
            exchange.vertx().cancelTimer(timer);
            memory.close();
        });
        await(memory.open(), lease -> {
            memory.opened(lease);
            read(exchange.request());
        });
    }

    private void read(HttpServerRequest request) {
        if (CONTINUE.equalsIgnoreCase(request.getHeader(HttpHeaders.EXPECT))) {
            request.response().writeContinue();
        }
        if (request.isEnded()) {
            batches.end();
            return;
        }
        body.exceptionHandler(failure -> breakOff(failure instanceof ProblemException problem ? problem
                : new ProblemException(ErrorCode.BAD_REQUEST, "The body ended before it was complete"))).endHandler(end -> {
                    BrokenFraming.of(request).ifPresentOrElse(this::breakOff, batches::end);
                    serve();
                }).handler(piece -> {
                    take(piece);
                    serve();
                });
    }

    private void take(Buffer piece) {
        received.addAndGet(piece.length());
        lastReceived.set(System.nanoTime());
        batches.take(piece);
    }

    private void serve() {
        UniEmitter<? super List<Line>> emitter = waiting.get();
        if (emitter == null || pausedForMemory.get()) {
            return;
        }
        Throwable failure = broken.get();
        boolean covered = memory.covers(batches.bytes(), batches.unfinished());
        if (batches.isReady() || (!covered && batches.hasLines())) {
            waiting.set(null);
            emitter.complete(batches.next());
        } else if (failure != null) {
            waiting.set(null);
            emitter.fail(failure);
        } else if (covered) {
            body.fetch(1);
        } else {
            await(memory.ofLine(), memory::lineGranted);
        }
    }

    /** Pauses the body until there is memory for it. */
    private void await(Uni<Lease> lease, Consumer<Lease> granted) {
        pausedForMemory.set(true);
        lease.subscribe().with(now -> onEventLoop(() -> {
            granted.accept(now);
            goOn();
        }), refused -> onEventLoop(() -> {
            broken.compareAndSet(null, refused);
            goOn();
        }));
    }

    private void goOn() {
        pausedForMemory.set(false);
        expectFromClient();
        serve();
    }

    private void onEventLoop(Runnable action) {
        eventLoop.runOnContext(now -> action.run());
    }

    private void expectFromClient() {
        long now = System.nanoTime();
        awaitedSince.set(now);
        lastReceived.set(now);
        received.set(0);
    }

    /** The time while the body is paused does not count. */
    private void checkProgress() {
        if (waiting.get() == null || pausedForMemory.get() || broken.get() != null) {
            return;
        }
        long now = System.nanoTime();
        Duration silent = Duration.ofNanos(now - lastReceived.get());
        Duration sending = Duration.ofNanos(now - awaitedSince.get());
        boolean isTooSlow = sending.compareTo(timeout) > 0 && MinimumRate.OF_BODY.isMissed(received.get(), sending);
        boolean holdsUpOthers = memory.holdsLine() && OF_LINE.isMissed(received.get(), sending);
        if (silent.compareTo(timeout) > 0 || isTooSlow || holdsUpOthers) {
            breakOff(new ProblemException(ErrorCode.REQUEST_TIMEOUT, "In " + sending.toSeconds() + " seconds "
                    + received.get() + " bytes of the body arrived; send lines continuously, and large ones without a pause"));
        }
    }

    private void breakOff(ProblemException problem) {
        broken.compareAndSet(null, problem);
        serve();
    }
}
