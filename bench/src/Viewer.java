import java.net.http.HttpClient;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicLong;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Somebody who watches one session, and comes back after every lost connection. */
abstract class Viewer {

    /** Milliseconds until a viewer comes back, as the dashboard's first attempt. */
    private static final long RETURN_MS = 200;

    private static final Pattern ID = Pattern.compile("\"id\":(\\d+)}$");
    private static final Pattern SENT = Pattern.compile("\"interaction_id\":\"live-[^\"]*-(\\d+)\"");

    final HttpClient http;
    final String session;
    final List<Service> replicas;
    final AtomicLong last = new AtomicLong();
    final AtomicBoolean stopped = new AtomicBoolean();

    /** The ids of stored events in the order of their arrival. Guarded by itself. */
    private final List<Long> ids = new ArrayList<>();
    private final AtomicLong omissions = new AtomicLong();
    private final AtomicLong omittedUpTo = new AtomicLong();
    private final Latencies latencies;
    private final ScheduledExecutorService timer;
    private volatile int replica;

    Viewer(HttpClient http, ScheduledExecutorService timer, String session, List<Service> replicas, int first, Latencies latencies) {
        this.http = http;
        this.timer = timer;
        this.session = session;
        this.replicas = replicas;
        replica = first;
        this.latencies = latencies;
    }

    /** Connects, and stays so until {@link #stop}. */
    abstract void open();

    abstract void drop();

    /** Comes back after a lost connection, or one that was refused. */
    void later() {
        timer.schedule(this::open, RETURN_MS, TimeUnit.MILLISECONDS);
    }

    void stop() {
        stopped.set(true);
        drop();
    }

    /** The replica to connect to; each attempt takes another one. */
    Service next() {
        replica = (replica + 1) % replicas.size();
        return replicas.get(replica);
    }

    void heard(String json) {
        Matcher id = ID.matcher(json);
        if (json.startsWith("{\"from\":")) {
            omissions.incrementAndGet();
        }
        if (!id.find()) {
            return;
        }
        long number = Long.parseLong(id.group(1));
        if (json.contains("\"events_omitted\"")) {
            omissions.incrementAndGet();
            omittedUpTo.set(number);
        }
        last.set(number);
        if (json.contains("history.cursor")) {
            return;
        }
        Matcher sent = SENT.matcher(json);
        if (sent.find()) {
            latencies.add(System.nanoTime() - Long.parseLong(sent.group(1)));
        }
        synchronized (ids) {
            ids.add(number);
        }
    }

    List<Long> ids() {
        synchronized (ids) {
            return List.copyOf(ids);
        }
    }

    /** The last id for which it was told to read again. */
    long omittedUpTo() {
        return omittedUpTo.get();
    }

    /** How often it was told that events were left out. */
    long omissions() {
        return omissions.get();
    }
}
