package io.alerthistory.http.problem;

import java.util.Optional;

import io.alerthistory.error.ProblemException;
import io.netty.handler.codec.DecoderResult;
import io.vertx.core.http.HttpServerRequest;

/**
 * The decoder result of a request with invalid framing: the end of its headers or its body is ambiguous. It counts as a
 * success, so that the request passes the filters and is refused with a problem; for a failure the server would close
 * the connection without one.
 */
public final class BrokenFraming extends DecoderResult {

    private final ProblemException refusal;

    public BrokenFraming(ProblemException refusal) {
        super(refusal);
        this.refusal = refusal;
    }

    /** Returns why a request is refused; empty when what was read so far is valid. */
    public static Optional<ProblemException> of(HttpServerRequest request) {
        return request.decoderResult() instanceof BrokenFraming broken ? Optional.of(broken.refusal) : Optional.empty();
    }

    @Override
    public boolean isSuccess() {
        return true;
    }

    @Override
    public boolean isFailure() {
        return false;
    }
}
