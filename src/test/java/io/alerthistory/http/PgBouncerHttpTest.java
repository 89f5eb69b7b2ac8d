package io.alerthistory.http;

import java.sql.Connection;
import java.sql.SQLException;

import org.junit.jupiter.api.ClassOrderer;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.TestClassOrder;
import org.junit.jupiter.api.condition.EnabledIf;

import io.alerthistory.support.BackupFolders;
import io.alerthistory.support.OnPgBouncer;
import io.alerthistory.support.PostgresServer;
import io.quarkus.test.junit.QuarkusTest;
import io.quarkus.test.junit.TestProfile;

/**
 * The API on PostgreSQL behind PgBouncer in transaction mode, where that is installed, by area:
 * {@code -Dtest='PgBouncerHttpTest$Chats'}. Areas that depend on the JSON or on HTTP alone are left out.
 */
@QuarkusTest
@TestClassOrder(ClassOrderer.OrderAnnotation.class)
@TestProfile(OnPgBouncer.class)
@EnabledIf("io.alerthistory.support.PgBouncer#isInstalled")
class PgBouncerHttpTest {

    /** For the areas that look at the database beside the service, or know its name. */
    abstract static class BesideTheService {

        public String driver() {
            return "postgresql";
        }

        public Connection database() throws SQLException {
            return PostgresServer.connect("behind_pgbouncer");
        }
    }

    /** First, for it looks at the newest active sessions of all, and other areas leave active sessions. */
    @Nested
    @Order(1)
    @TestProfile(OnPgBouncer.class)
    class ActiveSessions implements ActiveSessionsHttpContract {
    }

    @Nested
    @TestProfile(OnPgBouncer.class)
    class Alerts implements AlertHttpContract {
    }

    @Nested
    @TestProfile(OnPgBouncer.class)
    class AlertStatistics extends BesideTheService implements AlertStatisticsHttpContract {
    }

    @Nested
    @TestProfile(OnPgBouncer.class)
    class AlertEvents implements AlertEventHttpContract {
    }

    @Nested
    @TestProfile(OnPgBouncer.class)
    class AlertHistory extends BesideTheService implements AlertHistoryHttpContract {
    }

    @Nested
    @TestProfile(OnPgBouncer.class)
    class AlertPages implements AlertPageHttpContract {
    }

    @Nested
    @TestProfile(OnPgBouncer.class)
    class AlertSenders extends BesideTheService implements AlertSendersHttpContract {
    }

    @Nested
    @TestProfile(OnPgBouncer.class)
    class Alertmanager implements AlertmanagerHttpContract {
    }

    @Nested
    @TestProfile(OnPgBouncer.class)
    class Anonymous implements AnonymousHttpContract {
    }

    @Nested
    @TestProfile(OnPgBouncer.class)
    class Audit implements AuditHttpContract {
    }

    @Nested
    @TestProfile(OnPgBouncer.class)
    class Backups extends BesideTheService implements BackupHttpContract {

        @Override
        public boolean canBackUp() {
            return BackupFolders.pgDumpMajor() >= PostgresServer.major();
        }
    }

    @Nested
    @TestProfile(OnPgBouncer.class)
    class Bulk implements BulkHttpContract {
    }

    @Nested
    @TestProfile(OnPgBouncer.class)
    class Catalog implements CatalogHttpContract {
    }

    @Nested
    @TestProfile(OnPgBouncer.class)
    class ChatCancels implements ChatCancelHttpContract {
    }

    @Nested
    @TestProfile(OnPgBouncer.class)
    class Chats implements ChatHttpContract {
    }

    @Nested
    @TestProfile(OnPgBouncer.class)
    class Database extends BesideTheService implements DatabaseHttpContract {
    }

    @Nested
    @TestProfile(OnPgBouncer.class)
    class Errors implements ErrorHttpContract {
    }

    @Nested
    @TestProfile(OnPgBouncer.class)
    class Framing implements FramingHttpContract {
    }

