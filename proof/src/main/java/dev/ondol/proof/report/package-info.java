/// What a proof tells: JSON, CSV and a page with charts that needs nothing from elsewhere.
@NullMarked
package dev.ondol.proof.report;

import org.jspecify.annotations.NullMarked;
