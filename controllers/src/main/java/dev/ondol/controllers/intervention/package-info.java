/// What operators do by hand and control has to keep in mind: units out of service. Pure: transport and storage do not belong here, nor
/// do overrides, which the plant's gateway carries out.
@NullMarked
package dev.ondol.controllers.intervention;

import org.jspecify.annotations.NullMarked;
