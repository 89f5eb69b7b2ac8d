/**
 * What people think of investigations, and what judges score them. Who may do what with a review is one table,
 * {@link io.alerthistory.review.ReviewRules}.
 */
@NullMarked
package io.alerthistory.review;

import org.jspecify.annotations.NullMarked;
