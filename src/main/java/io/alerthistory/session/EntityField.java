package io.alerthistory.session;

import java.util.EnumSet;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import java.util.function.BiConsumer;
import java.util.function.BiFunction;
import java.util.function.Function;

import org.jspecify.annotations.Nullable;

import io.alerthistory.json.ContentDigest;
import io.alerthistory.json.JsonText;
import io.alerthistory.json.Patch;
import io.alerthistory.json.Utf8;
import io.alerthistory.redaction.Redaction;

/**
 * A field of an entity, declared once: its name in the API and in the table, how it is read and written, and what uses it.
 *
 * @param <T> the entity
 * @param <C> the body that creates one
 * @param <P> the body that changes one
 * @param <V> what the field holds
 */
public final class EntityField<T, C, P, V> {

    /** What a database holds. */
    public enum Kind {
        TEXT,
        NUMBER,
        FLAG,
        JSON,
        UTF8
    }

    /** Which statements use the column. */
    public enum Use {
        /** Written when a row is created. Other columns start with their defaults. */
        NEW,
        /** Read and written by every change of the row. */
        CHANGING,
        /** A text that a change reads and writes beside the row, because it may be large. */
        CHANGING_TEXT,
        /** Read for a response that shows the row whole. */
        SHOWN,
        /** Read for a list. */
        LIST
    }

    /** When a PATCH may change a field. */
    public enum Patching {
        /** Until the end of the session or stage. After the end, only the stored value is accepted. */
        UNTIL_END,
        /** At any time. */
        ALWAYS,
        /** Together with the status; {@link Transitions} decides. */
        WITH_STATUS
    }

    private final String name;
    private final ValueType<V> type;
    private final Function<T, @Nullable V> get;
    private final BiConsumer<T, V> set;
    private final Set<Use> uses;
    private final @Nullable Created<C, V> created;
    private final @Nullable Patched<P, V> patched;

    /**
     * How a database holds a value.
     *
     * @param stored makes a String, Long, Boolean or {@link Utf8} of it
     */
    record ValueType<V>(Kind kind, BiFunction<StoredValues, String, @Nullable V> read, Function<V, Object> stored) {
    }

    private record Created<C, V>(Function<C, @Nullable V> sent, String digestName, boolean redacted) {
    }

    private record Patched<P, V>(Function<P, Patch<V>> sent, PatchRule rule, Patching when) {
    }

    private EntityField(String name, ValueType<V> type, Function<T, @Nullable V> get, BiConsumer<T, V> set, Set<Use> uses,
            @Nullable Created<C, V> created, @Nullable Patched<P, V> patched) {
        this.name = name;
        this.type = type;
        this.get = get;
        this.set = set;
        this.uses = uses;
        this.created = created;
        this.patched = patched;
    }

    EntityField(String name, ValueType<V> type, Function<T, @Nullable V> get, BiConsumer<T, V> set, Use... uses) {
        this(name, type, get, set, uses.length == 0 ? EnumSet.noneOf(Use.class) : EnumSet.copyOf(List.of(uses)), null, null);
    }

    /** The same, set by the body that creates the entity. */
    EntityField<T, C, P, V> created(Function<C, @Nullable V> sent) {
        return created(sent, name);
    }

    /** @param digestName its name in the digest of the body */
    EntityField<T, C, P, V> created(Function<C, @Nullable V> sent, String digestName) {
        return new EntityField<>(name, type, get, set, uses, new Created<>(sent, digestName, false), patched);
    }

    /** The same, without what matches a pattern of {@link Redaction} in what the body sends. */
    EntityField<T, C, P, V> redacted() {
        Created<C, V> plain = Objects.requireNonNull(created);
        return new EntityField<>(name, type, get, set, uses, new Created<>(plain.sent(), plain.digestName(), true), patched);
    }

    /** The same, changed by the body that changes the entity. */
    EntityField<T, C, P, V> patched(Function<P, Patch<V>> sent, PatchRule rule, Patching when) {
        return new EntityField<>(name, type, get, set, uses, created, new Patched<>(sent, rule, when));
    }

    /** The same field of an entity that holds this one's as a part. */
    public <S, C2, P2> EntityField<S, C2, P2, V> in(Function<S, T> part) {
        return new EntityField<>(name, type, whole -> get.apply(part.apply(whole)),
                (whole, value) -> set.accept(part.apply(whole), value), uses, null, null);
    }

    public String name() {
        return name;
    }

    public Kind kind() {
        return type.kind();
    }

    public boolean is(Use use) {
        return uses.contains(use);
    }

    /** What the entity has. */
    public @Nullable V value(T entity) {
        return get.apply(entity);
    }

    /** The same as a String, Long, Boolean or {@link Utf8}. */
    public @Nullable Object stored(T entity) {
        V value = get.apply(entity);
        return value == null ? null : type.stored().apply(value);
    }

    /** Takes the column of a row into an entity. */
    @SuppressWarnings("NullAway") // a field that takes no null is read by a getter that gives none
    public void read(StoredValues row, T entity) {
        set.accept(entity, type.read().apply(row, name));
    }

    /** Gives an entity the value of another one. */
    @SuppressWarnings("NullAway") // what the same field of another entity has, it takes
    public void copy(T from, T to) {
        set.accept(to, get.apply(from));
    }

    /** What a patch may make of the field; null when none changes it. */
    public @Nullable PatchRule rule() {
        return patched == null ? null : patched.rule();
    }

    boolean isCreated() {
        return created != null;
    }

    boolean isPatched(Patching when) {
        return patched != null && patched.when() == when;
    }

    /** Takes what was sent, if anything was; else the entity keeps its default. */
    void create(C body, T entity, Redaction redaction) {
        Created<C, V> sent = Objects.requireNonNull(created);
        V value = sent.sent().apply(body);
        if (value != null) {
            set.accept(entity, sent.redacted() ? redaction.value(value) : value);
        }
    }

    void digest(C body, T entity, ContentDigest digest) {
        Created<C, V> sent = Objects.requireNonNull(created);
        digest.add(sent.digestName(), sent.redacted() ? get.apply(entity) : sent.sent().apply(body));
    }

    /** What a body says of it. */
    Patch<V> sent(P body) {
        return Objects.requireNonNull(patched).sent().apply(body);
    }

    /** Whether a body would change what an entity has. */
    boolean changes(P body, T entity) {
        return changes(sent(body), get.apply(entity));
    }

    private static boolean changes(Patch<?> patch, @Nullable Object stored) {
        if (patch.value() instanceof JsonText json && stored instanceof JsonText other) {
            return !json.sameValue(other);
        }
        return patch.sent() && !Objects.equals(patch.value(), stored);
    }

    /** Takes what a body says. JSON of the same value stays as it is stored, so that a repeat changes nothing. */
    @SuppressWarnings("NullAway") // the rule of a field that takes no null refused it
    void merge(P body, T entity) {
        if (changes(body, entity)) {
            set.accept(entity, sent(body).value());
        }
    }
}
