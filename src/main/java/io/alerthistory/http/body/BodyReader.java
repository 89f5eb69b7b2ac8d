package io.alerthistory.http.body;

import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Consumer;

import org.jspecify.annotations.Nullable;

import io.alerthistory.budget.Budgets;
import io.alerthistory.budget.ByteBudget;
import io.alerthistory.budget.Lease;
import io.alerthistory.error.BodyLimit;
import io.alerthistory.error.ErrorCode;
import io.alerthistory.error.ProblemException;
import io.alerthistory.http.connection.ResponseEnd;
import io.alerthistory.http.problem.BrokenFraming;
import io.alerthistory.json.ByteSegments;
import io.vertx.core.Context;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpHeaders;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.core.streams.ReadStream;
import io.vertx.ext.web.RoutingContext;

/**
 * Reads the body of a request into memory on its event loop, and decodes it. A lease covers the body from before its
 * first byte until the response has ended. For a compressed body, or one without a length, the lease grows with the
 * body.
 */
final class BodyReader {

    /** The maximum size of a small body in bytes. */
    static final int SMALL = 65_536;

    /** How long a request waits for memory. */
    private static final Duration MAX_WAIT = Duration.ofSeconds(2);

    /**
     * How long the body of a disconnected client may stay in memory, because its statement may still be running, in
     * milliseconds.
     */
    private static final long LEASE_AFTER_DISCONNECT_MILLIS = 5000;

    private static final long CHECK_MILLIS = 1000;
    private static final String CONTINUE = "100-continue";
    private static final int UNKNOWN = -1;

    private final RoutingContext exchange;
    private final HttpServerRequest request;
    private final ReadStream<Buffer> body;
    private final Context context;
    private final Budgets budgets;
    private final Duration timeout;

    private final Consumer<byte[]> success;
    private final Consumer<Throwable> failure;

    private final int declared;
    private final AtomicReference<@Nullable Lease> lease = new AtomicReference<>();
    private final AtomicReference<byte @Nullable []> whole = new AtomicReference<>();
    private final ByteSegments segments = new ByteSegments();
    private final AtomicLong received = new AtomicLong();
    private final AtomicLong startedAt = new AtomicLong();
    private final AtomicLong timer = new AtomicLong(UNKNOWN);
    private final AtomicBoolean ended = new AtomicBoolean();
    private final AtomicBoolean gone = new AtomicBoolean();

    /** Calls one of the two callbacks on the event loop; neither when the client disconnects before its body has ended. */
    BodyReader(RoutingContext exchange, Budgets budgets, Duration timeout, Consumer<byte[]> success,
            Consumer<Throwable> failure) {
        this.exchange = exchange;
        this.request = exchange.request();
        this.body = DecodedBody.of(exchange, BodyLimit.BYTES);
        this.context = exchange.vertx().getOrCreateContext();
        this.budgets = budgets;
        this.timeout = timeout;
        this.success = success;
        this.failure = failure;
        String length = request.getHeader(HttpHeaders.CONTENT_LENGTH);
        declared = length == null || ContentRules.isCompressed(request) ? UNKNOWN
                : (int) Math.min(Long.parseLong(length), BodyLimit.BYTES + 1);
    }

    void read() {
        body.pause();
        ResponseEnd.then(exchange, this::release);
        if (declared > BodyLimit.BYTES) {
            fail(BodyLimit.exceeded());
            return;
        }
        int first = declared == UNKNOWN ? SMALL : declared;
        ByteBudget budget = first <= SMALL ? budgets.smallRequests() : budgets.requests();
        budget.acquire(first, MAX_WAIT).subscribe().with(granted -> onEventLoop(() -> begin(granted)),
                refused -> onEventLoop(() -> fail(refused)));
    }

    private void onEventLoop(Runnable action) {
        if (io.vertx.core.Vertx.currentContext() == context && Context.isOnEventLoopThread()) {
            action.run();
        } else {
            context.runOnContext(now -> action.run());
        }
    }

