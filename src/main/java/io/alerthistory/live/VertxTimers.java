package io.alerthistory.live;

import java.time.Duration;

import jakarta.inject.Singleton;

import io.vertx.core.Vertx;

/** The timers of Vert.x. */
@Singleton
class VertxTimers implements Timers {

    private final Vertx vertx;

    VertxTimers(Vertx vertx) {
        this.vertx = vertx;
    }

    @Override
    public void after(Duration time, Runnable task) {
        vertx.setTimer(Math.max(1, time.toMillis()), timer -> task.run());
    }
}
