package io.alerthistory.http.problem;

import java.util.Optional;

import io.alerthistory.error.ProblemException;
import io.netty.handler.codec.DecoderResult;
import io.vertx.core.http.HttpServerRequest;

/**
 * What a request's decoder says of one whose framing is broken: where its headers or its body end cannot be told, or two
 * readers
 * would tell it differently. It passes for a success, so that the request goes the way of every other one, and is refused there
 * with a problem; the server itself would end the connection without a body, or without a word.
 */
public final class BrokenFraming extends DecoderResult {

    private final ProblemException refusal;

    public BrokenFraming(ProblemException refusal) {
        super(refusal);
        this.refusal = refusal;
    }

    /** Why a request is refused; empty when nothing of it is broken that has been read so far. */
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
