package io.alerthistory.http;

import java.sql.Connection;
import java.sql.SQLException;

import org.junit.jupiter.api.ClassOrderer;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.TestClassOrder;

import io.alerthistory.support.BackupFolders;
import io.alerthistory.support.OnPostgresql;
import io.alerthistory.support.PostgresServer;
import io.quarkus.test.junit.QuarkusTest;
import io.quarkus.test.junit.TestProfile;

/** The API on PostgreSQL, by area: {@code -Dtest='PostgresHttpTest$Chats'}. */
@QuarkusTest
@TestClassOrder(ClassOrderer.OrderAnnotation.class)
@TestProfile(OnPostgresql.class)
class PostgresHttpTest implements DescribedHttpContract {

    /** For the areas that look at the database beside the service, or know its name. */
    abstract static class BesideTheService {

        public String driver() {
            return "postgresql";
        }

        public Connection database() throws SQLException {
            return PostgresServer.connect();
        }
    }

    /** First, for it looks at the newest active sessions of all, and other areas leave active sessions. */
    @Nested
    @Order(1)
    @TestProfile(OnPostgresql.class)
    class ActiveSessions implements ActiveSessionsHttpContract {
    }

    @Nested
    @TestProfile(OnPostgresql.class)
    class Alerts implements AlertHttpContract {
    }

    @Nested
    @TestProfile(OnPostgresql.class)
    class AlertStatistics extends BesideTheService implements AlertStatisticsHttpContract {
    }

    @Nested
    @TestProfile(OnPostgresql.class)
    class AlertEvents implements AlertEventHttpContract {
    }

    @Nested
    @TestProfile(OnPostgresql.class)
    class AlertHistory extends BesideTheService implements AlertHistoryHttpContract {
    }

    @Nested
    @TestProfile(OnPostgresql.class)
    class AlertPages implements AlertPageHttpContract {
    }

    @Nested
    @TestProfile(OnPostgresql.class)
    class AlertSenders extends BesideTheService implements AlertSendersHttpContract {
    }

    @Nested
    @TestProfile(OnPostgresql.class)
    class Alertmanager implements AlertmanagerHttpContract {
    }

    @Nested
    @TestProfile(OnPostgresql.class)
    class Anonymous implements AnonymousHttpContract {
    }

    @Nested
    @TestProfile(OnPostgresql.class)
    class Audit implements AuditHttpContract {
    }

    @Nested
    @TestProfile(OnPostgresql.class)
    class Backups extends BesideTheService implements BackupHttpContract {

        @Override
        public boolean canBackUp() {
            return BackupFolders.pgDumpMajor() >= PostgresServer.major();
        }
    }

    @Nested
    @TestProfile(OnPostgresql.class)
    class Bulk implements BulkHttpContract {
    }

    @Nested
    @TestProfile(OnPostgresql.class)
    class Catalog implements CatalogHttpContract {
    }

    @Nested
    @TestProfile(OnPostgresql.class)
    class ChatCancels implements ChatCancelHttpContract {
    }

    @Nested
    @TestProfile(OnPostgresql.class)
    class Chats implements ChatHttpContract {
    }

    @Nested
    @TestProfile(OnPostgresql.class)
    class Database extends BesideTheService implements DatabaseHttpContract {
    }

    @Nested
    @TestProfile(OnPostgresql.class)
    class Errors implements ErrorHttpContract {
    }

    @Nested
    @TestProfile(OnPostgresql.class)
    class Framing implements FramingHttpContract {
    }

    @Nested
    @TestProfile(OnPostgresql.class)
    class Gzip implements GzipHttpContract {
    }

    @Nested
    @TestProfile(OnPostgresql.class)
    class Http2 implements Http2HttpContract {
    }

    @Nested
    @TestProfile(OnPostgresql.class)
    class Erasures extends BesideTheService implements EraseHttpContract {
    }

