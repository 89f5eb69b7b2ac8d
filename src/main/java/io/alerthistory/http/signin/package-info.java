/**
 * Signing in with OpenID Connect. The framework checks tokens and runs the code flow; this package chooses its tenant,
 * names the caller, tells an unreachable provider from a bad token, and guards what a browser writes.
 */
@NullMarked
package io.alerthistory.http.signin;

import org.jspecify.annotations.NullMarked;
