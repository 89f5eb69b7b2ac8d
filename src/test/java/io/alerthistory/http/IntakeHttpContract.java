package io.alerthistory.http;

import static io.alerthistory.http.Api.SESSIONS;
import static io.restassured.RestAssured.given;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.InputStream;
import java.net.InetAddress;
import java.net.Socket;
import java.net.SocketException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

import jakarta.enterprise.inject.spi.CDI;

import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import io.alerthistory.budget.Budgets;
import io.alerthistory.budget.ByteBudget;
import io.alerthistory.budget.Lease;
import io.alerthistory.support.Samples;
import io.restassured.RestAssured;

/** How bodies come in: in bounded memory and time, whatever their clients do. */
interface IntakeHttpContract {

    int LIMIT = 10_485_760;

    /** A client on a bare socket that sends what it likes, when it likes. */
    final class Client implements AutoCloseable {

        private final Socket socket;

        Client() throws IOException {
            socket = new Socket(InetAddress.getLoopbackAddress(), RestAssured.port);
            socket.setSoTimeout(30_000);
        }

        static Client post(String path, String... headers) throws IOException {
            Client client = new Client();
            return client.send("POST " + path + " HTTP/1.1\r\nHost: localhost\r\nContent-Type: application/json\r\n"
                    + String.join("", List.of(headers).stream().map(header -> header + "\r\n").toList()) + "\r\n");
        }

        Client send(String text) throws IOException {
            socket.getOutputStream().write(text.getBytes(StandardCharsets.ISO_8859_1));
            return this;
        }

        /** The head of the next response. */
        String head() throws IOException {
            StringBuilder head = new StringBuilder();
            InputStream in = socket.getInputStream();
            while (head.indexOf("\r\n\r\n") < 0) {
                int next = in.read();
                if (next < 0) {
                    break;
                }
                head.append((char) next);
            }
            return head.toString();
        }

        /** What comes until the service closes the connection. */
        String rest() throws IOException {
            return new String(socket.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        }

        /** Sends chunks of 64 KB until the service does not take them any more. */
        long sendChunks(long most) throws IOException {
            String chunk = "10000\r\n" + " ".repeat(65_536) + "\r\n";
            long sent = 0;
            try {
                for (; sent < most; sent += 65_536) {
                    send(chunk);
                }
            } catch (SocketException closed) { // as it should be
            }
            return sent;
        }

        void reset() throws IOException {
            socket.setSoLinger(true, 0);
            socket.close();
        }

        @Override
        public void close() throws IOException {
            socket.close();
        }
    }

    static Budgets budgets() {
        return CDI.current().select(Budgets.class).get();
    }

    private static String session() {
        return io.vertx.core.json.Json.encode(Api.session(Samples.id()));
    }

    private static void awaitNothingInUse() {
        Awaitility.await().atMost(Duration.ofSeconds(20)).untilAsserted(() -> {
            assertThat(budgets().requests().used()).isZero();
            assertThat(budgets().smallRequests().used()).isZero();
        });
    }

    @Test
    default void aChunkedBodyThatIsTooLargeIsRefusedWhileItIsRead() throws IOException {
        try (Client client = Client.post(SESSIONS, "Transfer-Encoding: chunked")) {
            long sent = client.sendChunks(300L * 1024 * 1024);
            assertThat(sent).isGreaterThan(LIMIT).isLessThan(60L * 1024 * 1024); // the kernel's buffers are large here
        }
        try (Client client = Client.post(SESSIONS, "Transfer-Encoding: chunked")) {
            client.sendChunks(LIMIT + 65_536);
            assertThat(client.head()).startsWith("HTTP/1.1 413").containsIgnoringCase("connection: close");
            assertThat(client.rest()).as("closes, although the body goes on").contains("too_large");
        }
        awaitNothingInUse();
    }

    @Test
    default void aLengthThatIsTooLargeIsRefusedBeforeTheBodyIsSent() throws IOException {
        try (Client client = Client.post(SESSIONS, "Content-Length: 10485761")) {
            assertThat(client.head()).startsWith("HTTP/1.1 413");
            assertThat(client.rest()).contains("too_large");
        }
    }

    @ParameterizedTest
    @ValueSource(strings = { "/no/such/route", "/api/v1/history/sessions/x/cancel" })
    default void aBodyThatNobodyReadsIsNotTakenForEver(String path) throws IOException {
        try (Client client = Client.post(path, "Transfer-Encoding: chunked")) {
            assertThat(client.sendChunks(300L * 1024 * 1024)).isLessThan(60L * 1024 * 1024);
        }
    }

    @Test
    default void aBodyThatStallsIs408() throws IOException {
        try (Client client = Client.post(SESSIONS, "Content-Length: 100000").send("{")) {
            assertThat(client.head()).startsWith("HTTP/1.1 408").contains("application/problem+json");
            assertThat(client.rest()).contains("urn:alert-history:problem:request_timeout");
        }
        awaitNothingInUse();
    }

