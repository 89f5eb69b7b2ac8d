package io.alerthistory.access;

import java.security.SecureRandom;
import java.time.Clock;
import java.util.List;
import java.util.Map;
import java.util.TreeSet;

import jakarta.enterprise.context.ApplicationScoped;

import org.jspecify.annotations.Nullable;

import io.alerthistory.audit.AuditAction;
import io.alerthistory.audit.AuditEntry;
import io.alerthistory.audit.Audits;
import io.alerthistory.error.ErrorCode;
import io.alerthistory.error.ProblemException;
import io.alerthistory.request.Caller;
import io.alerthistory.request.Role;
import io.alerthistory.time.Micros;
import io.smallrye.mutiny.Uni;

/** The use case of administrators: makes, lists, rotates and revokes keys. */
@ApplicationScoped
public class AccessKeys {

    /** How many keys may be valid at once, which is also how many are listed. */
    static final int MAX_KEYS = 1_000;

    private static final long US_PER_SECOND = 1_000_000;

    private final AccessKeyStore store;
    private final KeySignIn signIn;
    private final Audits audits;
    private final Clock clock;

    AccessKeys(AccessKeyStore store, KeySignIn signIn, Audits audits, Clock clock) {
        this.store = store;
        this.audits = audits;
        this.signIn = signIn;
        this.clock = clock;
    }

    /**
     * Makes a key.
     *
     * @throws ProblemException in the Uni: 422 when its time is over already, 409 when there are too many
     */
    public Uni<ShownAccessKey> create(CreateAccessKey wanted) {
        return create(wanted, KeyText.random(new SecureRandom()));
    }

    private Uni<ShownAccessKey> create(CreateAccessKey wanted, KeyText text) {
        long now = Micros.now(clock);
        if (wanted.expiresAtUs() != null && wanted.expiresAtUs() <= now) {
            throw ProblemException.invalidField("/expires_at_us", "must be in the future");
        }
        AccessKey key = of(text, wanted.name().trim(), wanted.roles(), wanted.expiresAtUs(), now);
        AuditEntry entry = audits.entry(AuditAction.KEY_CREATE, key.id(), facts(key));
        return store.countUnrevoked().invoke(count -> {
            if (count >= MAX_KEYS) {
                throw new ProblemException(ErrorCode.CONFLICT,
                        "There are " + count + " keys that are not revoked; revoke some that nobody uses");
            }
        }).chain(() -> store.create(key, entry)).map(stored -> ShownAccessKey.of(key, text));
    }

    static AccessKey of(KeyText text, String name, List<Role> roles, @Nullable Long expiresAtUs, long nowUs) {
        return new AccessKey(text.id(), name, List.copyOf(new TreeSet<>(roles)), text.hash(), null, nowUs,
                Caller.current().name(), expiresAtUs, null, null);
    }

    /** Lists the keys, at most 1,000. */
    public Uni<AccessKeyList> list() {
        return store.list(MAX_KEYS)
                .map(keys -> new AccessKeyList(keys.stream().map(key -> ShownAccessKey.of(key, null)).toList()));
    }

    /**
     * Revokes a key; a key that is revoked stays so.
     *
     * @throws ProblemException in the Uni: 404 when there is no such key
     */
    public Uni<Void> revoke(String id) {
        AuditEntry entry = audits.entry(AuditAction.KEY_REVOKE, id);
        return store.revoke(id, Micros.now(clock), entry).invoke(exists -> {
            signIn.changed(id);
            if (!exists) {
                throw unknown();
            }
        }).replaceWithVoid();
    }

    /**
     * Gives a key another secret.
     *
     * @throws ProblemException in the Uni: 404 when there is no such key, or it is revoked
     */
    public Uni<ShownAccessKey> rotate(String id, RotateAccessKey wanted) {
        KeyText text = KeyText.random(id, new SecureRandom());
        long until = Micros.now(clock) + wanted.seconds() * US_PER_SECOND;
        AuditEntry entry = audits.entry(AuditAction.KEY_ROTATE, id, Map.of("former_until_us", until));
        return store.rotate(id, text.hash(), until, entry).map(key -> {
            signIn.changed(id);
            if (key == null) {
                throw unknown();
            }
            return ShownAccessKey.of(key, text);
        });
    }

    /** What the audit log tells of a new key. */
    static Map<String, ?> facts(AccessKey key) {
        return Map.of("name", key.name(), "roles", key.roles().stream().map(Role::jsonName).toList());
    }

    private static ProblemException unknown() {
        return new ProblemException(ErrorCode.KEY_NOT_FOUND, ErrorCode.KEY_NOT_FOUND.title());
    }
}
