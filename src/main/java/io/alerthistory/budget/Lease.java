package io.alerthistory.budget;

/**
 * Bytes taken from a {@link ByteBudget}. Closing gives them back; closing again does nothing. Safe for use by several threads.
 */
public interface Lease extends AutoCloseable {

    /** The bytes that the lease holds; 0 once it is closed. */
    long bytes();

    /**
     * Takes more bytes without waiting, ahead of everything that waits: a holder that cannot go on would block those behind it.
     *
     * @return false when the budget has no room for them, or the lease is closed; the lease then holds what it held before
     */
    boolean grow(long more);

    /** Gives back all but some bytes; does nothing when the lease holds no more than these. */
    void shrinkTo(long bytes);

    @Override
    void close();
}
