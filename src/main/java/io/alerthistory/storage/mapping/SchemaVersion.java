package io.alerthistory.storage.mapping;

import io.alerthistory.database.BreakingMigration;

/** What Flyway did, as it keeps it in both databases. */
public final class SchemaVersion {

    public static final String QUERY = """
            select version
            from flyway_schema_history
            where success and version is not null
            order by installed_rank desc
            limit 1""";

    /** The newest migration that older builds cannot live with; see {@link io.alerthistory.health.Schema#LEVEL}. */
    public static final String LEVEL = """
            select coalesce(max(cast(version as integer)), 1)
            from flyway_schema_history
            where success and version is not null and description like '%s%%'
            """.formatted(BreakingMigration.PREFIX);

    private SchemaVersion() {
    }
}