    @Nested
    @TestProfile(OnPostgresql.class)
    class Holds implements HoldHttpContract {
    }

    @Nested
    @TestProfile(OnPostgresql.class)
    class Reviews implements ReviewHttpContract {
    }

    @Nested
    @TestProfile(OnPostgresql.class)
    class Exports implements ExportHttpContract {
    }

    @Nested
    @TestProfile(OnPostgresql.class)
    class Usage implements UsageHttpContract {
    }

    @Nested
    @TestProfile(OnPostgresql.class)
    class Parameters implements ParameterHttpContract {
    }

    @Nested
    @TestProfile(OnPostgresql.class)
    class Redactions extends BesideTheService implements RedactionHttpContract {
    }

    @Nested
    @TestProfile(OnPostgresql.class)
    class Health implements HealthHttpContract {
    }

    @Nested
    @TestProfile(OnPostgresql.class)
    class Heartbeats implements HeartbeatHttpContract {
    }

    @Nested
    @TestProfile(OnPostgresql.class)
    class Idempotency extends BesideTheService implements IdempotencyHttpContract {
    }

    @Nested
    @Tag("slow")
    @TestProfile(OnPostgresql.class)
    class Intake implements IntakeHttpContract {
    }

    @Nested
    @TestProfile(OnPostgresql.class)
    class Interventions implements InterventionHttpContract {
    }

    @Nested
    @TestProfile(OnPostgresql.class)
    class Investigations implements InvestigationHttpContract {
    }

    @Nested
    @TestProfile(OnPostgresql.class)
    class Large implements LargeHttpContract {
    }

    @Nested
    @TestProfile(OnPostgresql.class)
    class Limits implements LimitsHttpContract {
    }

    /** Early, for it searches all texts, and other areas leave large ones. */
    @Nested
    @Order(2)
    @TestProfile(OnPostgresql.class)
    class Lists implements ListHttpContract {
    }

    @Nested
    @TestProfile(OnPostgresql.class)
    class DashboardLive implements DashboardLiveContract {
    }

    @Nested
    @TestProfile(OnPostgresql.class)
    class DashboardPages implements DashboardPagesHttpContract {
    }

    @Nested
    @TestProfile(OnPostgresql.class)
    class Live implements LiveHttpContract {
    }

    @Nested
    @TestProfile(OnPostgresql.class)
    class Pages implements PageHttpContract {
    }

    @Nested
    @TestProfile(OnPostgresql.class)
    class Maintenance implements MaintenanceHttpContract {
    }

    @Nested
    @TestProfile(OnPostgresql.class)
    class Migrations extends BesideTheService implements MigrationHttpContract {
    }

    @Nested
    @TestProfile(OnPostgresql.class)
    class Numbers implements NumberHttpContract {
    }

    @Nested
    @TestProfile(OnPostgresql.class)
    class Operations extends BesideTheService implements OperationsHttpContract {
    }

    @Nested
    @Tag("slow")
    @TestProfile(OnPostgresql.class)
    class RandomHistories implements RandomHistoryHttpContract {
    }

    @Nested
    @TestProfile(OnPostgresql.class)
    class Replicas extends BesideTheService implements ReplicaHttpContract {
    }

    @Nested
    @TestProfile(OnPostgresql.class)
    class SelfTests extends BesideTheService implements SelfTestHttpContract {
    }

    @Nested
    @TestProfile(OnPostgresql.class)
    class Sessions implements SessionHttpContract {
    }

    @Nested
    @TestProfile(OnPostgresql.class)
    class Summaries implements SummariesHttpContract {
    }

    @Nested
    @TestProfile(OnPostgresql.class)
    class SessionPages implements SessionPageHttpContract {
    }

    @Nested
    @TestProfile(OnPostgresql.class)
    class StatisticsPages implements StatisticsPageHttpContract {
    }

    @Nested
    @TestProfile(OnPostgresql.class)
    class Traces implements TraceHttpContract {
    }
}
