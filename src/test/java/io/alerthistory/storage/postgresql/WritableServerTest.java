package io.alerthistory.storage.postgresql;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.net.SocketException;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

import io.alerthistory.support.Ports;
import io.alerthistory.support.PostgresServer;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.core.VertxOptions;
import io.vertx.pgclient.PgConnectOptions;
import io.vertx.pgclient.PgException;
import io.vertx.pgclient.spi.PgDriver;
import io.vertx.sqlclient.SqlConnection;

/** Two databases of one server stand for two servers; the one that is read-only by default for a standby. */
class WritableServerTest {

    private final Vertx vertx = Vertx.vertx(new VertxOptions().setPreferNativeTransport(true));
    private String writable;
    private String readOnly;

    @BeforeEach
    void createDatabases() throws SQLException {
        writable = PostgresServer.createDatabase();
        readOnly = PostgresServer.createDatabase();
        takeWrites(readOnly, false);
    }

    @AfterEach
    void close() throws Exception {
        await(vertx.close());
    }

    private static void takeWrites(String database, boolean writes) throws SQLException {
        try (Connection other = PostgresServer.connect(); Statement statement = other.createStatement()) {
            statement.execute("alter database " + database + " set default_transaction_read_only = " + (writes ? "off" : "on"));
        }
    }

    private static <T> T await(Future<T> future) throws Exception {
        return future.toCompletionStage().toCompletableFuture().get(20, TimeUnit.SECONDS);
    }

    private static PgConnectOptions server(int port, String database) {
        return new PgConnectOptions().setHost("localhost").setPort(port).setUser("postgres").setPassword("postgres")
                .setDatabase(database);
    }

    private WritableServer servers(PgConnectOptions... servers) {
        return new WritableServer(
                Stream.of(servers).map(server -> PgDriver.INSTANCE.createConnectionFactory(vertx, server)).toList());
    }

    private String databaseOf(WritableServer servers) throws Exception {
        return await(Future.<SqlConnection> future(promise -> vertx.getOrCreateContext()
                .runOnContext(now -> servers.apply(Vertx.currentContext()).onComplete(promise)))
                .flatMap(connection -> connection.query("select current_database()").execute()
                        .map(rows -> rows.iterator().next().getString(0)).eventually(() -> connection.close())));
    }

    @Test
    void oneThatIsNotThereAndOneThatTakesNoWritesArePassedOver() throws Exception {
        WritableServer servers = servers(server(Ports.free(), "gone"), server(PostgresServer.port(), readOnly),
                server(PostgresServer.port(), writable));

        assertThat(List.of(databaseOf(servers), databaseOf(servers))).containsOnly(writable);
    }

    @Test
    void theOneThatTakesWritesNowIsFoundWhenTheyChangePlaces() throws Exception {
        WritableServer servers = servers(server(PostgresServer.port(), readOnly), server(PostgresServer.port(), writable));
        assertThat(databaseOf(servers)).isEqualTo(writable);

        takeWrites(readOnly, true);
        takeWrites(writable, false);

        assertThat(databaseOf(servers)).isEqualTo(readOnly);
    }

    @Test
    void aSocketWithoutAServerIsPassedOver() throws Exception {
        PgConnectOptions socket = server(PostgresServer.port(), writable).setHost(PostgresServer.sockets());
        WritableServer servers = servers(server(PostgresServer.port(), writable).setHost("/no/such/folder"), socket);

        assertThat(databaseOf(servers)).isEqualTo(writable);
        assertThatThrownBy(() -> databaseOf(servers(new PgConnectOptions(socket).setPort(Ports.free()))))
                .hasCauseInstanceOf(SocketException.class);
    }

    @Test
    void whereNoneTakesWritesThereIsNoConnection() throws IOException {
        WritableServer servers = servers(server(PostgresServer.port(), readOnly));

        assertThatThrownBy(() -> databaseOf(servers)).hasCauseInstanceOf(PgException.class)
                .hasMessageContaining("takes no writes");
    }
}
