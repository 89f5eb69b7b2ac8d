package io.alerthistory.storage.postgresql;

import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Supplier;

import jakarta.inject.Singleton;

import org.hibernate.reactive.mutiny.Mutiny;
import org.hibernate.reactive.mutiny.impl.MutinySessionImpl;

import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelInboundHandlerAdapter;
import io.smallrye.mutiny.Uni;
import io.vertx.core.Promise;
import io.vertx.core.impl.ContextInternal;
import io.vertx.pgclient.PgConnection;
import io.vertx.pgclient.impl.PgSocketConnection;
import io.vertx.sqlclient.SqlConnection;
import io.vertx.sqlclient.impl.SqlConnectionInternal;
import io.vertx.sqlclient.impl.command.CommandResponse;
import io.vertx.sqlclient.impl.pool.SqlConnectionPool.PooledConnection;
import io.vertx.sqlclient.spi.DatabaseMetadata;

/**
 * The connections of the pool. One that says that its server takes no writes leaves the pool at once, and is closed: after a
 * failover it still leads to the server of before, and would do so for as long as it is used. The others that were made before
 * it are suspect for the same reason; they are closed when nobody uses them.
 */
@Singleton
class PooledConnections {

    /** The name under which Vert.x has its own handler in a connection's pipeline. */
    private static final String VERTX = "handler";

    private final Map<PooledConnection, PgConnection> open = new ConcurrentHashMap<>();

    /** Looks after a new connection, and hands it to the pool. */
    void admit(SqlConnection connection) {
        PooledConnection pooled = (PooledConnection) ((SqlConnectionInternal) connection).unwrap();
        PgSocketConnection socket = (PgSocketConnection) pooled.unwrap();
        open.put(pooled, PgConnection.cast(connection));
        socket.socket().channelHandlerContext().pipeline().addBefore(VERTX, "refusals", new Refusals(pooled, socket));
        var unused = connection.close();
    }

    /** Has every connection that is there now closed, as soon as nobody uses it. */
    void retire() {
        open.keySet().forEach(connection -> connection.lifetimeEvictionTimestamp = 0);
    }

    /**
     * What asks the server to cancel a statement of a session. Hibernate does not hand its connection out, but what the server
     * said of itself on that connection, which is an object of each connection.
     */
    Supplier<Uni<Void>> cancellation(Mutiny.Session session) {
        DatabaseMetadata metadata = ((MutinySessionImpl) session).getReactiveConnection().getDatabaseMetadata();
        return () -> open.entrySet().stream().filter(one -> one.getKey().getDatabaseMetaData() == metadata).findFirst()
                .map(one -> Uni.createFrom().completionStage(() -> one.getValue().cancelRequest().toCompletionStage()))
                .orElseGet(() -> Uni.createFrom().voidItem());
    }

    /** Sees every response of the server before the one who asked. */
    private final class Refusals extends ChannelInboundHandlerAdapter {

        private final PooledConnection pooled;
        private final PgSocketConnection socket;

        Refusals(PooledConnection pooled, PgSocketConnection socket) {
            this.pooled = pooled;
            this.socket = socket;
        }

        @Override
        public void channelRead(ChannelHandlerContext context, Object message) {
            if (message instanceof CommandResponse<?> response && response.toAsyncResult().failed()
                    && PostgresFailures.is(response.toAsyncResult().cause(), PostgresFailures.READ_ONLY)
                    && open.remove(pooled) != null) {
                retire();
                leave();
            }
            context.fireChannelRead(message);
        }

        /** Before the one who asked hears of it: the next who is served must not be given this one again. */
        private void leave() {
            ((ContextInternal) socket.context()).dispatch(now -> {
                pooled.handleClosed();
                socket.close(pooled, Promise.promise());
            });
        }

        @Override
        public void channelInactive(ChannelHandlerContext context) {
            open.remove(pooled);
            context.fireChannelInactive();
        }
    }
}
