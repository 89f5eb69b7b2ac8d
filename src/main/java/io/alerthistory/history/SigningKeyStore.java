package io.alerthistory.history;

import io.smallrye.mutiny.Uni;

/** Where the keys are kept that all replicas sign with. */
public interface SigningKeyStore {

    /** Bytes of a secret. */
    int SECRET_BYTES = 32;

    /**
     * Finds the secret of a name. The first caller of all replicas stores its candidate; every other one receives that.
     *
     * @param candidate {@link #SECRET_BYTES} random bytes
     * @param nowUs microseconds since the epoch
     */
    Uni<byte[]> findOrStore(String name, byte[] candidate, long nowUs);
}
