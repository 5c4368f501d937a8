/// The optimizer's plans, whole, by planning cycle. Commands that carry them out belong to control.
@NullMarked
package dev.ondol.historian.plan;

import org.jspecify.annotations.NullMarked;
