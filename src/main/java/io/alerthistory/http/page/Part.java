package io.alerthistory.http.page;

import java.time.Duration;
import java.util.concurrent.Executor;
import java.util.function.Supplier;

import io.alerthistory.error.ErrorCode;
import io.alerthistory.error.ProblemException;
import io.alerthistory.request.CallersContext;
import io.smallrye.mutiny.TimeoutException;
import io.smallrye.mutiny.Uni;

/**
 * A part of a page that is read by itself, so that the page shows its other parts when this one fails or is late.
 *
 * @param value what was read; null when it is not available
 * @param reason why it is not available, as a sentence; empty when it is
 * @param <T> what is read
 */
public record Part<T>(T value, String reason) {

    /** How long a page waits for a part. */
    static final Duration PATIENCE = Duration.ofSeconds(1);

    private static final String LATE = "It took longer than a second. Reload the page in a moment.";
    private static final String FAILED = "The database does not respond. Reload the page in a moment.";

    /** Reads a part. Never fails. */
    public static <T> Uni<Part<T>> read(Supplier<Uni<T>> read) {
        Executor caller = CallersContext.executor();
        return Uni.createFrom().deferred(() -> read.get()).ifNoItem().after(PATIENCE).fail()
                .map(value -> new Part<T>(value, ""))
                .onFailure().recoverWithItem(failure -> absent(reason(failure))).emitOn(caller);
    }

    /** A part that is not shown. */
    @SuppressWarnings("NullAway") // Qute does not find the type of a value that has an annotation
    public static <T> Part<T> absent(String reason) {
        return new Part<>(null, reason);
    }

    static String reason(Throwable failure) {
        if (failure instanceof TimeoutException) {
            return LATE;
        }
        return failure instanceof ProblemException problem && problem.code() != ErrorCode.INTERNAL
                ? problem.detail().endsWith(".") ? problem.detail() : problem.detail() + "."
                : FAILED;
    }
}
