package io.alerthistory.http.audit;

import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;

import org.jspecify.annotations.Nullable;

import io.alerthistory.audit.AuditAction;
import io.alerthistory.audit.AuditFilter;
import io.alerthistory.error.ProblemException;
import io.alerthistory.http.QueryReader;
import io.alerthistory.time.Micros;

/** The parameters of the list. */
public record AuditListParams(AuditFilter filter, @Nullable String cursor) {

    private static final String ACTOR = "actor";
    private static final String TARGET = "target";
    private static final String ACTION = "action";
    private static final String CURSOR = "cursor";
    private static final String FROM = "from_us";
    private static final String TO = "to_us";

    private static final Set<String> KNOWN = Set.of(ACTOR, ACTION, TARGET, FROM, TO, CURSOR);

    /**
     * Parses the parameters.
     *
     * @throws ProblemException 422 with every invalid parameter
     */
    public static AuditListParams of(Map<String, List<String>> query) {
        return of(new QueryReader(query));
    }

    /** The same of a route that refuses parameters that it does not have. */
    static AuditListParams ofKnown(Map<String, List<String>> query) {
        return of(QueryReader.ofKnown(query, KNOWN));
    }

    private static AuditListParams of(QueryReader reader) {
        reader.refuseUnstorable(CURSOR);
        AuditFilter filter = new AuditFilter(reader.text(ACTOR), action(reader), reader.text(TARGET), instant(reader, FROM),
                instant(reader, TO));
        if (filter.fromUs() != null && filter.toUs() != null && filter.fromUs() >= filter.toUs()) {
            reader.refuse(FROM, "must be before " + TO);
        }
        reader.check();
        return new AuditListParams(filter, reader.text(CURSOR));
    }

    private static @Nullable AuditAction action(QueryReader reader) {
        String name = reader.text(ACTION);
        AuditAction action = name == null ? null : AuditAction.named(name).orElse(null);
        if (name != null && action == null) {
            reader.refuse(ACTION, "must be one of "
                    + Arrays.stream(AuditAction.values()).map(AuditAction::jsonName).collect(Collectors.joining(", ")));
        }
        return action;
    }

    private static @Nullable Long instant(QueryReader reader, String name) {
        return reader.first(name) == null ? null : Long.valueOf(reader.integer(name, 0, Micros.MAX, 0));
    }
}
