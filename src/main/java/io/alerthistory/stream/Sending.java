package io.alerthistory.stream;

import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Collections;
import java.util.Deque;
import java.util.Iterator;
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
import io.alerthistory.database.RequestTime;
import io.alerthistory.error.Failures;
import io.alerthistory.json.JsonPart;
import io.alerthistory.json.Utf8;
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

    /** What a document that is read while it is sent takes: a page of events of each kind, and a piece of a text. */
    private static final long WINDOW = 3L * StoredPieces.BYTES;

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
    /** The only one that touches the buffer. */
    private @Nullable Thread thread;

    private Iterator<Utf8> texts = Collections.emptyIterator();

    /** What is left of a text that did not fit into the last buffer. */
    private @Nullable Utf8 text;
    private @Nullable ByteBuf gathered;
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
            RequestTime.end();
            thread = Thread.currentThread();
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
        if (Thread.currentThread() != thread) { // a database that answers on a thread of its own
            executor.execute(() -> take(part));
            return;
        }
        if (part == null) {
            sources.pop();
        } else if (part instanceof JsonPart.Bytes bytes) {
            texts = bytes.texts().iterator();
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
        while (text != null || texts.hasNext()) {
            Utf8 next = text == null ? texts.next() : text;
            ByteBuf buffer = buffer();
            int fits = Math.min(next.length(), WRITE - buffer.readableBytes());
            buffer.writeBytes(next.array(), next.offset(), fits);
            text = fits == next.length() ? null : Utf8.of(next.array(), next.offset() + fits, next.offset() + next.length());
            if (buffer.readableBytes() == WRITE && !send()) {
                return false;
            }
        }
        return true;
    }

    private ByteBuf buffer() {
        if (gathered == null) {
            gathered = PooledByteBufAllocator.DEFAULT.directBuffer(WRITE);
        }
        return gathered;
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

    /** What is gathered; whoever writes it releases it. */
    private Buffer taken() {
        Buffer taken = new NoBoundChecksBuffer(buffer());
        gathered = null;
        return taken;
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
        if (gathered == null) {
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
            if (gathered != null) {
                gathered.release();
                gathered = null;
            }
            Lease taken = lease.get();
            if (taken != null) {
                taken.close();
            }
            document.end().run();
        }
    }
}
