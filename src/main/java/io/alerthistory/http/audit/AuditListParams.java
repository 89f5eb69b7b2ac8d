package io.alerthistory.http.audit;

import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

import org.jspecify.annotations.Nullable;

import io.alerthistory.audit.AuditAction;
import io.alerthistory.audit.AuditFilter;
import io.alerthistory.error.ProblemException;
import io.alerthistory.http.QueryReader;
import io.alerthistory.time.Micros;

/** The parameters of the list. */
public record AuditListParams(AuditFilter filter, @Nullable String cursor) {

    private static final String ACTION = "action";
    private static final String CURSOR = "cursor";
    private static final String FROM = "from_us";
    private static final String TO = "to_us";

    /**
     * Parses the parameters.
     *
     * @throws ProblemException 422 with every invalid parameter
     */
    public static AuditListParams of(Map<String, List<String>> query) {
        QueryReader reader = new QueryReader(query);
        reader.refuseUnstorable(CURSOR);
        AuditFilter filter = new AuditFilter(reader.text("actor"), action(reader), reader.text("target"), instant(reader, FROM),
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
