package io.alerthistory.storage.postgresql;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicReference;

import jakarta.enterprise.inject.Typed;
import jakarta.inject.Singleton;

import org.eclipse.microprofile.config.Config;
import org.jspecify.annotations.Nullable;

import io.alerthistory.config.Setting;
import io.alerthistory.config.Settings;
import io.alerthistory.database.DatabaseConfig;
import io.alerthistory.database.PostgresAddress;
import io.alerthistory.live.EventFeed;
import io.alerthistory.live.WriteSignal;
import io.alerthistory.observe.QueryName;
import io.alerthistory.request.CallersContext;
import io.smallrye.mutiny.Uni;
import io.vertx.core.Vertx;
import io.vertx.core.net.PemTrustOptions;
import io.vertx.mutiny.sqlclient.Tuple;
import io.vertx.pgclient.PgConnectOptions;
import io.vertx.pgclient.SslMode;
import io.vertx.pgclient.pubsub.PgSubscriber;

/**
 * Replicas hear each other by NOTIFY, on one connection each that bypasses a pooler. What they miss without it, they find
 * within a
 * second: stored events are read from the table.
 */
@Singleton
@Typed(PostgresEventFeed.class)
public class PostgresEventFeed implements EventFeed {

    /** The channel, in SQL: services in other schemas of the database have theirs. */
    static final String CHANNEL = "'alert_history_' || left(md5(current_schema()), 12)";

    /** To tell the connection from those of the pool. */
    private static final String APPLICATION = "alert-history-live";

    private static final long TICK_MS = 1000;
    private static final long RECONNECT_MS = 200;
    private static final String NAME = "select " + CHANNEL + " as name";
    private static final String NOTIFY = "select pg_notify(" + CHANNEL + ", part) from unnest($1::text[]) with ordinality"
            + " as p(part, place) order by place";

    private final PostgresDatabase database;
    private final PostgresPool pools;
    private final EventMover mover;
    private final WriteSignal signal;
    private final DatabaseConfig config;
    private final Config variables;
    private final Vertx vertx;
    private final AtomicReference<@Nullable PgSubscriber> connection = new AtomicReference<>();
    private final AtomicReference<@Nullable Run> running = new AtomicReference<>();

    PostgresEventFeed(PostgresDatabase database, PostgresPool pools, EventMover mover, WriteSignal signal,
            DatabaseConfig config, Config variables, Vertx vertx) {
        this.database = database;
        this.pools = pools;
        this.mover = mover;
        this.signal = signal;
        this.config = config;
        this.variables = variables;
        this.vertx = vertx;
    }

    /** From start to stop. */
    private record Run(Listener listener, long timer, BroadcastParts parts) {
    }

    @Override
    public void start(Listener listener) {
        signal.listen(mover::signal);
        mover.listen(listener::stored);
        long timer = vertx.setPeriodic(TICK_MS, tick -> {
            mover.signal();
            listener.stored();
        });
        Run run = new Run(listener, timer, new BroadcastParts());
        running.set(run);
        Settings settings = Settings.of(variables);
        boolean isDirect = settings.isSet(Setting.DATABASE_DIRECT_URL);
        if (isDirect || config.pooler() != DatabaseConfig.Pooler.PGBOUNCER) {
            List<PgConnectOptions> servers = isDirect ? direct(settings) : pools.servers();
            CallersContext.ownContext(vertx).execute(() -> connect(run, servers, 0));
        }
    }

    @Override
    public void stop() {
        Run run = running.getAndSet(null);
        if (run != null) {
            vertx.cancelTimer(run.timer());
        }
        signal.listen(null);
        PgSubscriber open = connection.getAndSet(null);
        if (open != null) {
            open.close();
        }
    }

    @Override
    public boolean isConnected() {
        return connection.get() != null;
    }

    @Override
    public Uni<Void> broadcast(String text) {
        String[] parts = BroadcastParts.of(UUID.randomUUID().toString(), text).toArray(String[]::new);
        return database.execute(QueryName.EVENTS, NOTIFY, Tuple.of((Object) parts)).replaceWithVoid();
    }

    /** One server after the other: a standby takes no LISTEN. */
    private void connect(Run run, List<PgConnectOptions> servers, int attempt) {
        if (!run.equals(running.get())) {
            return;
        }
        PgConnectOptions server = new PgConnectOptions(servers.get(attempt % servers.size())).setIdleTimeout(0);
        server.addProperty("application_name", APPLICATION);
        PgSubscriber subscriber = PgSubscriber.subscriber(vertx, server);
        Runnable again = () -> vertx.setTimer(RECONNECT_MS, due -> connect(run, servers, attempt + 1));
        subscriber.reconnectPolicy(retries -> -1L);
        AtomicBoolean isClosed = new AtomicBoolean();
        Runnable lost = () -> {
            isClosed.set(true);
            if (connection.compareAndSet(subscriber, null)) {
                again.run();
            }
        };
        subscriber.closeHandler(closed -> lost.run());
        database.executeInBackground(QueryName.EVENTS, NAME, Tuple.tuple())
                .map(rows -> PostgresRow.first(rows, row -> row.text("name"))).subscribe().with(name -> {
                    subscriber.channel(name).subscribeHandler(listening -> run.listener().stored())
                            .handler(payload -> hear(run, payload));
                    subscriber.connect().onSuccess(connected -> {
                        connection.set(subscriber);
                        if (isClosed.get()) { // in between
                            lost.run();
                        }
                        if (!run.equals(running.get())) {
                            stop(subscriber);
                        }
                    }).onFailure(failure -> again.run());
                }, failure -> again.run());
    }

    private void stop(PgSubscriber subscriber) {
        if (connection.compareAndSet(subscriber, null)) {
            subscriber.close();
        }
    }

    private static void hear(Run run, String payload) {
        if (payload.startsWith("e")) {
            run.listener().stored();
        } else {
            String whole = run.parts().add(payload);
            if (whole != null) {
                run.listener().broadcast(whole);
            }
        }
    }

    /** As the pool connects, to another address. */
    private List<PgConnectOptions> direct(Settings settings) {
        Map<String, String> address = PostgresAddress.ofService(settings).environment("");
        String[] hosts = value(address, "PGHOST").split(",", -1);
        String[] ports = value(address, "PGPORT").split(",", -1);
        List<PgConnectOptions> servers = new ArrayList<>();
        for (int i = 0; i < hosts.length; i++) {
            PgConnectOptions server = new PgConnectOptions(pools.servers().get(0)).setHost(hosts[i])
                    .setPort(Integer.parseInt(ports[i])).setDatabase(value(address, "PGDATABASE"))
                    .setUser(value(address, "PGUSER")).setPassword(address.getOrDefault("PGPASSWORD", ""))
                    .setSslMode(SslMode.of(value(address, "PGSSLMODE")));
            String root = address.get("PGSSLROOTCERT");
            if (root != null) {
                server.getSslOptions().setTrustOptions(new PemTrustOptions().addCertPath(root));
            }
            servers.add(server);
        }
        return servers;
    }

    private static String value(Map<String, String> address, String name) {
        String value = address.get(name);
        if (value == null) {
            throw new IllegalStateException(name + " belongs to every address");
        }
        return value;
    }
}
