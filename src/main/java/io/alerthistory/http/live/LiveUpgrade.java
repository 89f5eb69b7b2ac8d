package io.alerthistory.http.live;

import jakarta.inject.Singleton;

import io.alerthistory.request.Caller;
import io.alerthistory.request.Role;
import io.quarkus.websockets.next.HttpUpgradeCheck;
import io.quarkus.websockets.next.UserData.TypedKey;
import io.smallrye.mutiny.Uni;

/** Tells the connection who has opened it: what is authorized is the request, and a connection has none. */
@Singleton
class LiveUpgrade implements HttpUpgradeCheck {

    static final TypedKey<Boolean> IS_OF_WORKER = TypedKey.forBoolean("worker");

    @Override
    public Uni<CheckResult> perform(HttpUpgradeContext upgrade) {
        upgrade.userData().put(IS_OF_WORKER, !Caller.current().may(Role.VIEWER));
        return CheckResult.permitUpgrade();
    }
}
