/**
 * What happened, said once: an event record for every fact worth counting, and the observers that make metrics and log lines
 * of it. Every meter name of the service stands here. And what is wrong at this moment: warnings, and where they come from.
 */
@NullMarked
package io.alerthistory.observe;

import org.jspecify.annotations.NullMarked;
