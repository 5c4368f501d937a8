/// Alarms to ISA-18.2: their definitions, what stands now, what operators do about it, and how often they come. Pure; where
/// signs come from and where alarms go does not belong here.
@NullMarked
package dev.ondol.controllers.alarm;

import org.jspecify.annotations.NullMarked;
