/// The weather at the site: the built-in typical years, generated from monthly normals, and readers of EPW and
/// Open-Meteo files. All become hourly series that are interpolated. No effect of the weather on the plant belongs
/// here.
@NullMarked
package dev.ondol.simulator.weather;

import org.jspecify.annotations.NullMarked;
