package io.alerthistory.storage.postgresql;

import static org.assertj.core.api.Assertions.assertThat;

import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;

import jakarta.inject.Inject;

import org.junit.jupiter.api.Test;

import io.alerthistory.audit.AuditRow;
import io.alerthistory.audit.AuditStore;
import io.alerthistory.audit.chain.AuditVerification;
import io.alerthistory.support.AuditTampering;
import io.alerthistory.support.Await;
import io.alerthistory.support.OnPostgresql;
import io.alerthistory.support.PostgresServer;
import io.alerthistory.support.Samples;
import io.quarkus.test.junit.QuarkusTest;
import io.quarkus.test.junit.TestProfile;
import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.core.Vertx;
import io.vertx.mutiny.pgclient.PgBuilder;
import io.vertx.mutiny.sqlclient.Pool;
import io.vertx.pgclient.PgConnectOptions;
import io.vertx.sqlclient.PoolOptions;

/** Replicas append to the same chain, whether their transactions are on entities or on connections. */
@QuarkusTest
@TestProfile(OnPostgresql.class)
class PostgresAuditTest {

    private static final int THREADS = 8;
    private static final int ACTIONS = Integer.getInteger("audit.actions", 800);

    @Inject
    AuditStore store;

    @Inject
    PostgresAudit audit;

    @Inject
    AuditVerification verification;

    @Inject
    Vertx vertx;

    @Test
    void theActionsOfTwoReplicasMakeOneChain() throws Exception {
        reset();
        Pool other = PgBuilder.pool().using(vertx)
                .connectingTo(new PgConnectOptions().setHost("localhost").setPort(PostgresServer.port())
                        .setDatabase("postgres").setUser("postgres").setPassword("postgres"))
                .with(new PoolOptions().setMaxSize(THREADS)).build();

        append(List.of(() -> store.append(Samples.entry()),
                () -> other.withTransaction(connection -> audit.append(connection, Samples.entry()))));

        assertThat(Await.on(() -> verification.verify(1))).satisfies(report -> {
            assertThat(report.ok()).as(String.valueOf(report.reason())).isTrue();
            assertThat(report.rows()).isEqualTo(ACTIONS);
            assertThat(report.headSeq()).isEqualTo(ACTIONS);
        });
        other.close().await().atMost(Duration.ofSeconds(30));
        reset();
    }

    private static void append(List<Supplier<Uni<AuditRow>>> replicas) throws Exception {
        ExecutorService threads = Executors.newFixedThreadPool(THREADS);
        List<Future<?>> done = new ArrayList<>();
        for (int i = 0; i < THREADS; i++) {
            Supplier<Uni<AuditRow>> replica = replicas.get(i % replicas.size());
            done.add(threads.submit(() -> {
                for (int n = 0; n < ACTIONS / THREADS; n++) {
                    assertThat(Await.on(replica)).isNotNull();
                }
            }));
        }
        for (Future<?> one : done) {
            one.get(5, TimeUnit.MINUTES);
        }
        threads.shutdown();
    }

    private static void reset() throws SQLException {
        try (Connection connection = PostgresServer.connect()) {
            AuditTampering.reset(connection);
        }
    }
}
