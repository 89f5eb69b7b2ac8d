package io.alerthistory.start;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.io.InputStream;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.net.SocketException;
import java.net.SocketTimeoutException;
import java.net.StandardProtocolFamily;
import java.net.UnixDomainSocketAddress;
import java.nio.ByteBuffer;
import java.nio.channels.ServerSocketChannel;
import java.nio.channels.SocketChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.List;
import java.util.Random;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;

import org.flywaydb.core.internal.jdbc.DriverDataSource;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.postgresql.PGConnection;

import io.alerthistory.support.PostgresServer;

class DomainSocketTest {

    @TempDir
    Path folder;

    private Path file;
    private ServerSocketChannel server;

    @BeforeEach
    void listen() throws IOException {
        file = folder.resolve("s");
        server = ServerSocketChannel.open(StandardProtocolFamily.UNIX).bind(UnixDomainSocketAddress.of(file));
    }

    @AfterEach
    void close() throws IOException {
        server.close();
    }

    private static Socket connected(Path... files) throws IOException {
        Socket socket = new DomainSocketFactory(
                String.join(",", List.of(files).stream().map(Path::toString).toList())).createSocket();
        socket.connect(new InetSocketAddress("127.0.0.1", files.length), 1_000);
        return socket;
    }

    @Test
    void sendsAndReceivesMoreThanTheKernelKeeps() throws Exception {
        byte[] sent = new byte[4_000_000];
        new Random(1).nextBytes(sent);
        try (Socket socket = connected(file); SocketChannel peer = server.accept()) {
            CompletableFuture<Void> sending = CompletableFuture.runAsync(() -> send(socket, sent));

            ByteBuffer received = ByteBuffer.allocate(sent.length);
            while (received.hasRemaining()) {
                peer.read(received);
            }
            CompletableFuture<Void> echo = CompletableFuture.runAsync(() -> send(peer, received.flip()));
            byte[] echoed = socket.getInputStream().readNBytes(sent.length);

            assertThat(echoed).isEqualTo(sent);
            CompletableFuture.allOf(sending, echo).get(20, TimeUnit.SECONDS);
        }
    }

    private static void send(Socket socket, byte[] bytes) {
        try {
            socket.getOutputStream().write(bytes);
        } catch (IOException e) {
            throw new java.io.UncheckedIOException(e);
        }
    }

    private static void send(SocketChannel channel, ByteBuffer bytes) {
        try {
            while (bytes.hasRemaining()) {
                channel.write(bytes);
            }
        } catch (IOException e) {
            throw new java.io.UncheckedIOException(e);
        }
    }

    @Test
    void aReadEndsWhenItsTimeIsOverAndCanGoOn() throws IOException {
        try (Socket socket = connected(file); SocketChannel peer = server.accept()) {
            socket.setSoTimeout(50);
            assertThatThrownBy(() -> socket.getInputStream().read()).isInstanceOf(SocketTimeoutException.class);

            peer.write(ByteBuffer.wrap(new byte[] { (byte) 200 }));

            assertThat(socket.getInputStream().read()).isEqualTo(200);
            assertThat(socket.getSoTimeout()).isEqualTo(50);
        }
    }

    @Test
    void aReadEndsWhenThePeerCloses() throws IOException {
        try (Socket socket = connected(file)) {
            server.accept().close();

            assertThat(socket.getInputStream().read()).isEqualTo(-1);
        }
    }

    @Test
    void aReadEndsWhenAnotherThreadClosesTheSocket() throws Exception {
        try (Socket socket = connected(file); SocketChannel peer = server.accept()) {
            InputStream in = socket.getInputStream();
            CompletableFuture<Integer> reading = CompletableFuture.supplyAsync(() -> {
                try {
                    return in.read();
                } catch (IOException e) {
                    throw new java.io.UncheckedIOException(e);
                }
            });
            assertThatThrownBy(() -> reading.get(100, TimeUnit.MILLISECONDS)).isNotInstanceOf(IOException.class);

            socket.close();

            assertThatThrownBy(() -> reading.get(20, TimeUnit.SECONDS)).rootCause().isInstanceOf(IOException.class);
            assertThat(peer.isOpen()).isTrue();
        }
    }