    private void begin(Lease granted) {
        if (gone.get()) {
            granted.close();
            return;
        }
        lease.set(granted);
        if (declared != UNKNOWN) {
            whole.set(new byte[declared]);
        }
        startedAt.set(System.nanoTime());
        timer.set(exchange.vertx().setPeriodic(CHECK_MILLIS, now -> checkProgress()));
        if (CONTINUE.equalsIgnoreCase(request.getHeader(HttpHeaders.EXPECT))) {
            exchange.response().writeContinue();
        }
        if (request.isEnded()) {
            end();
        } else {
            body.exceptionHandler(this::breakOff).endHandler(end -> end()).handler(this::add).resume();
        }
    }

    /** Stops when the body cannot be decoded or the client has disconnected. */
    private void breakOff(Throwable cause) {
        if (cause instanceof ProblemException problem) {
            fail(problem);
        } else {
            release();
        }
    }

    private void add(Buffer piece) {
        if (ended.get()) {
            return;
        }
        long before = received.getAndAdd(piece.length());
        byte[] target = whole.get();
        if (target != null) {
            piece.getBytes(target, (int) before);
        } else if (received.get() > BodyLimit.BYTES) {
            fail(BodyLimit.exceeded());
        } else {
            segments.add(piece, 0, piece.length());
            growTo(received.get());
        }
    }

    private void growTo(long bytes) {
        Lease held = lease.get();
        if (held == null || bytes <= held.bytes()) {
            return;
        }
        if (held.bytes() > SMALL) {
            if (!held.grow(held.bytes())) {
                fail(ByteBudget.overloaded());
            }
            return;
        }
        // The body is no longer small. Waiting cannot deadlock, because no holder of such a lease waits for a lease of
        // the small budget.
        body.pause();
        budgets.requests().acquire(4L * SMALL, MAX_WAIT).subscribe().with(granted -> onEventLoop(() -> replaceLease(granted)),
                refused -> onEventLoop(() -> fail(refused)));
    }

    private void replaceLease(Lease granted) {
        Lease small = lease.getAndSet(granted);
        if (small != null) {
            small.close();
        }
        if (gone.get()) {
            granted.close();
        } else if (!ended.get()) {
            body.resume();
        }
    }

    private void end() {
        byte[] target = whole.getAndSet(null);
        Lease held = lease.get();
        if (ended.get() || held == null) {
            return;
        }
        Optional<ProblemException> defect = BrokenFraming.of(request);
        if (defect.isPresent()) {
            fail(defect.get());
            return;
        }
        long missing = 2 * received.get() - held.bytes(); // the segments and their copy
        if (target == null && received.get() > SMALL && missing > 0 && !held.grow(missing)) {
            fail(ByteBudget.overloaded());
            return;
        }
        ended.set(true);
        stopTimer();
        byte[] body = target == null ? segments.take() : target;
        held.shrinkTo(body.length);
        success.accept(body);
    }

    private void checkProgress() {
        Duration time = Duration.ofNanos(System.nanoTime() - startedAt.get());
        if (time.compareTo(timeout) > 0 || MinimumRate.OF_BODY.isMissed(received.get(), time)) {
            fail(new ProblemException(ErrorCode.REQUEST_TIMEOUT,
                    "Only " + received.get() + " bytes of the body arrived within " + time.toSeconds() + " seconds"));
        }
    }

    private void fail(Throwable problem) {
        if (!gone.get() && ended.compareAndSet(false, true)) {
            body.pause();
            stopTimer();
            discard();
            closeLease();
            failure.accept(problem);
        }
    }

    private void stopTimer() {
        exchange.vertx().cancelTimer(timer.get());
    }

    private void discard() {
        segments.clear();
        whole.set(null);
    }

    /** Returns the lease when the response has ended or the client has disconnected. */
    private void release() {
        if (!gone.compareAndSet(false, true)) {
            return;
        }
        if (!ended.get() || exchange.response().ended()) {
            stopTimer();
            discard();
            closeLease();
        } else {
            exchange.vertx().setTimer(LEASE_AFTER_DISCONNECT_MILLIS, passed -> closeLease());
        }
    }

    private void closeLease() {
        Lease held = lease.get();
        if (held != null) {
            held.close();
        }
    }
}
