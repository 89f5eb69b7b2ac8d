package io.alerthistory.stream;

import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import java.util.concurrent.Executor;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.atomic.AtomicReference;

import org.jboss.resteasy.reactive.server.core.ResteasyReactiveRequestContext;
import org.jboss.resteasy.reactive.server.spi.ServerHttpResponse;
import org.jspecify.annotations.Nullable;

import io.alerthistory.budget.ByteBudget;
import io.alerthistory.budget.Lease;
import io.alerthistory.database.RequestTime;
import io.alerthistory.error.Failures;
import io.alerthistory.json.JsonPart;
import io.alerthistory.json.Utf8;
import io.alerthistory.json.Utf8Builder;
import io.vertx.core.Vertx;

/**
 * Sends one document. The next part is asked for when the client has taken the one before, so that a slow client holds back the
 * reading and not memory. Everything happens in the request's context. Until the first bytes leave, a failure becomes an error
 * response; after that the connection is cut, so that no client takes a part for the whole.
 */
final class Sending {

    /** What a document that is read while it is sent takes: a page of events of each kind, and a piece of a text. */
    private static final long WINDOW = 3L * StoredPieces.BYTES;

    /** Bytes that leave together at most. */
    private static final int WRITE = 65_536;

    /** Bytes up to which small parts are gathered. */
    private static final int GATHERED = 32_768;

    /** How long a document waits for memory before it is refused. */
    private static final Duration WAIT = Duration.ofSeconds(10);

    /** How long a client may take nothing at all. */
    private static final Duration STALL = Duration.ofSeconds(30);

    private final ResteasyReactiveRequestContext context;
    private final ServerHttpResponse response;
    private final Executor executor;
    private final JsonDocument document;
    private final TextStore texts;
    private final Failures failures;
    private final Vertx vertx;

    private final Deque<JsonPart.Source> sources = new ArrayDeque<>();
    private final Utf8Builder gathered = new Utf8Builder();
    private final AtomicReference<@Nullable Lease> lease = new AtomicReference<>();
    private final AtomicBoolean ended = new AtomicBoolean();
    private final AtomicBoolean advancing = new AtomicBoolean();
    private final AtomicBoolean again = new AtomicBoolean();

    /** Whether the next part is asked for when the client has caught up. */
    private final AtomicBoolean waiting = new AtomicBoolean();
    private final AtomicLong stall = new AtomicLong(-1);

    Sending(ResteasyReactiveRequestContext context, JsonDocument document, TextStore texts, Failures failures, Vertx vertx) {
        this.context = context;
        this.document = document;
        this.texts = texts;
        this.failures = failures;
        this.vertx = vertx;
        response = context.serverResponse();
        executor = context.getContextExecutor();
    }

    void start(ByteBudget memory) {
        context.suspend();
        response.addCloseHandler(this::release);
        response.setChunked(true);
        executor.execute(() -> {
            RequestTime.end();
            sources.push(JsonPart.Source.of(document.parts()));
            long bytes = document.isWhole() ? document.leased() ? 0 : document.bytesInMemory() : WINDOW;
            if (bytes == 0) {
                advance();
            } else {
                memory.acquire(bytes, WAIT).subscribe().with(this::begin, this::fail);
            }
        });
    }

    private void begin(Lease taken) {
        lease.set(taken);
        if (ended.get()) { // the client did not wait
            taken.close();
            return;
        }
        executor.execute(this::advance);
    }

    /** Goes on with the next part. What calls itself through a part that is there comes back to the loop. */
    private void advance() {
        again.set(true);
        if (!advancing.compareAndSet(false, true)) {
            return;
        }
        while (again.getAndSet(false)) {
            JsonPart.Source source = sources.peek();
            if (ended.get()) {
                break;
            } else if (source == null) {
                finish();
            } else {
                source.next().subscribe().with(this::take, this::fail);
            }
        }
        advancing.set(false);
    }

    private void take(@Nullable JsonPart part) {
        if (part == null) {
            sources.pop();
            advance();
        } else if (part instanceof JsonPart.Bytes bytes) {
            write(bytes.text());
        } else {
            sources.push(part instanceof JsonPart.Stored stored ? new StoredPieces(texts, stored.text())
                    : ((JsonPart.Later) part).source());
            advance();
        }
    }

    private void write(Utf8 text) {
        if (gathered.length() + text.length() <= GATHERED) {
            gathered.append(text);
            advance();
        } else if (text.length() > WRITE) {
            int middle = text.offset() + WRITE;
            sources.push(JsonPart.Source.of(List.of(
                    new JsonPart.Bytes(Utf8.of(text.array(), text.offset(), middle)),
                    new JsonPart.Bytes(Utf8.of(text.array(), middle, text.offset() + text.length())))));
            advance();
        } else {
            gathered.append(text);
            send(taken());
        }
    }

    private byte[] taken() {
        byte[] bytes = gathered.toUtf8().bytes();
        gathered.clear();
        return bytes;
    }

    private void send(byte[] bytes) {
        if (ended.get()) {
            return;
        }
        response.write(bytes);
        if (!response.isWriteQueueFull()) {
            advance();
            return;
        }
        waiting.set(true);
        stall.set(vertx.setTimer(STALL.toMillis(), timer -> executor.execute(this::cut)));
        response.addDrainHandler(() -> executor.execute(this::drained));
    }

    /** The server says so whenever the client has caught up, also while nothing waits for it. */
    private void drained() {
        if (waiting.compareAndSet(true, false)) {
            vertx.cancelTimer(stall.getAndSet(-1));
            advance();
        }
    }

    private void finish() {
        if (ended.get()) {
            return;
        }
        response.end(taken());
        release();
        context.resume();
    }

    private void fail(Throwable failure) {
        executor.execute(() -> {
            if (ended.get()) {
                return;
            }
            if (response.headWritten()) {
                failures.problem(failure); // which logs what nobody foresaw
                cut();
            } else {
                release();
                context.resume(failure);
            }
        });
    }

    private void cut() {
        if (!ended.get()) {
            release();
            response.reset();
            context.resume();
        }
    }

    /** Gives back what the document held; also when the client has gone. */
    private void release() {
        if (ended.compareAndSet(false, true)) {
            long timer = stall.getAndSet(-1);
            if (timer >= 0) {
                vertx.cancelTimer(timer);
            }
            Lease taken = lease.get();
            if (taken != null) {
                taken.close();
            }
            document.end().run();
        }
    }
}
