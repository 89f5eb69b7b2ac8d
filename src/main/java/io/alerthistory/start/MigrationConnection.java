package io.alerthistory.start;

import java.util.Map;

import jakarta.inject.Singleton;

import org.flywaydb.core.api.configuration.FluentConfiguration;
import org.flywaydb.core.internal.jdbc.DriverDataSource;

import io.quarkus.flyway.FlywayConfigurationCustomizer;

/**
 * Gives Flyway a ready connection to PostgreSQL. If Flyway read the connection from the configuration, it would trim
 * the password, expand ${...} in it, and require one.
 */
@Singleton
class MigrationConnection implements FlywayConfigurationCustomizer {

    private static final String DRIVER = "org.postgresql.Driver";

    /**
     * Adds the schema of pg_trgm to the search path, because the extension may be installed in a schema that the
     * operator's search path does not contain.
     */
    private static final String FIND_TRIGRAMS = """
            select set_config('search_path', current_setting('search_path') || ', ' || quote_ident(n.nspname), false)
            from pg_extension e
            join pg_namespace n on n.oid = e.extnamespace
            where e.extname = 'pg_trgm' and n.nspname <> all (current_schemas(true))
            """;

    private final StartConfig config;

    MigrationConnection(StartConfig config) {
        this.config = config;
    }

    @Override
    public void customize(FluentConfiguration flyway) {
        config.jdbcUrl().ifPresent(url -> flyway.dataSource(new DriverDataSource(flyway.getClassLoader(), DRIVER, url,
                config.user().orElse(""), config.password().orElse(null), properties())).initSql(FIND_TRIGRAMS));
    }

    private Map<String, String> properties() {
        return config.sockets().map(DomainSocketFactory::properties).orElse(Map.of());
    }
}
