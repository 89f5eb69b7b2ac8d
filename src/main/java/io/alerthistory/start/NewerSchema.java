package io.alerthistory.start;

import java.util.Arrays;
import java.util.Comparator;
import java.util.List;

import org.flywaydb.core.api.MigrationInfo;
import org.flywaydb.core.api.MigrationState;
import org.flywaydb.core.api.MigrationVersion;

import io.alerthistory.database.BreakingMigration;

/**
 * The migrations of newer builds that a database has had. While a release is rolled out or back, an older build starts on them,
 * unless one of them is a {@link BreakingMigration}.
 *
 * @param descriptions in the order of their versions, as "8 (moved starts)"
 */
record NewerSchema(List<String> descriptions) {

    /** @throws Refusal when one of them is breaking */
    static NewerSchema of(MigrationInfo[] applied) {
        List<MigrationInfo> newer = Arrays.stream(applied)
                .filter(migration -> migration.getState() == MigrationState.FUTURE_SUCCESS)
                .sorted(Comparator.comparing(MigrationInfo::getVersion)).toList();
        newer.stream().filter(migration -> String.valueOf(migration.getDescription()).startsWith(BreakingMigration.PREFIX))
                .findFirst()
                .ifPresent(migration -> {
                    throw new Refusal("a newer build has migrated the schema to version " + last(newer)
                            + ", and builds from before version " + migration.getVersion() + " cannot use it ("
                            + migration.getDescription() + "): start that build or a later one");
                });
        return new NewerSchema(
                newer.stream().map(migration -> migration.getVersion() + " (" + migration.getDescription() + ")").toList());
    }

    private static MigrationVersion last(List<MigrationInfo> newer) {
        return newer.get(newer.size() - 1).getVersion();
    }
}
