package io.alerthistory.http;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.ByteBuffer;
import java.nio.channels.SelectionKey;
import java.nio.channels.Selector;
import java.nio.channels.SocketChannel;
import java.nio.charset.StandardCharsets;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.List;
import java.util.Map;

import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;

import io.alerthistory.support.OnPostgresql;
import io.alerthistory.support.PostgresServer;
import io.alerthistory.support.Samples;
import io.quarkus.test.junit.QuarkusTest;
import io.quarkus.test.junit.TestProfile;
import io.restassured.RestAssured;
import io.restassured.path.json.JsonPath;

/** What a stream does while the database stands still, and when it goes away. */
@QuarkusTest
@TestProfile(BulkStreamTest.OneConnection.class)
class BulkStreamTest {

    private static final int BATCH = 500;
    private static final int LONG_LINES = 4000;

    /** One connection, and little patience to wait for it. */
    public static class OneConnection extends OnPostgresql {

        @Override
        public Map<String, String> getConfigOverrides() {
            return Map.of("POSTGRES_POOL_SIZE", "1", "POSTGRES_MAX_OVERFLOW", "0", "POSTGRES_POOL_TIMEOUT", "1");
        }
    }

    private static void awaitBlocked(Statement observer) {
        Awaitility.await().atMost(Duration.ofSeconds(20)).until(() -> {
            try (ResultSet blocked = observer.executeQuery("select count(*) from pg_stat_activity"
                    + " where application_name like 'alert-history %' and wait_event_type = 'Lock'")) {
                blocked.next();
                return blocked.getInt(1) > 0;
            }
        });
    }

    /** 64 MB are offered; a batch of 1 MB and what the kernel holds are taken until the database goes on. */
    @Test
    void holdsBackAClientThatIsFasterThanTheDatabase() throws Exception {
        String id = Api.created("in_progress");
        StringBuilder body = new StringBuilder();
        for (int i = 0; i < LONG_LINES; i++) {
            Map<String, Object> call = Api.llm(id + "-" + i);
            call.put("thinking_content", "x".repeat(16_000));
            body.append(BulkLines.line("llm", id, call)).append('\n');
        }
        ByteBuffer content = ByteBuffer.wrap(body.toString().getBytes(StandardCharsets.US_ASCII));
        try (Connection other = PostgresServer.connect();
                Statement lock = other.createStatement();
                SocketChannel client = SocketChannel.open(
                        new InetSocketAddress(InetAddress.getLoopbackAddress(), RestAssured.port));
                Selector selector = Selector.open()) {
            other.setAutoCommit(false);
            lock.execute("lock table alert_sessions in access exclusive mode");
            client.write(ByteBuffer.wrap(("POST " + Api.BULK + " HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\n"
                    + "Content-Type: application/x-ndjson\r\nContent-Length: " + content.remaining() + "\r\n\r\n")
                    .getBytes(StandardCharsets.US_ASCII)));
            client.configureBlocking(false);
            client.register(selector, SelectionKey.OP_WRITE);
            do {
                selector.selectedKeys().clear();
                client.write(content);
            } while (content.hasRemaining() && selector.select(3000) > 0);
            assertThat(content.position()).isBetween(1_000_000, content.limit() - 24_000_000);

            other.rollback();
            client.keyFor(selector).cancel();
            selector.selectNow();
            client.configureBlocking(true);
            while (content.hasRemaining()) {
                client.write(content);
            }
            assertThat(answer(client))
                    .contains("{\"done\":true,\"accepted\":" + LONG_LINES + ",\"duplicates\":0,\"rejected\":0}");
        }
    }

    private static String answer(SocketChannel client) throws IOException {
        ByteBuffer answer = ByteBuffer.allocate(1 << 16);
        while (client.read(answer) >= 0) {
            assertThat(answer.hasRemaining()).isTrue();
        }
        return new String(answer.array(), 0, answer.position(), StandardCharsets.UTF_8);
    }

