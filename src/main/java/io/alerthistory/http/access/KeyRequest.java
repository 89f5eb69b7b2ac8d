package io.alerthistory.http.access;

import io.quarkus.security.identity.request.BaseAuthenticationRequest;

/** A key that a client has sent, to be verified. */
final class KeyRequest extends BaseAuthenticationRequest {

    private final String key;

    KeyRequest(String key) {
        this.key = key;
    }

    String key() {
        return key;
    }
}
