/**
 * Makes, verifies and restores backups. PostgreSQL's own programs and SQLite's VACUUM INTO do the copying; this package says
 * when, where and how it is verified. The manifests beside the files are the only index.
 */
@NullMarked
package io.alerthistory.backup;

import org.jspecify.annotations.NullMarked;
