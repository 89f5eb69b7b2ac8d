package io.alerthistory.budget;

/** Bytes acquired from a {@link ByteBudget}. Closing the lease returns them; closing it again does nothing. Thread-safe. */
public interface Lease extends AutoCloseable {

    /** The number of bytes that the lease holds; 0 once it is closed. */
    long bytes();

    /**
     * Acquires more bytes without waiting, ahead of all waiters: a holder that cannot continue would block those behind
     * it.
     *
     * @return false when the budget has no room, or the lease is closed; the lease is unchanged then
     */
    boolean grow(long more);

    /** Returns all but the given number of bytes. Does nothing when the lease holds no more than that. */
    void shrinkTo(long bytes);

    @Override
    void close();
}
