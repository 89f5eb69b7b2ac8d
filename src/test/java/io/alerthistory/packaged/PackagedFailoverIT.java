package io.alerthistory.packaged;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import java.util.stream.Collectors;

import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;

import io.alerthistory.support.Forwarder;
import io.alerthistory.support.PostgresPair;

/**
 * Another server takes over while sessions are created: the service goes on by itself, and nothing that it acknowledged is
 * lost.
 * The bound of the wait is generous; a service that does not recover never does.
 */
@EnabledOnOs(value = OS.LINUX, disabledReason = "other systems have one loopback address")
class PackagedFailoverIT extends PackagedService {

    private static final Duration PATIENCE = Duration.ofSeconds(40);
    private static final int CLIENTS = 4;
    private static final int SOME = 50;

    @TempDir
    Path servers;

    private final Set<String> acknowledged = ConcurrentHashMap.newKeySet();
    private final List<Thread> clients = new ArrayList<>();
    private final List<AutoCloseable> opened = new ArrayList<>();
    private PostgresPair pair;
    private Process service;
    private int port;
    private volatile boolean over;

    @BeforeEach
    void startServers() throws Exception {
        pair = opened(PostgresPair.start(servers));
    }

    @AfterEach
    void end() throws Exception {
        over = true;
        for (Thread client : clients) {
            client.join(20_000);
        }
        if (service != null) {
            service.destroyForcibly().waitFor();
        }
        for (int i = opened.size() - 1; i >= 0; i--) {
            opened.get(i).close();
        }
    }

    private <T extends AutoCloseable> T opened(T resource) {
        opened.add(resource);
        return resource;
    }

    private void startService(Map<String, String> environment, String host, int databasePort) throws Exception {
        port = freePort();
        Map<String, String> all = new java.util.HashMap<>(environment);
        all.put("PORT", String.valueOf(port));
        all.put("DATABASE_URL", "postgresql://postgres:postgres@" + host + ":" + databasePort + "/postgres");
        service = start(all);
        awaitReady(port, service);
        for (int i = 0; i < CLIENTS; i++) {
            Thread client = new Thread(this::createSessions, "client");
            clients.add(client);
            client.start();
        }
        awaitMore();
    }

    /** One after the other, as fast as the service takes them; what is refused is let go. */
    private void createSessions() {
        while (!over) {
            String id = UUID.randomUUID().toString();
            try {
                if (post(port, SESSION.replace("\"s\"", "\"" + id + "\"")) == 201) {
                    acknowledged.add(id);
                } else {
                    Thread.sleep(20);
                }
            } catch (Exception notAnswered) {
                assertThat(notAnswered).isInstanceOf(IOException.class);
            }
        }
    }

    private void awaitMore() {
        int before = acknowledged.size();
        Awaitility.await().atMost(PATIENCE).pollInterval(Duration.ofMillis(50))
                .until(() -> acknowledged.size() > before + SOME);
    }

    private int ready() throws Exception {
        return send(HttpRequest.newBuilder(uri(port, "/q/health/ready")));
    }

    private String warnings() throws Exception {
        return http.send(HttpRequest.newBuilder(uri(port, "/api/v1/system/warnings")).build(),
                HttpResponse.BodyHandlers.ofString()).body();
    }

    /** Every session that was acknowledged, before and after, is on the server that serves now, and is read there. */
    private void assertNothingIsLost() throws Exception {
        over = true;
        for (Thread client : clients) {
            client.join(20_000);
        }
        String ids = acknowledged.stream().map(id -> "'" + id + "'").collect(Collectors.joining(","));
        assertThat(pair.onStandby("select count(*) from alert_sessions where session_id in (" + ids + ")"))
                .isEqualTo(acknowledged.size());
        for (String id : acknowledged.stream().limit(SOME).toList()) {
            assertThat(send(HttpRequest.newBuilder(uri(port, "/api/v1/history/sessions/" + id + "/summary")))).isEqualTo(200);
        }
        Awaitility.await().atMost(PATIENCE).until(() -> ready() == 200); // what a probe tells may be three seconds old
        assertThat(warnings()).isEqualTo("[]");
    }

    /** The connections are alive, and lead to a server that takes no writes; new ones would lead to the other. */
    @Test
    void connectionsToAServerThatWasDemotedAreGivenUp() throws Exception {
        Forwarder address = opened(new Forwarder("127.0.0.1", 0, pair.primaryPort()));
        startService(Map.of(), "127.0.0.1", address.port());

        pair.demotePrimary();
        Awaitility.await().atMost(PATIENCE).until(() -> ready() == 503);
        assertThat(warnings()).contains("\"database_read_only\"");
        pair.promoteStandby();
        address.leadTo(pair.standbyPort());
        awaitMore();

        assertNothingIsLost();
        assertThat(output()).contains("The database is not writable", "The database can be read and written")
                .doesNotContain("Reporting health down");
    }

    /** The server is gone, and its name means another address from now on. */
    @Test
    void aNameThatMovesToAnotherAddressIsLookedUpAgain() throws Exception {
        Forwarder before = opened(new Forwarder("127.0.0.1", 0, pair.primaryPort()));
        Forwarder after = opened(new Forwarder("127.0.0.2", before.port(), pair.standbyPort()));
        Path hosts = folder.resolve("hosts");
        name(hosts, "127.0.0.1");
        startService(Map.of("JAVA_TOOL_OPTIONS", "-Djdk.net.hosts.file=" + hosts), "db.example.test", after.port());

        pair.killPrimary();
        before.close();
        pair.promoteStandby();
        name(hosts, "127.0.0.2");
        awaitMore();

        assertNothingIsLost();
    }

    private static void name(Path hosts, String address) throws IOException {
        Path written = Files.writeString(hosts.resolveSibling("hosts.new"),
                "127.0.0.1 localhost\n" + address + " db.example.test\n");
        Files.move(written, hosts, StandardCopyOption.ATOMIC_MOVE);
    }
}
