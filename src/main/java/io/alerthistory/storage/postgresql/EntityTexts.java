package io.alerthistory.storage.postgresql;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

import org.jspecify.annotations.Nullable;

import io.alerthistory.storage.mapping.ChangingTexts;
import io.alerthistory.storage.mapping.ChangingTexts.Change;
import io.alerthistory.storage.mapping.RowKey;
import io.alerthistory.storage.mapping.RowReader;
import io.quarkus.hibernate.reactive.panache.Panache;
import io.smallrye.mutiny.Uni;

/** Reads and writes the texts of entities, in the session of the entities. */
final class EntityTexts {

    private EntityTexts() {
    }

    /** Takes the texts of a row, which is locked, into its entity. */
    static <T> Uni<T> read(ChangingTexts<T> texts, Set<String> compared, T entity, RowKey id) {
        List<String> names = texts.selected();
        return Panache.getSession().flatMap(entities -> {
            var query = entities.createNativeQuery(texts.select(compared, PostgresDialect.OF_ENTITIES), Object[].class);
            List<String> parameters = id.parameters();
            for (int i = 0; i < parameters.size(); i++) {
                query.setParameter(i + 1, parameters.get(i));
            }
            return query.getSingleResult();
        })
                .invoke(values -> texts.read(entity, id, NativeRow.of(names, values))).replaceWith(entity);
    }

    /** Writes changes of texts; does nothing when there are none and the version is not to grow. */
    static <T> Uni<Void> write(ChangingTexts<T> texts, List<Change> changes, boolean versioned, RowKey id) {
        if (changes.isEmpty() && !versioned) {
            return Uni.createFrom().voidItem();
        }
        String sql = texts.update(changes, versioned, PostgresDialect.OF_ENTITIES);
        return Panache.getSession().flatMap(entities -> {
            var update = entities.createNativeQuery(sql);
            List<Object> parameters = ChangingTexts.parameters(changes, id);
            for (int i = 0; i < parameters.size(); i++) {
                update.setParameter(i + 1, parameters.get(i));
            }
            return update.executeUpdate();
        }).replaceWithVoid();
    }

    /** Values that Hibernate selected, by name. */
    static RowReader row(List<String> names, List<@Nullable Object> values) {
        return NativeRow.of(names, values.toArray());
    }

    /** A row as Hibernate gives it. */
    private record NativeRow(Map<String, @Nullable Object> values) implements RowReader {

        static NativeRow of(List<String> names, @Nullable Object[] row) {
            Map<String, @Nullable Object> values = new HashMap<>();
            for (int i = 0; i < row.length; i++) {
                values.put(names.get(i), row[i]);
            }
            return new NativeRow(values);
        }

        @Override
        public @Nullable String textOrNull(String column) {
            return (String) values.get(column);
        }

        @Override
        public @Nullable Long longOrNull(String column) {
            return values.get(column) instanceof Number number ? Long.valueOf(number.longValue()) : null;
        }

        @Override
        public @Nullable Double doubleOrNull(String column) {
            return values.get(column) instanceof Number number ? Double.valueOf(number.doubleValue()) : null;
        }

        @Override
        public boolean flag(String column) {
            return Boolean.TRUE.equals(values.get(column));
        }
    }
}
