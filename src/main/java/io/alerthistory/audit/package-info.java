/**
 * Who did what. An entry of the audit log is written in the transaction of what it tells, so neither is there without the
 * other,
 * and an action whose entry cannot be written fails.
 * <p>
 * A feature makes its entry where the request still is the current one, and hands it to its port:
 *
 * <pre>
 * store.hold(sessionId, reason, audits.entry(AuditAction.SESSION_HOLD, sessionId))
 * </pre>
 *
 * The adapter writes it as the last thing of the same transaction: {@code PostgresAudit.append} of entities or of a connection,
 * {@code SqliteAudit.append}. What is decided only within the transaction is added there:
 * {@code entry.with(Map.of("sessions", count))}.
 * <p>
 * What has no transaction of its own, such as a refused sign-in, is one call: {@code audits.append(entry)}. What begins and
 * ends
 * outside of the database, such as an export, is {@code audits.around(entry, work)}: an entry before and one after it.
 */
@NullMarked
package io.alerthistory.audit;

import org.jspecify.annotations.NullMarked;
