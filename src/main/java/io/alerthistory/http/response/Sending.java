package io.alerthistory.http.response;

import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.Objects;
import java.util.concurrent.Executor;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.atomic.AtomicReference;

import org.jboss.resteasy.reactive.server.core.ResteasyReactiveRequestContext;
import org.jboss.resteasy.reactive.server.spi.ServerHttpResponse;
import org.jspecify.annotations.Nullable;

import io.alerthistory.budget.ByteBudget;
import io.alerthistory.budget.Lease;
import io.alerthistory.error.Failures;
import io.alerthistory.json.JsonPart;
import io.alerthistory.json.Utf8;
import io.alerthistory.request.RequestDeadline;
import io.alerthistory.stream.JsonDocument;
import io.alerthistory.stream.StoredPieces;
import io.alerthistory.stream.TextStore;
import io.netty.buffer.ByteBuf;
import io.netty.buffer.PooledByteBufAllocator;
import io.quarkus.vertx.utils.NoBoundChecksBuffer;
import io.vertx.core.Vertx;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpServerResponse;

/**
 * Sends one document. The next part is asked for when the client has taken the one before, so that a slow client holds back the
 * reading and not memory. Everything happens in the request's context. Until the first bytes leave, a failure becomes an error
 * response; after that the connection is cut, so that no client takes a part for the whole.
 */
final class Sending {

    /** Bytes that leave together, gathered outside of the heap so that they are copied once. */
    private static final int WRITE = 65_536;

    /** How long a document waits for memory before it is refused. */
    private static final Duration WAIT = Duration.ofSeconds(10);

    /** How long a client may take nothing at all. */
    private static final Duration STALL = Duration.ofSeconds(30);

    private final ResteasyReactiveRequestContext context;
    private final ServerHttpResponse response;
    private final HttpServerResponse out;
    private final Executor executor;
    private final JsonDocument document;
    private final TextStore store;
    private final Failures failures;
    private final Vertx vertx;

    private final Deque<JsonPart.Source> sources = new ArrayDeque<>();
    /** What is to be sent before the next part is asked for. */
    private final Deque<Utf8> texts = new ArrayDeque<>();

    /** The only one that touches the buffer. */
    private final AtomicReference<@Nullable Thread> thread = new AtomicReference<>();

    private final AtomicReference<@Nullable ByteBuf> gathered = new AtomicReference<>();
    private final AtomicReference<@Nullable Lease> lease = new AtomicReference<>();
    private final AtomicBoolean ended = new AtomicBoolean();
    private final AtomicBoolean advancing = new AtomicBoolean();
    private final AtomicBoolean again = new AtomicBoolean();

    /** Whether the next part is asked for when the client has caught up. */
    private final AtomicBoolean waiting = new AtomicBoolean();
    private final AtomicLong stall = new AtomicLong(-1);

    Sending(ResteasyReactiveRequestContext context, JsonDocument document, TextStore store, Failures failures, Vertx vertx) {
        this.context = context;
        this.document = document;
        this.store = store;
        this.failures = failures;
        this.vertx = vertx;
        response = context.serverResponse();
        out = Objects.requireNonNull(context.unwrap(HttpServerResponse.class));
        executor = context.getContextExecutor();
    }

    void start(ByteBudget memory) {
        context.suspend();
        response.addCloseHandler(this::release);
        response.setChunked(true);
        executor.execute(() -> {
            RequestDeadline.end();
            thread.set(Thread.currentThread());
            sources.push(JsonPart.Source.of(document.parts()));
            long bytes = document.leased() ? 0 : document.isWhole() ? document.bytesInMemory() : JsonDocument.WINDOW;
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
            if (ended.get() || !gather()) {
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
        if (Thread.currentThread() != thread.get()) { // the database calls back on a thread of its own
            executor.execute(() -> take(part));
            return;
        }
        if (part == null) {
            sources.pop();
        } else if (part instanceof JsonPart.Bytes bytes) {
            texts.addAll(bytes.texts());
        } else {
            sources.push(part instanceof JsonPart.Stored stored ? new StoredPieces(store, stored.text())
                    : ((JsonPart.Later) part).source());
        }
        advance();
    }

    /**
     * Gathers the texts of the part, and sends what is gathered whenever it is enough; false when the client has to catch up.
     */
    private boolean gather() {
        for (Utf8 text = texts.poll(); text != null; text = texts.poll()) {
            ByteBuf buffer = buffer();
            int fits = Math.min(text.length(), WRITE - buffer.readableBytes());
            buffer.writeBytes(text.array(), text.offset(), fits);
            if (fits < text.length()) {
                texts.push(Utf8.of(text.array(), text.offset() + fits, text.offset() + text.length()));
            }
            if (buffer.readableBytes() == WRITE && !send()) {
                return false;
            }
        }
        return true;
    }

    private ByteBuf buffer() {
        ByteBuf begun = gathered.get();
        if (begun != null) {
            return begun;
        }
        ByteBuf buffer = PooledByteBufAllocator.DEFAULT.directBuffer(WRITE);
        gathered.set(buffer);
        return buffer;
    }

    private boolean send() {
        out.write(taken());
        if (!response.isWriteQueueFull()) {
            return true;
        }
        waiting.set(true);
        stall.set(vertx.setTimer(STALL.toMillis(), timer -> executor.execute(this::cut)));
        response.addDrainHandler(() -> executor.execute(this::drained));
        return false;
    }

    /** Returns the collected bytes; the caller releases them after writing. */
    private Buffer taken() {
        return new NoBoundChecksBuffer(Objects.requireNonNull(gathered.getAndSet(null)));
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
        if (gathered.get() == null) {
            out.end();
        } else {
            out.end(taken());
        }
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
            ByteBuf unsent = gathered.getAndSet(null);
            if (unsent != null) {
                unsent.release();
            }
            Lease taken = lease.get();
            if (taken != null) {
                taken.close();
            }
            document.end().run();
        }
    }
}
