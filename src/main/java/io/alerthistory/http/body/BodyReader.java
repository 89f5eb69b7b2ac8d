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
 * Reads the body of one request into memory, on its event loop, and decodes it. A lease covers the body from before its first
 * byte until the response has ended; of a body without a length, or a compressed one, it grows with it.
 */
final class BodyReader {

    /** Bytes up to which a body counts as small. */
    static final int SMALL = 65_536;

    /** How long a request waits until there is memory for it. */
    private static final Duration PATIENCE = Duration.ofSeconds(2);

    /** How long what a client left behind may still be in memory: its statement is running, for example. */
    private static final long AFTERLIFE_MILLIS = 5000;

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

    /** It calls one of the two on the event loop; none when the client goes before its body has ended. */
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
        budget.acquire(first, PATIENCE).subscribe().with(granted -> onEventLoop(() -> begin(granted)),
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

    /** It cannot be decoded, or the client has gone. */
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
        // No longer small. Nothing that holds such a lease waits for one of a small body, so waiting here is safe.
        body.pause();
        budgets.requests().acquire(4L * SMALL, PATIENCE).subscribe().with(granted -> onEventLoop(() -> replaceLease(granted)),
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
                    "After " + time.toSeconds() + " seconds " + received.get() + " bytes of the body had arrived"));
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

    /** The response has ended, or the client has gone. */
    private void release() {
        if (!gone.compareAndSet(false, true)) {
            return;
        }
        if (!ended.get() || exchange.response().ended()) {
            stopTimer();
            discard();
            closeLease();
        } else {
            exchange.vertx().setTimer(AFTERLIFE_MILLIS, passed -> closeLease());
        }
    }

    private void closeLease() {
        Lease held = lease.get();
        if (held != null) {
            held.close();
        }
    }
}
