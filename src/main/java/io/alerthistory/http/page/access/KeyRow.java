package io.alerthistory.http.page.access;

import java.util.stream.Collectors;

import org.jspecify.annotations.Nullable;

import io.alerthistory.access.ShownAccessKey;
import io.alerthistory.http.QueryWriter;
import io.alerthistory.http.page.Moment;
import io.alerthistory.http.page.Words;

/**
 * A key in the list.
 *
 * @param state the word for it
 * @param style of the state
 * @param address of what can be done to it
 * @param used null while it was not used
 * @param expires null for never
 * @param revoked null while it is not
 */
public record KeyRow(String id, String name, String roles, String state, String style, String address, Moment created,
        String createdBy, @Nullable Moment used, @Nullable Moment expires, @Nullable Moment revoked) {

    static KeyRow of(ShownAccessKey key, long nowUs) {
        boolean isExpired = key.expiresAtUs() != null && key.expiresAtUs() <= nowUs;
        boolean isRevoked = key.revokedAtUs() != null;
        return new KeyRow(key.id(), key.name(), roles(key), isRevoked ? "Revoked" : isExpired ? "Expired" : "Valid",
                isRevoked || isExpired ? "cancelled" : "completed", AccessPages.KEYS + "/" + QueryWriter.encoded(key.id()),
                Moment.of(key.createdAtUs()), key.createdBy(), moment(key.lastUsedAtUs()), moment(key.expiresAtUs()),
                moment(key.revokedAtUs()));
    }

    static String roles(ShownAccessKey key) {
        return key.roles().stream().map(Words::of).collect(Collectors.joining(", "));
    }

    private static @Nullable Moment moment(@Nullable Long us) {
        return us == null ? null : Moment.of(us);
    }
}
