import java.util.ArrayList;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * Writers that record investigations, each request until it is acknowledged, and readers that look at what was. A request whose
 * key is locked by an attempt that died is put aside and sent again later.
 */
final class Load {

    private static final int RETRY_MS = 100;
    private static final int RECENT = 200;

    /** How long a writer goes on with its request when the load is to end. */
    private static final double GRACE = 20;

    private record Aside(Write write, long since) {
    }

    private final Client client;
    private final int writers;
    private final int readers;
    private final int pauseMs;
    private final Ledger ledger = new Ledger();
    private final Queue<Aside> aside = new ConcurrentLinkedQueue<>();
    private final List<String> recent = new ArrayList<>();
    private final AtomicInteger sessions = new AtomicInteger();
    private final List<Thread> threads = new ArrayList<>();
    private volatile Tally tally = new Tally();
    private volatile boolean ending;
    private volatile long until;

    /** @param pauseMs milliseconds between two requests of a writer */
    Load(Service service, int writers, int readers, int pauseMs) {
        client = new Client(service);
        this.writers = writers;
        this.readers = readers;
        this.pauseMs = pauseMs;
    }

    Ledger ledger() {
        return ledger;
    }

    /** Begins a round; what is made in it is named after it. */
    Tally begin(String round) {
        ending = false;
        Tally begun = count();
        for (int i = 0; i < writers; i++) {
            threads.add(new Thread(() -> write(round), "writer-" + i));
        }
        for (int i = 0; i < readers; i++) {
            threads.add(new Thread(this::read, "reader-" + i));
        }
        threads.forEach(Thread::start);
        return begun;
    }

    /** From here on requests are counted anew. */
    Tally count() {
        Tally fresh = new Tally();
        tally = fresh;
        return fresh;
    }

    /** Returns when every writer has what it was about to write acknowledged. */
    void end() throws InterruptedException {
        until = System.nanoTime() + Math.round(GRACE * 1e9);
        ending = true;
        for (Thread thread : threads) {
            thread.join();
        }
        threads.clear();
    }

    /** @return how many of the requests that were put aside are still refused after some seconds */
    int finish(double seconds) throws InterruptedException {
        long end = System.nanoTime() + Math.round(seconds * 1e9);
        while (!aside.isEmpty() && System.nanoTime() < end) {
            again();
            Pause.millis(20);
        }
        return aside.size();
    }

    private void write(String round) {
        try {
            while (!ending) {
                again();
                int number = sessions.incrementAndGet();
                investigate(new Investigation(round + "-" + number, number));
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private void investigate(Investigation investigation) throws InterruptedException {
        for (Write write : investigation.writes()) {
            if (ending || !acknowledged(write)) {
                return;
            }
            Thread.sleep(pauseMs);
        }
    }

    private boolean acknowledged(Write write) throws InterruptedException {
        while (true) {
            switch (client.send(write, tally)) {
                case DONE -> {
                    noted(write);
                    return true;
                }
                case LATER -> {
                    aside.add(new Aside(write, System.nanoTime()));
                    return false;
                }
                case REFUSED -> {
                    return false;
                }
                case AGAIN -> Thread.sleep(RETRY_MS);
            }
            if (ending && System.nanoTime() > until) {
                tally.other(write.method() + " " + write.path() + ": not acknowledged in " + GRACE + " s", System.nanoTime());
                return false;
            }
        }
    }

    /** The oldest of what was put aside, when it has waited for a second. */
    private void again() throws InterruptedException {
        Aside oldest = aside.poll();
        if (oldest == null) {
            return;
        }
        if (System.nanoTime() - oldest.since() < 1_000_000_000L) {
            aside.add(oldest);
        } else if (!acknowledged(oldest.write())) {
            return; // it was put aside again
        }
    }

    private void noted(Write write) {
        ledger.acknowledged(write);
        Fact fact = write.facts().get(0);
        if (fact.kind() == Fact.Kind.SESSION) {
            synchronized (recent) {
                recent.add(fact.id());
                if (recent.size() > RECENT) {
                    recent.remove(0);
                }
            }
        }
    }

    /** A session that was acknowledged is found: anything but 200 and 503 is counted as a failure of its own. */
    private void read() {
        try {
            while (!ending) {
                client.get("/api/v1/history/sessions?page_size=20&agent_type=bench", tally);
                String id = recent();
                if (!id.isEmpty()) {
                    client.get("/api/v1/history/sessions/" + id, tally);
                }
                Thread.sleep(Math.max(RETRY_MS, pauseMs));
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private String recent() {
        synchronized (recent) {
            return recent.isEmpty() ? "" : recent.get(ThreadLocalRandom.current().nextInt(recent.size()));
        }
    }
}
