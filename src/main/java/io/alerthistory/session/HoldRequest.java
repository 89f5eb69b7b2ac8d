package io.alerthistory.session;

import jakarta.validation.constraints.NotBlank;
import jakarta.validation.constraints.Size;

/**
 * The body of a POST of a hold.
 *
 * @param reason why the session must stay, for those who find it on hold later
 */
public record HoldRequest(@NotBlank @Size(max = HoldRequest.MAX_REASON) String reason) {

    static final int MAX_REASON = 1_000;
}
