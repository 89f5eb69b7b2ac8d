package io.alerthistory.abuse;

/** How fast a client reads. */
interface Pace {

    Pace FAST = received -> true;

    /** Called after every read of at most 64 KB; may wait. False when the client has enough, and closes. */
    boolean goesOn(long received) throws InterruptedException;

    /** Waits after every read for some seconds; then reads on as fast as it can, or has enough. */
    static Pace slow(long slowMs, boolean thenAll) {
        long start = System.nanoTime();
        return received -> {
            if (System.nanoTime() - start > slowMs * 1_000_000) {
                return thenAll;
            }
            Thread.sleep(200);
            return true;
        };
    }
}
