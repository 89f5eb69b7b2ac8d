import java.io.IOException;
import java.util.HashMap;
import java.util.Map;

/** A database, the service before it, and the faults that can be made there. */
final class Site implements AutoCloseable {

    /** Seconds; small, so that a round is short. */
    static final int POOL_TIMEOUT = 3;
    static final int QUERY_TIMEOUT = 5;

    private static final int DISK_MB = 1024;

    /** How the service reaches its tables. */
    enum Way {
        DIRECT,
        POOLED,
        SMALL_DISK
    }

    private final Cluster cluster;
    private final String database;
    private final Service service;
    private final Watch watch;
    private Pooler pooler;
    private SmallDisk disk;

    Site(Sandbox sandbox, Cluster cluster, Way way) throws IOException {
        this.cluster = cluster;
        database = way.name().toLowerCase(java.util.Locale.ROOT);
        cluster.createDatabase(database);
        Map<String, String> environment = new HashMap<>(Map.of("DATABASE_URL", cluster.url(database), "POSTGRES_POOL_TIMEOUT",
                String.valueOf(POOL_TIMEOUT), "DATABASE_QUERY_TIMEOUT", String.valueOf(QUERY_TIMEOUT), "SHUTDOWN_DELAY_SECONDS",
                "0"));
        switch (way) {
            case DIRECT -> {
            }
            case POOLED -> {
                pooler = new Pooler(sandbox, cluster);
                cluster.sql(database, "alter role " + Cluster.ROLE + " in database " + database + " set statement_timeout = '"
                        + QUERY_TIMEOUT + "s'");
                environment.put("DATABASE_DIRECT_URL", cluster.url(database));
                environment.put("DATABASE_URL", pooler.url(database));
                environment.put("DATABASE_POOLER", "pgbouncer");
            }
            case SMALL_DISK -> {
                disk = new SmallDisk(sandbox, DISK_MB);
                cluster.sql("postgres", "create tablespace small location '" + disk.tablespace() + "'",
                        "grant create on tablespace small to " + Cluster.ROLE,
                        "alter database " + database + " set default_tablespace = small");
            }
        }
        service = new Service(sandbox, "service-" + database, environment);
        service.start();
        service.awaitReady(60);
        watch = new Watch(service);
    }

    Service service() {
        return service;
    }

    Audit audit(String round, Ledger ledger) {
        return Audit.of(round, ledger, cluster, database);
    }

    long timesNotLive() {
        return watch.failures();
    }

    /** Returns when the fault has ended. */
    void strike(Fault fault) {
        switch (fault) {
            case RESTART -> cluster.restart();
            case FREEZE -> {
                cluster.freeze();
                Pause.seconds(20);
                cluster.thaw();
            }
            case TERMINATE -> {
                for (int i = 0; i < 5; i++) {
                    cluster.terminateClients();
                    Pause.millis(150);
                }
            }
            case KILL -> {
                watch.excuse(true);
                service.kill();
                Pause.seconds(1);
                service.start();
            }
            case POOLER -> {
                pooler.stop();
                Pause.seconds(1);
                pooler.start();
            }
            case DISK -> {
                disk.fill(5);
                disk.free();
            }
        }
    }

    /** @return seconds until the service was ready; infinite when it was not in a minute */
    double awaitReady() {
        long began = System.nanoTime();
        while (System.nanoTime() - began < 60_000_000_000L) {
            if (service.isReady()) {
                watch.excuse(false);
                return (System.nanoTime() - began) / 1e9;
            }
            Pause.millis(50);
        }
        return Double.POSITIVE_INFINITY;
    }

    @Override
    public void close() {
        watch.close();
        service.close();
    }
}
