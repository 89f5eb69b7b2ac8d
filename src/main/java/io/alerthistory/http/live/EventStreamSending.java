package io.alerthistory.http.live;

import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.Executor;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Consumer;

import org.jboss.resteasy.reactive.server.core.ResteasyReactiveRequestContext;
import org.jboss.resteasy.reactive.server.spi.ServerHttpResponse;

import io.alerthistory.live.EventStream;
import io.alerthistory.live.Frame;
import io.alerthistory.live.Live;
import io.alerthistory.request.RequestDeadline;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpServerResponse;

/** Sends one event stream, as fast as the client takes it. Everything happens in the context of the request. */
final class EventStreamSending implements EventStream.Reader {

    private static final byte[] RETRY = "retry: 2000\n\n".getBytes(StandardCharsets.US_ASCII);
    /** Comments for which there was no room: the client has read nothing for a minute. */
    private static final int MAX_STUCK = 4;

    private static final byte[] COMMENT = ":\n\n".getBytes(StandardCharsets.US_ASCII);

    private final ResteasyReactiveRequestContext context;
    private final ServerHttpResponse response;
    private final HttpServerResponse out;
    private final Executor executor;
    private final EventStreaming streaming;
    private final EventStream stream;
    private final AtomicBoolean isEnded = new AtomicBoolean();
    private final AtomicBoolean isDue = new AtomicBoolean();
    private final AtomicBoolean hasBegun = new AtomicBoolean();
    private final AtomicInteger stuck = new AtomicInteger();

    private final Consumer<EventStream> released;

    /** @param released is called once, when the stream has ended */
    EventStreamSending(ResteasyReactiveRequestContext context, EventStreaming streaming, Live live,
            Consumer<EventStream> released) {
        this.context = context;
        this.released = released;
        this.streaming = streaming;
        response = context.serverResponse();
        out = Objects.requireNonNull(context.unwrap(HttpServerResponse.class));
        executor = context.getContextExecutor();
        stream = live.stream(streaming.filter(), this);
    }

    EventStream stream() {
        return stream;
    }

    void begin() {
        response.addCloseHandler(this::release);
        response.addDrainHandler(this::ready);
        executor.execute(() -> {
            RequestDeadline.end();
            if (out.closed()) { // before the handler was there
                release();
                return;
            }
            response.setChunked(true);
            out.putHeader("Cache-Control", "no-store").putHeader("X-Accel-Buffering", "no");
            stream.open(streaming.lastId());
        });
    }

    @Override
    public void ready() {
        if (isDue.compareAndSet(false, true)) {
            executor.execute(this::send);
        }
    }

    private void send() {
        isDue.set(false);
        if (!isEnded.get() && hasBegun.compareAndSet(false, true)) {
            out.write(Buffer.buffer(RETRY)); // from now on the client misses nothing
        }
        while (!isEnded.get() && !out.writeQueueFull()) {
            List<Frame> batch = stream.take();
            if (batch.isEmpty()) {
                return;
            }
            Buffer together = Buffer.buffer();
            batch.forEach(frame -> together.appendBytes(frame.streamed()));
            out.write(together);
        }
    }

    @Override
    public void comment() {
        executor.execute(() -> {
            if (isEnded.get()) {
                return;
            }
            if (!out.writeQueueFull()) {
                stuck.set(0);
                out.write(Buffer.buffer(COMMENT));
            } else if (stuck.incrementAndGet() > MAX_STUCK) {
                out.reset(); // an end would wait for the client, too
                release();
            }
        });
    }

    @Override
    public void end() {
        executor.execute(() -> {
            if (!isEnded.get()) {
                out.end();
                release();
            }
        });
    }

    /** The response has ended, or its client has left. */
    private void release() {
        if (isEnded.compareAndSet(false, true)) {
            stream.closed();
            released.accept(stream);
            context.resume();
        }
    }
}
