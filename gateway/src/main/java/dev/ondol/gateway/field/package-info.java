/// A real plant as its devices: [FieldPlant] asks each on a thread of its own and has a set-point written everywhere or nowhere. How a
/// device is spoken to is told by a module of its protocol (`integrations/modbus`, `integrations/sparkplug`) behind [FieldDevice].
@NullMarked
package dev.ondol.gateway.field;

import org.jspecify.annotations.NullMarked;
