/**
 * JSON that passes through: payloads are checked once where they arrive and then travel as text, number for number as they were
 * sent. Nothing here knows what a payload means.
 */
@NullMarked
package io.alerthistory.json;

import org.jspecify.annotations.NullMarked;