    /** Whether it sends nothing, a part of the first request, or of one that follows another. */
    @ParameterizedTest
    @ValueSource(strings = { "", "GET /q/health/live HTT",
            "GET /q/health/live HTTP/1.1\r\nHost: localhost\r\n\r\nGET /q/health/live HTT" })
    default void headersThatDoNotComeEndTheConnection(String begun) throws IOException {
        try (Client client = new Client()) {
            long began = System.nanoTime();
            for (String part : begun.split("(?<=\r\n\r\n)")) {
                client.send(part);
                if (part.endsWith("\r\n\r\n")) {
                    client.head();
                }
            }
            client.rest();
            assertThat(Duration.ofNanos(System.nanoTime() - began)).isBetween(Duration.ofSeconds(2), Duration.ofSeconds(12));
        }
    }

    @Test
    default void aClientMayWaitForContinue() throws IOException {
        String body = session();
        try (Client client = Client.post(SESSIONS, "Content-Length: " + body.length(), "Expect: 100-continue")) {
            assertThat(client.head()).startsWith("HTTP/1.1 100");
            assertThat(client.send(body).head()).startsWith("HTTP/1.1 201");
        }
    }

    @Test
    default void aConnectionServesOneBodyAfterTheOther() throws IOException {
        try (Client client = new Client()) {
            for (int i = 0; i < 3; i++) {
                String body = session();
                client.send("POST " + SESSIONS + " HTTP/1.1\r\nHost: localhost\r\nContent-Type: application/json\r\n"
                        + "Connection: keep-alive\r\nTransfer-Encoding: chunked\r\n\r\n");
                for (char c : body.toCharArray()) {
                    client.send("1\r\n" + c + "\r\n");
                }
                client.send("0\r\n\r\n");
                String head = client.head();
                assertThat(head).startsWith("HTTP/1.1 201");
                int length = Integer.parseInt(head.replaceAll("(?is).*content-length: (\\d+).*", "$1"));
                assertThat(client.socket.getInputStream().readNBytes(length)).hasSize(length);
            }
        }
        awaitNothingInUse();
    }

    /** What is done about bodies that nobody reads must not meet the next request. */
    @Test
    default void aConnectionOutlivesAnUploadInBulk() throws Exception {
        String line = BulkLines.session(Samples.id()) + "\n";
        try (Client client = new Client()) {
            client.send("POST " + Api.BULK + " HTTP/1.1\r\nHost: localhost\r\nContent-Type: application/x-ndjson\r\n"
                    + "Content-Length: " + line.length() + "\r\n\r\n" + line);
            assertThat(client.head()).startsWith("HTTP/1.1 200");
            StringBuilder response = new StringBuilder();
            while (response.indexOf("\r\n0\r\n\r\n") < 0) {
                response.append((char) client.socket.getInputStream().read());
            }
            Thread.sleep(4000);
            client.send("GET /q/health/live HTTP/1.1\r\nHost: localhost\r\n\r\n");
            assertThat(client.head()).startsWith("HTTP/1.1 200");
        }
    }

    /** Wherever the client goes, what its body took comes back. */
    @ParameterizedTest
    @ValueSource(strings = { "Content-Length: %d", "Transfer-Encoding: chunked" })
    default void nothingStaysInUseWhenClientsGo(String length) throws IOException {
        for (int size : new int[] { 1000, 50_000, 3_000_000 }) {
            String body = session() + " ".repeat(size);
            for (double part : new double[] { 0, 0.1, 0.5, 0.99, 1 }) {
                Client client = Client.post(SESSIONS, length.formatted(body.length()));
                String sent = body.substring(0, (int) (body.length() * part));
                if (length.contains("chunked")) {
                    client.send(sent.isEmpty() ? "" : Integer.toHexString(sent.length()) + "\r\n" + sent + "\r\n")
                            .send(part == 1 ? "0\r\n\r\n" : "");
                } else {
                    client.send(sent);
                }
                client.reset();
            }
        }
        awaitNothingInUse();
        given().get("/q/health/ready").then().statusCode(200);
    }

    @Test
    default void whatFindsNoMemoryIs503BeforeItIsRead() throws IOException {
        ByteBudget requests = budgets().requests();
        try (Lease all = requests.tryAcquire(requests.limit()).orElseThrow()) {
            try (Client client = Client.post(SESSIONS, "Content-Length: 100000", "Expect: 100-continue")) {
                assertThat(client.head()).startsWith("HTTP/1.1 503").containsIgnoringCase("retry-after: 2");
                assertThat(client.rest()).contains("urn:alert-history:problem:overloaded");
            }
            Api.json(session()).post(SESSIONS).then().statusCode(201); // a small one
            assertThat(all.bytes()).isEqualTo(requests.limit());
        }
        Api.json(session() + " ".repeat(100_000)).post(SESSIONS).then().statusCode(201);
        awaitNothingInUse();
    }

    @Test
    default void slowBodiesKeepNobodyElseWaiting() throws IOException {
        List<Client> clients = new ArrayList<>();
        try {
            for (int i = 0; i < 300; i++) {
                clients.add(Client.post(SESSIONS, "Content-Length: 20000").send(" ".repeat(12_000)));
            }
            long began = System.nanoTime();
            given().get("/q/health/ready").then().statusCode(200);
            Api.json(session() + " ".repeat(20_000)).post(SESSIONS).then().statusCode(201);
            assertThat(Duration.ofNanos(System.nanoTime() - began)).isLessThan(Duration.ofSeconds(3));
        } finally {
            for (Client client : clients) {
                client.reset();
            }
        }
        awaitNothingInUse();
    }
}
