import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.Queue;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.atomic.LongAdder;

/** How the requests of one round ended. */
final class Tally {

    private static final int SAMPLES = 2;

    final LongAdder requests = new LongAdder();
    final LongAdder successes = new LongAdder();
    /** 503 with Retry-After. */
    final LongAdder unavailable = new LongAdder();
    /** No connection, or one that was cut. */
    final LongAdder unreachable = new LongAdder();
    /** 409 of a key whose first attempt has not ended: its lock runs out. */
    final LongAdder locked = new LongAdder();
    /** Anything else: 500, a 503 without Retry-After, a refusal, no answer at all in time. */
    final LongAdder others = new LongAdder();
    final Queue<String> samples = new ConcurrentLinkedQueue<>();
    final Latencies latencies = new Latencies();

    private final AtomicLong faultEnded = new AtomicLong();
    private final AtomicLong firstSuccess = new AtomicLong();
    private final AtomicLong lastFailure = new AtomicLong();

    void success(long began) {
        successes.increment();
        long now = end(began);
        if (faultEnded.get() != 0 && began - faultEnded.get() >= 0) {
            firstSuccess.compareAndSet(0, now);
        }
    }

    void failure(LongAdder kind, long began) {
        kind.increment();
        lastFailure.set(end(began));
    }

    void locked(long began) {
        locked.increment();
        end(began);
    }

    void other(String what, long began) {
        failure(others, began);
        if (samples.size() < SAMPLES) {
            samples.add(what);
        }
    }

    /** From now on a success means that the service has recovered. */
    void faultEnded() {
        faultEnded.set(System.nanoTime());
    }

    /** @return seconds from the end of the fault to the end of the first request that began after it and succeeded */
    double firstSuccess() {
        return firstSuccess.get() == 0 ? Double.POSITIVE_INFINITY : (firstSuccess.get() - faultEnded.get()) / 1e9;
    }

    /** @return seconds from the end of the fault to the last request that failed, or 0 */
    double lastFailure() {
        return lastFailure.get() == 0 ? 0 : Math.max(0, (lastFailure.get() - faultEnded.get()) / 1e9);
    }

    private long end(long began) {
        long now = System.nanoTime();
        requests.increment();
        latencies.add(now - began);
        return now;
    }
}
