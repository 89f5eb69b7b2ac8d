package io.alerthistory.idempotency;

import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.util.concurrent.atomic.AtomicBoolean;

import org.jboss.resteasy.reactive.server.spi.ServerHttpRequest;

import io.alerthistory.error.BodyLimit;
import io.smallrye.mutiny.Uni;
import io.smallrye.mutiny.subscription.UniEmitter;

/** Takes in the body of one request, up to the limit of every body. */
final class RequestBody implements ServerHttpRequest.ReadCallback {

    private final ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    private final AtomicBoolean ended = new AtomicBoolean();
    private final UniEmitter<? super byte[]> whole;

    private RequestBody(UniEmitter<? super byte[]> whole) {
        this.whole = whole;
    }

    /** Fails with 413 when it turns out too large. */
    static Uni<byte[]> read(ServerHttpRequest request) {
        return Uni.createFrom().emitter(whole -> {
            RequestBody body = new RequestBody(whole);
            if (request.isRequestEnded()) {
                body.done();
            } else {
                request.setReadListener(body);
                request.resumeRequestInput();
            }
        });
    }

    /** What comes after the end, or after too much, is read and dropped. */
    @Override
    public void data(ByteBuffer chunk) {
        if (bytes.size() + chunk.remaining() > BodyLimit.BYTES && ended.compareAndSet(false, true)) {
            whole.fail(BodyLimit.exceeded());
        } else if (!ended.get()) {
            byte[] copy = new byte[chunk.remaining()];
            chunk.get(copy);
            bytes.writeBytes(copy);
        }
    }

    @Override
    public void done() {
        if (ended.compareAndSet(false, true)) {
            whole.complete(bytes.toByteArray());
        }
    }
}
