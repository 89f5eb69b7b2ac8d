package io.alerthistory.alertmanager;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.sun.net.httpserver.HttpServer;

import io.alerthistory.budget.Budgets;
import io.alerthistory.budget.TestBudgets;
import io.alerthistory.config.AlertmanagerAddress;
import io.alerthistory.ingest.AlertmanagerApi.Collection;
import io.alerthistory.json.JsonItems;
import io.vertx.mutiny.core.Vertx;

/** The client against servers that behave, and servers that do not. */
class AlertmanagerClientTest {

    private final Vertx vertx = Vertx.vertx();
    private final List<String> asked = Collections.synchronizedList(new ArrayList<>());
    private final Budgets budgets = TestBudgets.of(12);
    private HttpServer server;
    private int status = 200;
    private byte[] body = "[{\"id\":1}]".getBytes(StandardCharsets.UTF_8);

    @BeforeEach
    void serve() throws IOException {
        server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        server.createContext("/", exchange -> {
            asked.add(exchange.getRequestURI() + " " + exchange.getRequestHeaders().getFirst("Authorization"));
            exchange.sendResponseHeaders(status, 0);
            try (OutputStream out = exchange.getResponseBody()) {
                out.write(body);
            }
        });
        server.start();
    }

    @AfterEach
    void end() {
        server.stop(0);
        vertx.closeAndAwait();
    }

    private JsonItems read(String address) {
        return new AlertmanagerClient(vertx, budgets, new ObjectMapper())
                .read(AlertmanagerAddress.parse(address).get(0), Collection.SILENCES).await().atMost(Duration.ofSeconds(30));
    }

    private String address(String userInfo) {
        return "http://" + userInfo + "127.0.0.1:" + server.getAddress().getPort() + "/prefix";
    }

    @Test
    void readsAnArrayAndSignsIn() {
        assertThat(read(address("")).items()).hasSize(1);
        assertThat(read(address("user:pass@")).items()).hasSize(1);
        assertThat(asked).containsExactly("/prefix/api/v2/silences null", "/prefix/api/v2/silences Basic dXNlcjpwYXNz");
        assertThat(budgets.requests().used()).isZero();
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', value = { "503 | [] | status 503", "302 | [] | status 302", "200 | {} | not an array",
            "200 | [secret | not an array", "200 | '' | not an array" })
    void saysWhatIsWrongWithoutTheResponse(int code, String text, String message) {
        status = code;
        body = text.getBytes(StandardCharsets.UTF_8);
        assertThatThrownBy(() -> read(address("user:secret@"))).isInstanceOf(AlertmanagerException.class)
                .hasMessageContaining(message).hasMessageNotContaining("secret");
        assertThat(budgets.requests().used()).isZero();
    }

    @Test
    void endsAResponseThatDoesNotFit() {
        body = new byte[17 * 1024 * 1024];
        assertThatThrownBy(() -> read(address(""))).isInstanceOf(AlertmanagerException.class)
                .hasMessageMatching("its response has more than 16777216 bytes|requests in progress use the memory .*");
        assertThat(budgets.requests().used()).isZero();
    }

    @Test
    void givesUpWithOneThatSaysNothing() throws IOException {
        try (ServerSocket silent = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            assertThatThrownBy(() -> read("http://127.0.0.1:" + silent.getLocalPort()))
                    .isInstanceOf(AlertmanagerException.class)
                    .hasMessageContaining("did not respond within");
        }
        assertThat(budgets.requests().used()).isZero();
    }

    @Test
    void saysThatNobodyIsThere() throws IOException {
        int free;
        try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            free = socket.getLocalPort();
        }
        assertThatThrownBy(() -> read("http://user:secret@127.0.0.1:" + free)).isInstanceOf(AlertmanagerException.class)
                .hasMessageContaining("does not respond").hasMessageNotContaining("secret");
    }
}
