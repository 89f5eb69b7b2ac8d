package io.alerthistory.live;

import java.util.concurrent.atomic.AtomicReference;

import jakarta.inject.Singleton;

import org.jspecify.annotations.Nullable;

/** Tells that a transaction of this process was committed that may have written events. */
@Singleton
public class WriteSignal {

    private final AtomicReference<@Nullable Runnable> listener = new AtomicReference<>();

    /** Sets who is told, or nobody. It is called by any thread, and must not block. */
    public void listen(@Nullable Runnable told) {
        listener.set(told);
    }

    /** A transaction was committed. */
    public void committed() {
        Runnable told = listener.get();
        if (told != null) {
            told.run();
        }
    }
}
