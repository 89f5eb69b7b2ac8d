package io.alerthistory.storage.mapping;

import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;

import io.alerthistory.interaction.ExistingInteraction;
import io.alerthistory.interaction.Interaction;
import io.alerthistory.interaction.InteractionKind;

/** How stored interactions are read that repeats are held against: few bytes at a time, of which a digest is kept. */
public final class ExistingInteractionQueries {

    /** Bytes of texts that are read together. */
    static final long MAX_BYTES = 262_144;

    /** A stored interaction, the session that has it, and the bytes of its texts. */
    public record Size(String id, String sessionId, long bytes) {
    }

    /** Interactions that are read together, and the sessions that have them. */
    public record Group(List<String> ids, Set<String> sessionIds, long bytes) {

        private static Group of(List<Size> sizes) {
            return new Group(sizes.stream().map(Size::id).toList(),
                    sizes.stream().map(Size::sessionId).collect(Collectors.toUnmodifiableSet()),
                    sizes.stream().mapToLong(Size::bytes).sum());
        }
    }

    private ExistingInteractionQueries() {
    }

    /**
     * Which interactions of a kind there are, and how large they are; the databases know that without reading their texts. This
     * is the one look-up by the identifier alone: one that another session has is taken.
     *
     * @param condition on the identifier
     */
    public static String sizes(InteractionKind kind, String condition) {
        Table<Interaction> table = InteractionTables.of(kind);
        return "select " + table.key() + " as id, session_id, " + LargeColumn.lengths(table.name(), "t") + " as bytes from "
                + table.name()
                + " t where " + table.key() + condition;
    }

    public static Size size(RowReader row) {
        return new Size(row.text("id"), row.text("session_id"), row.number("bytes"));
    }

    public static ExistingInteraction known(InteractionKind kind, RowReader row) {
        return ExistingInteraction.of(InteractionTables.of(kind).reader().apply(row));
    }

    /** Puts together what may be read together; an interaction of more than that stands alone. */
    public static List<Group> groups(List<Size> sizes) {
        List<Group> groups = new ArrayList<>();
        List<Size> group = new ArrayList<>();
        long bytes = 0;
        for (Size size : sizes) {
            if (!group.isEmpty() && bytes + size.bytes() > MAX_BYTES) {
                groups.add(Group.of(group));
                group.clear();
                bytes = 0;
            }
            group.add(size);
            bytes += size.bytes();
        }
        if (!group.isEmpty()) {
            groups.add(Group.of(group));
        }
        return groups;
    }
}
