/**
 * Who may use the service: the ways to sign in that an operator has chosen, and the keys of agents, Alertmanager,
 * Prometheus and scripts. Of a key's secret only the SHA-256 is stored. What a role may do is in {@code http/access}.
 */
@NullMarked
package io.alerthistory.access;

import org.jspecify.annotations.NullMarked;
