package io.alerthistory.http.page.operations;

import java.util.ArrayList;
import java.util.List;
import java.util.Objects;

import org.jspecify.annotations.Nullable;

import io.alerthistory.health.Relation;
import io.alerthistory.health.SchemaReport;
import io.alerthistory.http.page.Moment;
import io.alerthistory.http.page.Words;
import io.alerthistory.replica.Replica;

/**
 * The schema, and the replicas that use it.
 *
 * @param known whether the database told
 * @param replicas those that are alive
 */
public record SchemaView(boolean known, String state, String style, List<Fact> facts, List<Table> tables,
        List<ReplicaRow> replicas) {

    public SchemaView {
        facts = List.copyOf(facts);
        tables = List.copyOf(tables);
        replicas = List.copyOf(replicas);
    }

    /** A table and its size. */
    public record Table(String name, String rows, String bytes, String indexBytes) {
    }

    /** A replica. */
    public record ReplicaRow(String name, String version, String schema, Moment started, Moment seen) {
    }

    static SchemaView of(SchemaReport report) {
        boolean isKnown = report.actualVersion() != null || report.missingIndexes() != null;
        List<Fact> facts = new ArrayList<>();
        facts.add(new Fact("Version of the schema", Objects.requireNonNullElse(report.actualVersion(), "none")));
        facts.add(new Fact("Version that this build needs", report.expectedVersion()));
        if (report.databaseBytes() != null) {
            facts.add(new Fact("Size of the database", Words.bytes(report.databaseBytes())));
        }
        facts.add(new Fact("Missing indexes", names(report.missingIndexes())));
        facts.add(new Fact("Invalid indexes", names(report.invalidIndexes())));
        return new SchemaView(isKnown, state(report.status()), report.status().equals("ok") ? "completed" : "failed", facts,
                Objects.requireNonNullElse(report.tables(), List.<Relation> of()).stream()
                        .map(table -> new Table(table.name(),
                                table.rowsEstimate() < 0 ? "not counted yet" : "about " + Words.number(table.rowsEstimate()),
                                Words.bytes(table.tableBytes()), Words.bytes(table.indexBytes())))
                        .toList(),
                Objects.requireNonNullElse(report.replicas(), List.<Replica> of()).stream()
                        .map(replica -> new ReplicaRow(replica.podId(), replica.version(),
                                String.valueOf(replica.schemaVersion()), Moment.of(replica.startedAtUs()),
                                Moment.of(replica.seenAtUs())))
                        .toList());
    }

    private static String state(String status) {
        return switch (status) {
            case "ok" -> "Complete";
            case "outdated" -> "Does not fit this build";
            default -> "Not available";
        };
    }

    private static String names(@Nullable List<String> names) {
        return names == null ? "not known" : names.isEmpty() ? "none" : String.join(", ", names);
    }
}
