package dev.ondol.simulator.run;

import dev.ondol.facility.site.Site;
import dev.ondol.simulator.it.ProfileErrors;

/// The plant as it really is where its description is not quite right.
public interface RealPlant {
    /// The plant that is simulated, given its description.
    Site site(Site described);

    /// How its servers answer to power profiles.
    ProfileErrors profiles();

    /// A plant of which all is true that is said.
    RealPlant AS_DESCRIBED = new RealPlant() {
        @Override
        public Site site(Site described) {
            return described;
        }

        @Override
        public ProfileErrors profiles() {
            return ProfileErrors.NONE;
        }
    };
}
