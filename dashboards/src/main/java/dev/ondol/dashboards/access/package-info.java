/// Who may do what: roles, accounts, passwords, machine tokens, sessions, and how often somebody may ask. No HTTP and no SQL
/// belong here.
@NullMarked
package dev.ondol.dashboards.access;

import org.jspecify.annotations.NullMarked;
