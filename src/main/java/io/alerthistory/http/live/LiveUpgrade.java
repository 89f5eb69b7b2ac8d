package io.alerthistory.http.live;

import java.util.function.Supplier;

import jakarta.inject.Singleton;

import io.alerthistory.http.access.KeptAccess;
import io.alerthistory.request.Caller;
import io.alerthistory.request.Role;
import io.quarkus.websockets.next.HttpUpgradeCheck;
import io.quarkus.websockets.next.UserData.TypedKey;
import io.smallrye.mutiny.Uni;
import io.vertx.core.http.HttpHeaders;

/** Tells the connection who has opened it: what is authorized is the request, and a connection has none. */
@Singleton
class LiveUpgrade implements HttpUpgradeCheck {

    static final TypedKey<Boolean> IS_OF_WORKER = TypedKey.forBoolean("worker");

    static final TypedKey<Supplier<Uni<Boolean>>> ACCESS = new TypedKey<>("access");

    private final KeptAccess access;

    LiveUpgrade(KeptAccess access) {
        this.access = access;
    }

    @Override
    public Uni<CheckResult> perform(HttpUpgradeContext upgrade) {
        upgrade.userData().put(IS_OF_WORKER, !Caller.current().may(Role.VIEWER));
        upgrade.userData().put(ACCESS, access.of(upgrade.httpRequest().getHeader(HttpHeaders.AUTHORIZATION)));
        return CheckResult.permitUpgrade();
    }
}
