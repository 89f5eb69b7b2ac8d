package io.alerthistory.storage.mapping;

import java.util.ArrayList;
import java.util.List;

import io.alerthistory.interaction.Interaction;
import io.alerthistory.interaction.InteractionKind;
import io.alerthistory.interaction.KnownInteraction;

/** How stored interactions are read that repeats are held against: few bytes at a time, of which a digest is kept. */
public final class KnownQueries {

    /** Bytes of texts that are read together. */
    static final long MAX_BYTES = 262_144;

    /** A stored interaction and the bytes of its texts. */
    public record Size(String id, long bytes) {
    }

    /** Interactions that are read together. */
    public record Group(List<String> ids, long bytes) {
    }

    private KnownQueries() {
    }

    /**
     * Which interactions of a kind there are, and how large they are; the databases know that without reading their texts.
     *
     * @param condition on the primary key
     */
    public static String sizes(InteractionKind kind, String condition) {
        Table<Interaction> table = InteractionTables.of(kind);
        return "select " + table.key() + " as id, " + LargeColumn.lengths(table.name(), "t") + " as bytes from " + table.name()
                + " t where " + table.key() + condition;
    }

    public static Size size(RowReader row) {
        return new Size(row.text("id"), row.number("bytes"));
    }

    public static KnownInteraction known(InteractionKind kind, RowReader row) {
        return KnownInteraction.of(InteractionTables.of(kind).reader().apply(row));
    }

    /** Puts together what may be read together; an interaction of more than that stands alone. */
    public static List<Group> groups(List<Size> sizes) {
        List<Group> groups = new ArrayList<>();
        List<String> ids = new ArrayList<>();
        long bytes = 0;
        for (Size size : sizes) {
            if (!ids.isEmpty() && bytes + size.bytes() > MAX_BYTES) {
                groups.add(new Group(List.copyOf(ids), bytes));
                ids.clear();
                bytes = 0;
            }
            ids.add(size.id());
            bytes += size.bytes();
        }
        if (!ids.isEmpty()) {
            groups.add(new Group(List.copyOf(ids), bytes));
        }
        return groups;
    }
}
