/// The one configuration file of roles that run as processes of their own, `ondol.yaml`: its keys are the components of
/// [OndolConfiguration]. What a role does with it is not known here.
@NullMarked
package dev.ondol.app.config;

import org.jspecify.annotations.NullMarked;