    @Nested
    @TestProfile(OnPgBouncer.class)
    class Gzip implements GzipHttpContract {
    }

    @Nested
    @TestProfile(OnPgBouncer.class)
    class Http2 implements Http2HttpContract {
    }

    @Nested
    @TestProfile(OnPgBouncer.class)
    class Erasures extends BesideTheService implements EraseHttpContract {
    }

    @Nested
    @TestProfile(OnPgBouncer.class)
    class Holds implements HoldHttpContract {
    }

    @Nested
    @TestProfile(OnPgBouncer.class)
    class Reviews implements ReviewHttpContract {
    }

    @Nested
    @TestProfile(OnPgBouncer.class)
    class Exports implements ExportHttpContract {
    }

    @Nested
    @TestProfile(OnPgBouncer.class)
    class Usage implements UsageHttpContract {
    }

    @Nested
    @TestProfile(OnPgBouncer.class)
    class Parameters implements ParameterHttpContract {
    }

    @Nested
    @TestProfile(OnPgBouncer.class)
    class Redactions extends BesideTheService implements RedactionHttpContract {
    }

    @Nested
    @TestProfile(OnPgBouncer.class)
    class Health implements HealthHttpContract {
    }

    @Nested
    @TestProfile(OnPgBouncer.class)
    class Heartbeats implements HeartbeatHttpContract {
    }

    @Nested
    @TestProfile(OnPgBouncer.class)
    class Idempotency extends BesideTheService implements IdempotencyHttpContract {
    }

    @Nested
    @Tag("slow")
    @TestProfile(OnPgBouncer.class)
    class Intake implements IntakeHttpContract {
    }

    @Nested
    @TestProfile(OnPgBouncer.class)
    class Interventions implements InterventionHttpContract {
    }

    @Nested
    @TestProfile(OnPgBouncer.class)
    class Investigations implements InvestigationHttpContract {
    }

    /** Early, for it searches all texts, and other areas leave large ones. */
    @Nested
    @Order(2)
    @TestProfile(OnPgBouncer.class)
    class Lists implements ListHttpContract {
    }

    @Nested
    @TestProfile(OnPgBouncer.class)
    class DashboardLive implements DashboardLiveContract {
    }

    @Nested
    @TestProfile(OnPgBouncer.class)
    class DashboardPages implements DashboardPagesHttpContract {
    }

    @Nested
    @TestProfile(OnPgBouncer.class)
    class Live implements LiveHttpContract {
    }

    @Nested
    @TestProfile(OnPgBouncer.class)
    class Pages implements PageHttpContract {
    }

    @Nested
    @TestProfile(OnPgBouncer.class)
    class Maintenance implements MaintenanceHttpContract {
    }

    @Nested
    @TestProfile(OnPgBouncer.class)
    class Migrations extends BesideTheService implements MigrationHttpContract {
    }

    @Nested
    @TestProfile(OnPgBouncer.class)
    class Operations extends BesideTheService implements OperationsHttpContract {
    }

    @Nested
    @TestProfile(OnPgBouncer.class)
    class Replicas extends BesideTheService implements ReplicaHttpContract {
    }

    @Nested
    @TestProfile(OnPgBouncer.class)
    class SelfTests extends BesideTheService implements SelfTestHttpContract {

        @Override
        public boolean hasOwnTables() {
            return false;
        }
    }

    @Nested
    @TestProfile(OnPgBouncer.class)
    class Sessions implements SessionHttpContract {
    }

    @Nested
    @TestProfile(OnPgBouncer.class)
    class Summaries implements SummariesHttpContract {
    }

    @Nested
    @TestProfile(OnPgBouncer.class)
    class SessionPages implements SessionPageHttpContract {
    }

    @Nested
    @TestProfile(OnPgBouncer.class)
    class StatisticsPages implements StatisticsPageHttpContract {
    }

    @Nested
    @TestProfile(OnPgBouncer.class)
    class Traces implements TraceHttpContract {
    }
}
