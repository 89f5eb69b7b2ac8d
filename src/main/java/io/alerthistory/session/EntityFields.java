package io.alerthistory.session;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Predicate;
import java.util.stream.Collectors;

import io.alerthistory.error.FieldError;
import io.alerthistory.error.ProblemException;
import io.alerthistory.json.ContentDigest;
import io.alerthistory.json.JsonText;
import io.alerthistory.redaction.Redaction;
import io.alerthistory.session.EntityField.Patching;
import io.alerthistory.session.EntityField.Use;

/**
 * All fields of an entity, the primary key first. Those that a body creates stand in the order in which its digest has them.
 *
 * @param <T> the entity
 * @param <C> the body that creates one
 * @param <P> the body that changes one
 */
public final class EntityFields<T, C, P> {

    private final List<EntityField<T, C, P, ?>> all;
    private final List<EntityField<T, C, P, ?>> created;
    private final List<EntityField<T, C, P, ?>> patched;
    private final Map<Patching, List<EntityField<T, C, P, ?>>> patchedWhen;

    EntityFields(List<EntityField<T, C, P, ?>> all) {
        this.all = all;
        created = where(EntityField::isCreated);
        patched = where(field -> field.rule() != null);
        patchedWhen = Arrays.stream(Patching.values())
                .collect(Collectors.toUnmodifiableMap(when -> when, when -> where(field -> field.isPatched(when))));
    }

    private List<EntityField<T, C, P, ?>> where(Predicate<EntityField<T, C, P, ?>> condition) {
        return all.stream().filter(condition).toList();
    }

    /** Those with a use, in the order of their declaration. */
    public List<EntityField<T, C, P, ?>> with(Use use) {
        return where(field -> field.is(use));
    }

    /** Those that a PATCH may change. */
    public List<EntityField<T, C, P, ?>> patched() {
        return patched;
    }

    /** Takes what a body sends into a new entity, without what matches a pattern in the fields that are redacted. */
    void create(C body, T entity, Redaction redaction) {
        created.forEach(field -> field.create(body, entity, redaction));
    }

    /** The digest of a body, which recognises a repeat: of the redacted fields, as the entity took them from it. */
    String digest(C body, T entity) {
        ContentDigest digest = new ContentDigest();
        created.forEach(field -> field.digest(body, entity, digest));
        return digest.hex();
    }

    /**
     * Checks every field of a patch.
     *
     * @throws ProblemException 422 with every invalid field
     */
    void check(P body) {
        List<FieldError> errors = new ArrayList<>();
        patched.forEach(field -> check(field, body, errors));
        if (!errors.isEmpty()) {
            throw ProblemException.invalidFields(errors);
        }
    }

    private static <P> void check(EntityField<?, ?, P, ?> field, P body, List<FieldError> errors) {
        PatchRule rule = field.rule();
        if (rule != null) {
            rule.check(field.name(), field.sent(body), errors);
        }
    }

    /** The payloads that a patch brings. */
    SentPayloads payloads(P body) {
        Set<String> names = new HashSet<>();
        long bytes = 0;
        for (EntityField<T, C, P, ?> field : patched) {
            if (field.sent(body).value() instanceof JsonText json) {
                names.add(field.name());
                bytes += json.length();
            }
        }
        return new SentPayloads(Set.copyOf(names), bytes);
    }

    /** Takes what a patch says of some fields. */
    void merge(P body, T entity, Patching when) {
        patchedWhen(when).forEach(field -> field.merge(body, entity));
    }

    /** The fields that a patch would change and that do not change after the end. */
    List<EntityField<T, C, P, ?>> changedAfterEnd(P body, T entity) {
        return patchedWhen(Patching.UNTIL_END).stream().filter(field -> field.changes(body, entity)).toList();
    }

    private List<EntityField<T, C, P, ?>> patchedWhen(Patching when) {
        return patchedWhen.getOrDefault(when, List.of());
    }
}
