package io.alerthistory.config;

import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

import org.jspecify.annotations.Nullable;

/**
 * All environment variables of the service. A test compares this table with docs/configuration.md. The name of the
 * constant is the canonical name of the variable.
 */
@SuppressWarnings("ImmutableEnumChecker") // the types are lambdas without state, the lists are copies
public enum Setting {
    ENVIRONMENT(Types.ENVIRONMENT, "development", "production", "history.environment", "ENV"),
    DATABASE_URL(Types.URL, null, "postgresql://user:password@host:5432/name", null) {
        @Override
        boolean isSetBy(String text) {
            return !text.isEmpty();
        }
    },
    DATABASE_DIRECT_URL(Types.URL, null, "postgresql://user:password@host:5432/name", null, "DATABASE_URL_SYNC") {
        @Override
        boolean isSetBy(String text) {
            return !text.isEmpty();
        }
    },
    DATABASE_HOST(SettingType.TEXT, "localhost", "db.example.org", null, "POSTGRES_HOST"),
    DATABASE_PORT(SettingType.integer(1, 65_535), "5432", "5432", null, "POSTGRES_PORT"),
    DATABASE_USER(SettingType.TEXT, null, "history", null, "POSTGRES_USER"),
    DATABASE_PASSWORD(SettingType.TEXT, null, "secret", null, "POSTGRES_PASSWORD") {
        @Override
        boolean isSetBy(String text) {
            return !text.isEmpty();
        }

        @Override
        String withoutBlanks(String text) {
            return text; // a password may begin or end with blanks
        }
    },
    DATABASE_NAME(SettingType.TEXT, null, "history", null, "POSTGRES_DB"),
    ENFORCE_POSTGRESQL(SettingType.BOOLEAN, "true", "true", null),
    POSTGRES_POOL_SIZE(SettingType.integer(1, 1_000), "5", "20", null, "DB_POOL_SIZE", "DATABASE_POOL_SIZE") {
        @Override
        String deployedDefault() {
            return "20";
        }
    },
    POSTGRES_MAX_OVERFLOW(SettingType.integer(0, 1_000), "10", "10", null, "DB_MAX_OVERFLOW", "DATABASE_POOL_MAX_OVERFLOW"),
    POSTGRES_POOL_TIMEOUT(Types.seconds(0.1, 300), "30", "30", "history.database.pool-timeout", "DB_POOL_TIMEOUT",
            "DATABASE_POOL_TIMEOUT") {
        @Override
        String deployedDefault() {
            return "5";
        }
    },
    POSTGRES_POOL_RECYCLE(Types.seconds(1, 604_800), "3600", "3600", null, "DB_POOL_RECYCLE", "DATABASE_POOL_RECYCLE"),
    POSTGRES_POOL_PRE_PING(SettingType.BOOLEAN, "true", "true", "history.database.pre-ping"),
    DATABASE_QUERY_TIMEOUT(Types.seconds(0.1, 3_600), "30", "30", "history.database.query-timeout"),
    POSTGRES_SSL_MODE(SettingType.choice("disable", "allow", "prefer", "require", "verify-ca", "verify-full"), null,
            "verify-full", null),
    POSTGRES_SSL_CERT(SettingType.FILE, null, "/etc/alert-history/client.crt", null),
    POSTGRES_SSL_KEY(SettingType.FILE, null, "/etc/alert-history/client.key", null),
    POSTGRES_SSL_ROOT_CERT(Types.ROOT_CERT, null, "/etc/alert-history/ca.crt", null),
    DATABASE_POOLER(SettingType.choice("none", "pgbouncer"), "none", "pgbouncer", "history.database.pooler"),
    DATABASE_BREAKER_THRESHOLD(SettingType.integer(1, 1_000), "5", "5", "history.database.breaker-threshold"),
    DATABASE_BREAKER_RESET_SECONDS(Types.seconds(0.1, 3_600), "2", "2", "history.database.breaker-reset"),
    DATABASE_HEALTH_CHECK_INTERVAL(Types.seconds(0.1, 3_600), "30", "30", "history.database.health-check-interval"),
    DATABASE_PERFORMANCE_THRESHOLD(Types.milliseconds(), "100", "100", "history.database.performance-threshold"),
    DATABASE_SLOW_QUERY_THRESHOLD(Types.milliseconds(), "200", "200", "history.database.slow-query-threshold"),
    DATABASE_MIGRATE_AT_START(SettingType.BOOLEAN, "true", "false", "history.start.migrate"),
    DATABASE_SELF_TESTS(SettingType.BOOLEAN, "false", "true", "history.self-tests.enabled"),
    DATABASE_BACKUP_ENABLED(SettingType.BOOLEAN, "false", "true", "history.backup.enabled"),
    DATABASE_BACKUP_INTERVAL_HOURS(Types.hours(), "24", "24", "history.backup.interval"),
    DATABASE_BACKUP_RETENTION_DAYS(SettingType.integer(0, 36_500), "30", "30", "history.backup.retention-days"),
    DATABASE_BACKUP_DIR(SettingType.TEXT, "./backups", "/backups", "history.backup.directory"),
    BACKUP_REHEARSE(Types.REHEARSAL, "false", "digests", "history.backup.rehearse") {
        @Override
        String deployedDefault() {
            return "true";
        }
    },
    BACKUP_COMMAND_AFTER(SettingType.TEXT, null, "/usr/local/bin/copy-backup", "history.backup.command-after"),
    BACKUP_AGE_RECIPIENTS(ListTypes.RECIPIENTS, null, "age1qyqsz…", "history.backup.age-recipients"),
    HISTORY_ENABLED(SettingType.BOOLEAN, "true", "true", "history.start.enabled"),
    HISTORY_RETENTION_DAYS(SettingType.integer(0, 36_500), "90", "90", "history.retention.days"),
    ALERT_SESSIONS(SettingType.choice("investigate", "mirror"), "investigate", "mirror", "history.alerts.sessions"),
    ALERTMANAGER_URLS(ListTypes.ALERTMANAGERS, null, "eu-1=http://alertmanager:9093", "history.alertmanagers.urls"),
    ALERTMANAGER_POLL_SECONDS(Types.seconds(1, 3_600), "30", "30", "history.alertmanagers.interval"),
    HISTORY_ALERT_RETENTION_DAYS(SettingType.integer(0, 36_500), "400", "400", "history.alert-retention.days"),
    HISTORY_CLEANUP_INTERVAL_HOURS(Types.hours(), "12", "12", "history.maintenance.retention-interval"),
    EVENT_RETENTION_HOURS(Types.hours(), "24", "24", "history.events.retention"),
    EVENT_CLEANUP_INTERVAL_HOURS(Types.hours(), "6", "6", "history.maintenance.expiry-interval"),
    AUDIT_READS(SettingType.BOOLEAN, "false", "true", "history.audit.reads"),
    AUDIT_RETENTION_MONTHS(SettingType.integer(0, 1_200), "0", "24", "history.audit.retention-months"),
    ORPHANED_SESSION_TIMEOUT_MINUTES(Types.minutes(), "30", "30", "history.orphans.timeout"),
    ORPHANED_SESSION_CHECK_INTERVAL_MINUTES(Types.minutes(), "10", "10", "history.maintenance.orphans-interval"),
    CANCEL_TIMEOUT_SECONDS(Types.seconds(0.1, 86_400), "270", "270", "history.orphans.cancel-timeout"),
    REDACT_PATTERNS_FILE(SettingType.FILE, null, "/etc/alert-history/redact.txt", "history.redaction.patterns-file"),
    MODEL_PRICES(ListTypes.PRICES, null, "gpt-x=2.5:10,claude*=3:15", "history.usage.model-prices"),
    MAX_QUEUE_SIZE(SettingType.integer(1, Integer.MAX_VALUE), null, "1000", "history.queue.max-size"),
    MEMORY_BUDGET_PERCENT(SettingType.integer(1, 30), "12", "12", "history.budget.percent"),
    MAX_CONNECTIONS(SettingType.integer(16, 65_535), "1000", "1000", "history.http.max-connections"),
    LIVE_MAX_CONNECTIONS(SettingType.integer(0, 65_535), "10000", "10000", "history.live.max-connections"),
    REQUEST_HEADER_TIMEOUT_SECONDS(Types.seconds(0.1, 300), "10", "10", "history.http.header-timeout"),
    REQUEST_BODY_TIMEOUT_SECONDS(Types.seconds(0.1, 3_600), "30", "30", "history.http.body-timeout"),
    SHUTDOWN_DELAY_SECONDS(Types.seconds(0, 300), "3", "3", "quarkus.shutdown.delay"),
    PORT(SettingType.integer(0, 65_535), "8080", "8080", "quarkus.http.port"),
    LOG_LEVEL(SettingType.choice("trace", "debug", "info", "warn", "error"), "info", "info", "quarkus.log.level") {
        @Override
        String kept(String normalized) {
            return normalized.toUpperCase(Locale.ROOT);
        }
    },
    LOG_FORMAT(SettingType.choice("text", "json"), "text", "json", null),
    ACCESS_LOG(SettingType.choice("off", "errors", "all"), "errors", "all", "history.access-log.requests"),
    AUTH_MODE(AccessTypes.AUTH_MODE, "none", "key", "history.access.mode") {
        @Override
        String deployedDefault() {
            return "key";
        }
    },
    AUTH_ALLOW_ANONYMOUS(SettingType.BOOLEAN, "false", "true", "history.access.allow-anonymous"),
    METRICS_ACCESS(SettingType.choice("open", "viewer"), "open", "viewer", "history.access.metrics"),
    BOOTSTRAP_ADMIN_KEY_FILE(SettingType.TEXT, null, "/keys/admin", "history.access.bootstrap-key-file"),
    AUTH_PROXY_TRUSTED(AccessTypes.NETWORKS, null, "10.0.0.0/8", "history.proxy.trusted"),
    AUTH_PROXY_SECRET(SettingType.TEXT, null, "…", "history.proxy.secret"),
    AUTH_ROLE_MAP(AccessTypes.ROLE_MAP, null, "sre=operator,platform=admin", "history.groups.role-map", "OIDC_ROLE_MAP"),
    AUTH_DEFAULT_ROLE(SettingType.choice(AccessTypes.ROLES), null, "viewer", "history.groups.default-role",
            "OIDC_DEFAULT_ROLE"),
    OIDC_ISSUER(AccessTypes.ISSUER, null, "https://login.example.org/realms/company", null),
    OIDC_CLIENT_ID(SettingType.TEXT, null, "alert-history", null),
    OIDC_CLIENT_SECRET(SettingType.TEXT, null, "…", null),
    OIDC_AUDIENCE(SettingType.TEXT, null, "alert-history", null),
    OIDC_ROLES_CLAIM(SettingType.TEXT, "groups", "realm_access/roles", null),
    CORS_ORIGINS(SettingType.TEXT, null, "https://dashboard.example.org", "quarkus.http.cors.origins"),
    POD_ID(SettingType.TEXT, null, "history-7d9f", "history.database.pod-id", "TARSY_POD_ID");