    @Test
    void answersWithAProblemWhenNothingWasAnsweredBefore() throws Exception {
        String id = Samples.id();
        try (Connection other = PostgresServer.connect();
                Statement lock = other.createStatement();
                BulkConnection first = new BulkConnection()) {
            other.setAutoCommit(false);
            lock.execute("lock table alert_sessions in access exclusive mode");
            first.send(BulkLines.session(id) + "\n");
            first.end();
            awaitBlocked(lock);
            HttpResponse<String> second = BulkResponses.send(BulkResponses.request()
                    .POST(HttpRequest.BodyPublishers.ofString(BulkLines.session(Samples.id()))));
            assertThat(second.statusCode()).isEqualTo(503);
            assertThat(second.headers().firstValue("Content-Type")).hasValue("application/problem+json");
            assertThat(second.headers().firstValue("Retry-After")).isPresent();
            assertThat(new JsonPath(second.body()).getString("type"))
                    .isEqualTo("urn:alert-history:problem:database_unavailable");
            assertThat(new JsonPath(second.body()).getString("instance")).isEqualTo(Api.BULK);
            other.rollback();
            assertThat(first.answer().getInt("accepted")).isEqualTo(1);
            assertThat(first.answer().getBoolean("done")).isTrue();
        }
    }

    /** The rest of a body that nobody will read would stand in the way of the connection's next request. */
    @Test
    void closesTheConnectionOfAnUploadThatItGivesUp() throws Exception {
        try (Connection other = PostgresServer.connect();
                Statement lock = other.createStatement();
                BulkConnection first = new BulkConnection();
                BulkConnection second = new BulkConnection()) {
            other.setAutoCommit(false);
            lock.execute("lock table alert_sessions in access exclusive mode");
            first.send(BulkLines.session(Samples.id()) + "\n");
            first.end();
            awaitBlocked(lock);
            second.send((BulkLines.session(Samples.id()) + "\n").repeat(BATCH + 1));
            assertThat(second.status()).isEqualTo(503);
            assertThat(second.header("connection")).isEqualTo("close");
            assertThat(second.rest()).contains("database_unavailable");
            other.rollback();
        }
    }

    @Test
    void tellsInTheLastLineWhyItBreaksOffAndGoesOnWhenItIsSentAgain() throws Exception {
        List<String> lines = BulkLines.investigations(Samples.id(), 10);
        try (Connection other = PostgresServer.connect();
                Statement lock = other.createStatement();
                BulkConnection upload = new BulkConnection()) {
            upload.send(String.join("\n", lines.subList(0, BATCH)) + "\n");
            assertThat(upload.answer().getInt("accepted")).isEqualTo(BATCH);
            other.setAutoCommit(false);
            lock.execute("lock table alert_sessions in access exclusive mode");
            upload.send(String.join("\n", lines.subList(BATCH, 2 * BATCH)) + "\n");
            awaitBlocked(lock);
            disconnectTheService(lock);
            JsonPath last = upload.answer();
            assertThat(last.getMap("")).containsEntry("done", false).containsEntry("accepted", BATCH)
                    .containsEntry("duplicates", 0).containsEntry("rejected", 0);
            assertThat(last.getInt("error.status")).isEqualTo(503);
            assertThat(last.getString("error.type")).isEqualTo("urn:alert-history:problem:database_unavailable");
            other.rollback();
            upload.rest(); // ends
        }
        BulkResponses.to(lines).are(BATCH, BATCH, Map.of());
    }

    private static void disconnectTheService(Statement statement) throws SQLException {
        statement.execute("select pg_terminate_backend(pid) from pg_stat_activity where application_name like 'alert-history %'"
                + " and wait_event_type = 'Lock'");
    }

    /** Whatever is no HTTP is no end of an upload either. */
    @Test
    void storesNothingOfABodyThatIsNoHttp() throws Exception {
        String id = Samples.id();
        try (BulkConnection upload = new BulkConnection()) {
            upload.send(BulkLines.session(id));
            upload.sendRaw("nonsense\r\n\r\n");
            upload.rest();
        }
        RestAssured.given().get(Api.SESSIONS + "/" + id).then().statusCode(404);
    }
}
