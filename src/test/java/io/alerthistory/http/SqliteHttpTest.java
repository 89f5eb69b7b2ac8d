package io.alerthistory.http;

import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;

import org.eclipse.microprofile.config.ConfigProvider;
import org.junit.jupiter.api.ClassOrderer;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.TestClassOrder;

import io.alerthistory.support.OnSqlite;
import io.quarkus.test.junit.QuarkusTest;
import io.quarkus.test.junit.TestProfile;

/** The API on SQLite, by area: {@code -Dtest='SqliteHttpTest$Chats'}. */
@QuarkusTest
@TestClassOrder(ClassOrderer.OrderAnnotation.class)
@TestProfile(OnSqlite.class)
class SqliteHttpTest implements DescribedHttpContract {

    /** For the areas that look at the database beside the service, or know its name. */
    abstract static class BesideTheService {

        public String driver() {
            return "sqlite";
        }

        public Connection database() throws SQLException {
            return DriverManager.getConnection(
                    ConfigProvider.getConfig().getValue("quarkus.datasource.sqlite.jdbc.url", String.class));
        }
    }

    /** First, for it looks at the newest active sessions of all, and other areas leave active sessions. */
    @Nested
    @Order(1)
    @TestProfile(OnSqlite.class)
    class ActiveSessions implements ActiveSessionsHttpContract {
    }

    @Nested
    @TestProfile(OnSqlite.class)
    class Alerts implements AlertHttpContract {
    }

    @Nested
    @TestProfile(OnSqlite.class)
    class AlertStatistics extends BesideTheService implements AlertStatisticsHttpContract {
    }

    @Nested
    @TestProfile(OnSqlite.class)
    class AlertEvents implements AlertEventHttpContract {
    }

    @Nested
    @TestProfile(OnSqlite.class)
    class AlertHistory extends BesideTheService implements AlertHistoryHttpContract {
    }

    @Nested
    @TestProfile(OnSqlite.class)
    class AlertPages implements AlertPageHttpContract {
    }

    @Nested
    @TestProfile(OnSqlite.class)
    class AlertSenders extends BesideTheService implements AlertSendersHttpContract {
    }

    @Nested
    @TestProfile(OnSqlite.class)
    class Alertmanager implements AlertmanagerHttpContract {
    }

    @Nested
    @TestProfile(OnSqlite.class)
    class Anonymous implements AnonymousHttpContract {
    }

    @Nested
    @TestProfile(OnSqlite.class)
    class Audit implements AuditHttpContract {
    }

    @Nested
    @TestProfile(OnSqlite.class)
    class Backups extends BesideTheService implements BackupHttpContract {
    }

    @Nested
    @TestProfile(OnSqlite.class)
    class Bulk implements BulkHttpContract {
    }

    @Nested
    @TestProfile(OnSqlite.class)
    class Catalog implements CatalogHttpContract {
    }

    @Nested
    @TestProfile(OnSqlite.class)
    class ChatCancels implements ChatCancelHttpContract {
    }

    @Nested
    @TestProfile(OnSqlite.class)
    class Chats implements ChatHttpContract {
    }

    @Nested
    @TestProfile(OnSqlite.class)
    class Database extends BesideTheService implements DatabaseHttpContract {
    }

    @Nested
    @TestProfile(OnSqlite.class)
    class Errors implements ErrorHttpContract {
    }

    @Nested
    @TestProfile(OnSqlite.class)
    class Framing implements FramingHttpContract {
    }

    @Nested
    @TestProfile(OnSqlite.class)
    class Gzip implements GzipHttpContract {
    }

    @Nested
    @TestProfile(OnSqlite.class)
    class Http2 implements Http2HttpContract {
    }

    @Nested
    @TestProfile(OnSqlite.class)
    class Erasures extends BesideTheService implements EraseHttpContract {
    }

    @Nested
    @TestProfile(OnSqlite.class)
    class Holds implements HoldHttpContract {
    }

    @Nested
    @TestProfile(OnSqlite.class)
    class Reviews implements ReviewHttpContract {
    }

    @Nested
    @TestProfile(OnSqlite.class)
    class Exports implements ExportHttpContract {
    }

    @Nested
    @TestProfile(OnSqlite.class)
    class Usage implements UsageHttpContract {
    }

    @Nested
    @TestProfile(OnSqlite.class)
    class Parameters implements ParameterHttpContract {
    }

    @Nested
    @TestProfile(OnSqlite.class)
    class Redactions extends BesideTheService implements RedactionHttpContract {
    }

    @Nested
    @TestProfile(OnSqlite.class)
    class Health implements HealthHttpContract {
    }

    @Nested
    @TestProfile(OnSqlite.class)
    class Heartbeats implements HeartbeatHttpContract {
    }

    @Nested
    @TestProfile(OnSqlite.class)
    class Idempotency extends BesideTheService implements IdempotencyHttpContract {
    }

    @Nested
    @Tag("slow")
    @TestProfile(OnSqlite.class)
    class Intake implements IntakeHttpContract {
    }

    @Nested
    @TestProfile(OnSqlite.class)
    class Interventions implements InterventionHttpContract {
    }

    @Nested
    @TestProfile(OnSqlite.class)
    class Investigations implements InvestigationHttpContract {
    }

    @Nested
    @TestProfile(OnSqlite.class)
    class Large implements LargeHttpContract {
    }

    @Nested
    @TestProfile(OnSqlite.class)
    class Limits implements LimitsHttpContract {
    }

    /** Early, for it searches all texts, and other areas leave large ones. */
    @Nested
    @Order(2)
    @TestProfile(OnSqlite.class)
    class Lists implements ListHttpContract {
    }

    @Nested
    @TestProfile(OnSqlite.class)
    class DashboardLive implements DashboardLiveContract {
    }

    @Nested
    @TestProfile(OnSqlite.class)
    class DashboardPages implements DashboardPagesHttpContract {
    }

    @Nested
    @TestProfile(OnSqlite.class)
    class Live implements LiveHttpContract {
    }

    @Nested
    @TestProfile(OnSqlite.class)
    class Pages implements PageHttpContract {
    }

    @Nested
    @TestProfile(OnSqlite.class)
    class Maintenance implements MaintenanceHttpContract {
    }

    @Nested
    @TestProfile(OnSqlite.class)
    class Migrations extends BesideTheService implements MigrationHttpContract {
    }

    @Nested
    @TestProfile(OnSqlite.class)
    class Numbers implements NumberHttpContract {
    }

    @Nested
    @TestProfile(OnSqlite.class)
    class Operations extends BesideTheService implements OperationsHttpContract {
    }

    @Nested
    @Tag("slow")
    @TestProfile(OnSqlite.class)
    class RandomHistories implements RandomHistoryHttpContract {
    }

    @Nested
    @TestProfile(OnSqlite.class)
    class Replicas extends BesideTheService implements ReplicaHttpContract {
    }

    @Nested
    @TestProfile(OnSqlite.class)
    class SelfTests extends BesideTheService implements SelfTestHttpContract {
    }

    @Nested
    @TestProfile(OnSqlite.class)
    class Sessions implements SessionHttpContract {
    }

    @Nested
    @TestProfile(OnSqlite.class)
    class Summaries implements SummariesHttpContract {
    }

    @Nested
    @TestProfile(OnSqlite.class)
    class SessionPages implements SessionPageHttpContract {
    }

    @Nested
    @TestProfile(OnSqlite.class)
    class StatisticsPages implements StatisticsPageHttpContract {
    }

    @Nested
    @TestProfile(OnSqlite.class)
    class Traces implements TraceHttpContract {
    }
}