    @Test
    void theOptionsOfAnAddressAreTaken() throws IOException {
        try (Socket socket = connected(file)) {
            socket.setTcpNoDelay(true);
            socket.setKeepAlive(true);

            assertThat(socket.getTcpNoDelay()).isTrue();
            assertThat(socket.getSendBufferSize()).isPositive();
            assertThat(socket.isConnected()).isTrue();
        }
    }

    @Test
    void theOneOfSeveralFilesIsConnectedToWhosePlaceIsAsked() throws IOException {
        try (Socket socket = connected(folder.resolve("other"), file); SocketChannel peer = server.accept()) {
            assertThat(peer.isConnected()).isEqualTo(socket.isConnected()).isTrue();
        }
    }

    @Test
    void saysWhichFileIsMissingOrHasNobodyBehindIt() throws IOException {
        Path missing = folder.resolve("missing");
        assertThatThrownBy(() -> connected(missing)).isInstanceOf(DomainSocketException.class)
                .hasMessage("there is no socket " + missing + ": see that the server or its proxy runs and that the folder is"
                        + " mounted here, or name another host");

        server.close();
        assertThatThrownBy(() -> connected(file)).isInstanceOf(DomainSocketException.class)
                .hasMessage("no server listens at the socket " + file + ": start the server or its proxy");

        Path noSocket = Files.createFile(folder.resolve("file"));
        assertThatThrownBy(() -> connected(noSocket)).isInstanceOf(SocketException.class).hasMessageContaining("file");
    }

    @Test
    void theDriverConnectsToTheServersSocket() throws SQLException {
        String socket = PostgresServer.sockets() + "/.s.PGSQL." + PostgresServer.port();
        DriverDataSource source = new DriverDataSource(getClass().getClassLoader(), "org.postgresql.Driver",
                "jdbc:postgresql://127.0.0.1:1,127.0.0.1:2/postgres?sslmode=disable&connectTimeout=3&tcpKeepAlive=true",
                "postgres",
                "postgres", DomainSocketFactory.properties(List.of(folder + "/missing", socket)));

        try (Connection connection = source.getConnection();
                Statement statement = connection.createStatement();
                ResultSet found = statement.executeQuery("select inet_server_addr() is null, repeat('x', 1000000)")) {
            assertThat(found.next()).isTrue();
            assertThat(found.getBoolean(1)).isTrue();
            assertThat(found.getString(2)).hasSize(1_000_000);
            assertThat(connection.unwrap(PGConnection.class).getNotifications()).isEmpty(); // which reads for a moment
        }
    }

    @Test
    void aLoginEndsWhenTheServerSaysNothing() {
        DriverDataSource source = new DriverDataSource(getClass().getClassLoader(), "org.postgresql.Driver",
                "jdbc:postgresql://127.0.0.1:1/postgres?sslmode=disable&connectTimeout=1&loginTimeout=1", "postgres",
                "postgres",
                DomainSocketFactory.properties(List.of(file.toString())));

        assertThatThrownBy(source::getConnection).hasStackTraceContaining("Connection attempt timed out");
    }

    @Test
    void aStatementOnASocketIsCancelledInTheServer() throws SQLException {
        DriverDataSource source = new DriverDataSource(getClass().getClassLoader(), "org.postgresql.Driver",
                "jdbc:postgresql://127.0.0.1:1/postgres?sslmode=disable", "postgres", "postgres",
                DomainSocketFactory.properties(List.of(PostgresServer.sockets() + "/.s.PGSQL." + PostgresServer.port())));

        try (Connection connection = source.getConnection(); Statement statement = connection.createStatement()) {
            statement.setQueryTimeout(1);

            assertThatThrownBy(() -> statement.execute("select pg_sleep(30)")).hasMessageContaining("canceling statement");
        }
    }
}