    private final SettingType type;
    private final @Nullable String fallback;
    private final String example;
    private final @Nullable String key;
    private final List<String> aliases;

    Setting(SettingType type, @Nullable String fallback, String example, @Nullable String key, String... aliases) {
        this.type = type;
        this.fallback = fallback;
        this.example = example;
        this.key = key;
        this.aliases = List.of(aliases);
    }

    /** Other names of the variable. The canonical name has precedence, then the first alias that is set. */
    public List<String> aliases() {
        return aliases;
    }

    /** Its default, as an operator would write it; empty when there is none. */
    public Optional<String> fallback(boolean deployed) {
        return Optional.ofNullable(deployed ? deployedDefault() : fallback);
    }

    /** The configuration key that it is copied to; empty when it is combined with other settings. */
    Optional<String> key() {
        return Optional.ofNullable(key);
    }

    /**
     * Parses a value.
     *
     * @param name the variable that was set
     * @throws IllegalArgumentException with one line for the operator, without secrets
     */
    String read(String name, String text) {
        try {
            return kept(type.normalize(text));
        } catch (IllegalArgumentException refused) {
            throw new IllegalArgumentException(
                    name + " " + refused.getMessage() + ", not \"" + Secrets.masked(this, text) + "\"; for example " + name
                            + "="
                            + example);
        }
    }

