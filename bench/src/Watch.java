import java.util.concurrent.atomic.LongAdder;

/** Asks all the time whether the service is live. */
final class Watch implements AutoCloseable {

    private static final int INTERVAL_MS = 200;

    private final Service service;
    private final LongAdder failures = new LongAdder();
    private final Thread thread = new Thread(this::run, "watch");
    private volatile boolean excused;

    Watch(Service service) {
        this.service = service;
        thread.setDaemon(true);
        thread.start();
    }

    /** While the process itself is gone it cannot be live. */
    void excuse(boolean gone) {
        excused = gone;
    }

    /** @return how often it was not live, since the last time this was asked */
    long failures() {
        return failures.sumThenReset();
    }

    private void run() {
        while (!Thread.currentThread().isInterrupted()) {
            boolean before = excused;
            if (!service.isLive() && !before && !excused) {
                failures.increment();
            }
            Pause.millis(INTERVAL_MS);
        }
    }

    @Override
    public void close() {
        thread.interrupt();
    }
}
