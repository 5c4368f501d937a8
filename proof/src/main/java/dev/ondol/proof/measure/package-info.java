/// Measurement and verification on a live site, by the International Performance Measurement and Verification Protocol: the days of
/// a switchback, what meters counted on them, the adjusted baseline and the saving with its interval. What simulated weeks save
/// belongs to `statistics`.
@NullMarked
package dev.ondol.proof.measure;

import org.jspecify.annotations.NullMarked;
