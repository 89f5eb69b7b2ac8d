package io.alerthistory.http.signin;

import java.time.Duration;
import java.util.concurrent.atomic.AtomicLong;

import io.alerthistory.error.ErrorCode;
import io.alerthistory.error.ProblemException;
import io.quarkus.oidc.runtime.TenantConfigContext;
import io.smallrye.mutiny.Uni;

/** Asks the provider, one request at a time, and remembers when that failed. */
final class Provider {

    /** For a request to the provider; the framework limits only the time to connect. */
    static final Duration PATIENCE = Duration.ofSeconds(5);

    private static final long PAUSE_NANOS = Duration.ofSeconds(3).toNanos();

    /** As long as the framework does not read the keys again. */
    private static final long UNKNOWN_NANOS = Duration.ofSeconds(30).toNanos();
    private static final long NEVER = Long.MIN_VALUE;

    private final ProviderTurns turns = new ProviderTurns();
    private final AtomicLong failedAt = new AtomicLong(NEVER);

    /** Runs what may have to ask the provider, but not right after it could not be reached for the first time. */
    <T> Uni<T> ask(TenantConfigContext tenant, Uni<T> question) {
        return turns.take(() -> !tenant.ready() && failedWithin(PAUSE_NANOS)
                ? Uni.createFrom().failure(unreachable())
                : question.ifNoItem().after(PATIENCE).fail());
    }

    /** Notes that the provider has been reached. */
    void reached() {
        failedAt.set(NEVER);
    }

    /**
     * Whether a failure says nothing of the token, because the provider cannot be asked.
     *
     * @param exchangesCode whether the provider was asked for tokens, and may have refused the code
     */
    boolean isUnreachable(Throwable failure, boolean exchangesCode) {
        if (failure instanceof ProblemException) {
            return true;
        }
        ProviderFailure kind = ProviderFailure.of(failure, exchangesCode);
        if (kind == ProviderFailure.UNREACHABLE) {
            failedAt.set(System.nanoTime());
            return true;
        }
        return kind == ProviderFailure.UNKNOWN_KEY && failedWithin(UNKNOWN_NANOS);
    }

    /** The problem to respond with to such a failure. */
    static ProblemException problem(Throwable failure) {
        return failure instanceof ProblemException known ? known : unreachable();
    }

    private boolean failedWithin(long nanos) {
        long at = failedAt.get();
        return at != NEVER && System.nanoTime() - at < nanos;
    }

    private static ProblemException unreachable() {
        return new ProblemException(ErrorCode.SIGN_IN_UNAVAILABLE, "The provider that signs people in cannot be reached");
    }
}
