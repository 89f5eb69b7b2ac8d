package io.alerthistory.access;

import java.util.List;

/** The keys: those that are not revoked first, then the newest first. */
public record AccessKeyList(List<ShownAccessKey> keys) {
}
