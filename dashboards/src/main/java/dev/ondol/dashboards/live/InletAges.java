package dev.ondol.dashboards.live;

import java.util.List;
import org.jspecify.annotations.Nullable;

/// How old the newest inlet temperature of each rack is, in the order of [SiteView#halls()].
///
/// @param plant plant time in milliseconds
/// @param ageMs milliseconds, as of [Figure#ageMs()]; null where nothing was ever received
/// @param state how far each can be trusted
public record InletAges(long plant, List<@Nullable Long> ageMs, List<Figure.State> state) {}