    /** A parsed value in the variable's own unit, as an operator would write it. */
    String shown(String value) {
        return type.shown(value);
    }

    /** Whether a text counts as a value; otherwise the variable counts as unset. */
    boolean isSetBy(String text) {
        return !text.isBlank();
    }

    String withoutBlanks(String text) {
        return text.trim();
    }

    /** The default in staging and production. */
    @Nullable
    String deployedDefault() {
        return fallback;
    }

    String kept(String normalized) {
        return normalized;
    }

    private static final class Types {

        static final SettingType ENVIRONMENT = text -> SettingType.choice("development", "staging", "production")
                .normalize(text.equalsIgnoreCase("prod") ? "production" : text);

        /** A blank URL is a mistake, and must not select the default database. */
        static final SettingType URL = text -> {
            if (text.isEmpty()) {
                throw new IllegalArgumentException("must name a database, or be empty");
            }
            return text;
        };

        /** Whether a backup is restored for a check, and what is compared then. */
        static final SettingType REHEARSAL = text -> text.equalsIgnoreCase("digests") ? "digests"
                : SettingType.BOOLEAN
                        .normalize(text);

        static final SettingType ROOT_CERT = text -> text.equals("system") ? text : SettingType.FILE.normalize(text);

        static SettingType seconds(double min, int max) {
            return SettingType.time(Duration.ofSeconds(1), "seconds", Duration.ofMillis((long) (min * 1000)),
                    Duration.ofSeconds(max));
        }

        static SettingType milliseconds() {
            return SettingType.time(Duration.ofMillis(1), "milliseconds", Duration.ofMillis(1), Duration.ofHours(1));
        }

        static SettingType minutes() {
            return SettingType.time(Duration.ofMinutes(1), "minutes", Duration.ofMillis(100), Duration.ofDays(365));
        }

        static SettingType hours() {
            return SettingType.time(Duration.ofHours(1), "hours", Duration.ofMillis(100), Duration.ofDays(365));
        }
    }
}
