package io.alerthistory.http.access;

import io.quarkus.security.identity.request.BaseAuthenticationRequest;

/** A key that a client has sent, to be verified. */
final class KeyToVerify extends BaseAuthenticationRequest {

    private final String key;

    KeyToVerify(String key) {
        this.key = key;
    }

    String key() {
        return key;
    }
}
