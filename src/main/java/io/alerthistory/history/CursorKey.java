package io.alerthistory.history;

import java.security.SecureRandom;
import java.time.Clock;
import java.util.concurrent.atomic.AtomicReference;

import jakarta.enterprise.context.ApplicationScoped;

import org.jspecify.annotations.Nullable;

import io.alerthistory.start.WarmUp;
import io.alerthistory.time.Micros;
import io.smallrye.mutiny.Uni;

/**
 * The key of cursors. It is read from the database at the start, or with the first list when that failed, and kept for the life
 * of the process.
 */
@ApplicationScoped
public class CursorKey implements WarmUp {

    private static final String NAME = "cursor";

    private final HistoryStore store;
    private final Clock clock;
    private final AtomicReference<@Nullable CursorSigner> signer = new AtomicReference<>();

    CursorKey(HistoryStore store, Clock clock) {
        this.store = store;
        this.clock = clock;
    }

    /** The signer of every list's cursors. */
    public Uni<CursorSigner> signer() {
        CursorSigner known = signer.get();
        return known != null ? Uni.createFrom().item(known)
                : store.findOrStoreSecret(NAME, candidate(), Micros.now(clock)).map(CursorSigner::new).invoke(signer::set);
    }

    @Override
    public Uni<?> run() {
        return signer();
    }

    /** The generator is made when it is used: in a static field it would be created while a native image is built. */
    private static byte[] candidate() {
        byte[] secret = new byte[CursorSigner.SECRET_BYTES];
        new SecureRandom().nextBytes(secret);
        return secret;
    }
}
