/// Recommendations and the ladder of autonomy: what would be written becomes a proposal, an operator decides, and what follows is
/// watched. Pure; neither sends nor stores anything.
@NullMarked
package dev.ondol.controllers.recommendation;

import org.jspecify.annotations.NullMarked;
