package dev.ondol.optimizer.api;

/// What /health says.
///
/// @param status     `up`, `starting` before the first plan, or `degraded` without broker or database
/// @param broker     connected to the broker
/// @param journal    entries that wait for the database
/// @param plant      newest plant time in milliseconds; 0 before the first clock tick
/// @param cycle      newest planned cycle, plant time in milliseconds; 0 before the first
/// @param plans      plans since the start
/// @param overBudget cycles in which the time guard cut the search
public record Health(String status, boolean broker, int journal, long plant, long cycle, long plans, long overBudget) {}
