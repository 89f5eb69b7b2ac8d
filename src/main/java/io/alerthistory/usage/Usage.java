package io.alerthistory.usage;

import java.time.LocalDate;
import java.util.List;
import java.util.Objects;

import jakarta.enterprise.context.ApplicationScoped;

import org.jspecify.annotations.Nullable;

import io.smallrye.mutiny.Uni;

/** The use case of usage. */
@ApplicationScoped
public class Usage {

    private final UsageStore store;

    Usage(UsageStore store) {
        this.store = store;
    }

    /** Adds up what the sessions of a range used. */
    public Uni<UsageView> of(UsageQuery query) {
        return store.usage(query).map(figures -> view(query, figures));
    }

    static UsageView view(UsageQuery query, List<UsageFigures> figures) {
        return new UsageView(
                figures.stream().limit(UsageQuery.MAX_GROUPS).map(each -> UsageRow.of(key(query.group(), each), each)).toList(),
                figures.size() > UsageQuery.MAX_GROUPS, query.fromUs(), query.toUs(), query.group());
    }

    /** A day comes as its number since the epoch. */
    private static @Nullable String key(UsageGroup group, UsageFigures figures) {
        return group == UsageGroup.DAY ? LocalDate.ofEpochDay(Long.parseLong(Objects.requireNonNull(figures.key()))).toString()
                : figures.key();
    }
}
