package dev.ondol.controllers;

import dev.ondol.facility.message.Mode;

/// What control has done since its start, for displays and tests.
///
/// @param mode      in force
/// @param cause     code of what keeps it out of AUTO, or empty
/// @param epoch     of its commands; 0 while there is none
/// @param leads    whether this process speaks for control: no other one has the lease
/// @param plans     plans taken up
/// @param sent      commands sent, without repetitions
/// @param applied   commands that the plant says it has applied
/// @param refused   commands that the plant answered otherwise
/// @param rejected  set-points of plans that the verifier refused
/// @param ignored   messages that were malformed, for another site, outdated or from the future
/// @param waiting   entries that wait for the database
/// @param lost      entries that the database will never see
/// @param misfits   set-points of plans that the site does not allow at all, whatever the plant does: a person is needed
/// @param historianAway true while the database does not answer control
/// @param auditImpaired true while audit entries are in memory alone, or were lost
public record ControlStatistics(Mode mode, String cause, long epoch, boolean leads, long plans, long sent, long applied,
        long refused,
        long rejected, long ignored, int waiting, long lost, long misfits, boolean auditImpaired,
        boolean historianAway) {
    ControlStatistics with(boolean impaired, boolean away) {
        return new ControlStatistics(mode, cause, epoch, leads, plans, sent, applied, refused, rejected, ignored,
                waiting,
                lost,
                misfits, impaired, away);
    }
}
