/// How the plant differs from its nameplate, found by non-linear least squares on what its meters showed, and how well the model
/// then foretells them. The model's equations belong to `model`; what a reading means to `observe`.
@NullMarked
package dev.ondol.optimizer.identify;

import org.jspecify.annotations.NullMarked;
