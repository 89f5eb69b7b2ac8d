package io.alerthistory.storage.postgresql;

import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Function;

import io.vertx.core.Context;
import io.vertx.core.Future;
import io.vertx.pgclient.PgException;
import io.vertx.sqlclient.SqlConnection;
import io.vertx.sqlclient.spi.ConnectionFactory;

/**
 * Connects to the first server that takes writes, beginning with the one that did last, as libpq does with
 * {@code target_session_attrs=read-write}. The driver would take them in turn, standbys included.
 */
final class WritableServer implements Function<Context, Future<SqlConnection>> {

    /** On for a standby, and for a server or database whose transactions are read-only by default. */
    private static final String READ_ONLY = "show transaction_read_only";

    private final List<ConnectionFactory> servers;
    private final AtomicInteger last = new AtomicInteger();

    WritableServer(List<ConnectionFactory> servers) {
        this.servers = List.copyOf(servers);
    }

    /** Fails with what the last of them said when none takes writes. */
    @Override
    public Future<SqlConnection> apply(Context context) {
        return connect(context, last.get(), servers.size() - 1);
    }

    private Future<SqlConnection> connect(Context context, int server, int others) {
        return servers.get(server).connect(context).compose(WritableServer::admitted).onSuccess(found -> last.set(server))
                .recover(failure -> others == 0 ? Future.failedFuture(failure)
                        : connect(context, (server + 1) % servers.size(), others - 1));
    }

    private static Future<SqlConnection> admitted(SqlConnection connection) {
        return connection.query(READ_ONLY).execute().compose(rows -> "on".equals(rows.iterator().next().getString(0))
                ? Future.failedFuture(new PgException("the server takes no writes", "FATAL", PostgresFailures.READ_ONLY, null))
                : Future.succeededFuture(connection))
                .recover(refused -> connection.close().transform(closed -> Future.failedFuture(refused)));
    }
}
