/// Writes on their way to the plant: what is wanted now against what is in force, numbering, waiting for
/// acknowledgements, sending again. Pure: transport and storage do not belong here, nor does the decision whether anything
/// may be sent at all.
@NullMarked
package dev.ondol.controllers.command;

import org.jspecify.annotations.NullMarked;
