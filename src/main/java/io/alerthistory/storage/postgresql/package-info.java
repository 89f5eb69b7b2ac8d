/**
 * The ports on PostgreSQL: Panache entities where a transaction wants an entity, SQL on the same Vert.x pool where a statement
 * is hot. Every use of a connection goes through PostgresDatabase, which makes it immune to callers that hang up.
 */
@NullMarked
package io.alerthistory.storage.postgresql;

import org.jspecify.annotations.NullMarked;
